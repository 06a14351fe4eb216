//! Free pages and announcements.

use serde::Serialize;

use super::head::summary;
use super::{Head, Moment, Views};
use crate::release::model::{Notice, Page};

/// A free page.
#[derive(Clone, Debug, Serialize)]
pub struct FreePage {
    /// The head of the page.
    pub head: Head,
    /// Its headline.
    pub title: String,
    /// Its text as safe HTML.
    pub html: String,
}

/// The page for addresses that lead nowhere.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundPage {
    /// The head of the page. It has no address of its own.
    pub head: Head,
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
    let mut head = Head::new(views, &page.title, views.addresses.page(&page.slug));
    head.description = summary(&page.text.plain);
    FreePage { head, title: page.title.clone(), html: page.text.html.to_string() }
}

pub(in crate::site) fn not_found_page(views: Views<'_>) -> NotFoundPage {
    let head = Head::new(views, views.language.word("not_found"), String::new());
    NotFoundPage { head: Head { canonical: String::new(), ..head } }
}

impl NoticeView {
    pub(super) fn new(views: Views<'_>, notice: &Notice) -> Self {
        Self {
            anchor: format!("notice-{}", notice.anchor),
            title: notice.title.clone(),
            from: Moment::new(notice.from, views.language),
            html: notice.text.html.to_string(),
        }
    }
}
