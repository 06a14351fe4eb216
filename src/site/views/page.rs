//! Free pages and announcements.

use serde::Serialize;

use super::incident::canonical;
use super::{Moment, Views};
use crate::release::model::{Notice, Page};

/// A free page.
#[derive(Clone, Debug, Serialize)]
pub struct FreePage {
    /// Its headline.
    pub title: String,
    /// Address of the page, complete.
    pub canonical: String,
    /// Its text as safe HTML.
    pub html: String,
}

/// An announcement.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeView {
    /// Its anchor.
    pub anchor: String,
    /// Its headline.
    pub title: String,
    /// Since when it stands there.
    pub from: Moment,
    /// Its text as safe HTML.
    pub html: String,
}

pub(in crate::site) fn free_page(views: Views<'_>, page: &Page) -> FreePage {
    let url = views.addresses.page(&page.slug);
    FreePage {
        title: page.title.clone(),
        canonical: canonical(views, &url),
        html: page.text.html.to_string(),
    }
}

impl NoticeView {
    pub(super) fn new(views: Views<'_>, notice: &Notice) -> Self {
        Self {
            anchor: notice.anchor.clone(),
            title: notice.title.clone(),
            from: Moment::new(notice.from, views.language),
            html: notice.text.html.to_string(),
        }
    }
}
