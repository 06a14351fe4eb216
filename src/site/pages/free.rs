//! Free-form pages, the page for unknown addresses, and notices.

use serde::Serialize;

use super::{Head, TimeView};
use crate::release::model::{Notice, Page};
use crate::site::rendering::RenderContext;

/// A free-form page.
#[derive(Clone, Debug, Serialize)]
pub struct FreePage {
    /// The head of the page.
    pub head: Head,
    /// Its headline.
    pub title: String,
    /// Its text as safe HTML.
    pub html: String,
}

/// The page for unknown addresses.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundPage {
    /// The head of the page, without an address.
    pub head: Head,
}

/// A notice.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeView {
    /// Its anchor.
    pub anchor: String,
    /// Its headline.
    pub title: String,
    /// Since when it is shown.
    pub from: TimeView,
    /// Its text as safe HTML.
    pub html: String,
}

pub(in crate::site) fn free_page(context: RenderContext<'_>, page: &Page) -> FreePage {
    let mut head = Head::new(context, &page.title, context.addresses.page(&page.slug));
    head.describe(&page.text.plain);
    FreePage { head, title: page.title.clone(), html: page.text.html.to_string() }
}

pub(in crate::site) fn not_found_page(context: RenderContext<'_>) -> NotFoundPage {
    let head = Head::new(context, context.language.word("not_found"), String::new());
    NotFoundPage { head: Head { canonical: String::new(), ..head } }
}

impl NoticeView {
    pub(super) fn new(context: RenderContext<'_>, notice: &Notice) -> Self {
        Self {
            anchor: format!("notice-{}", notice.anchor),
            title: notice.title.clone(),
            from: TimeView::new(notice.from, context.language),
            html: notice.text.html.to_string(),
        }
    }
}
