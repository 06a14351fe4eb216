//! A page before it is rendered.

use serde::Serialize;
use tera::Value;

use super::template_value::value;

/// What the frame of a page needs to know about it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Head {
    /// The title.
    pub(super) title: String,
    /// The part of the navigation that it belongs to: `now`, `incidents`.
    pub(super) section: &'static str,
    /// The way from the page to the root: empty, or `../../`.
    pub(super) root: String,
    /// The address below the root: empty, or `incidents/x/`.
    pub(super) address: String,
    /// Whether it can change while it is open in a browser.
    pub(super) is_live: bool,
}

/// A page before it is rendered.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) template: &'static str,
    pub(super) head: Head,
    pub(super) view: Value,
}

impl Page {
    /// Creates a page at an address below the root: empty for the first page, or `incidents/x/`.
    pub(super) fn new(
        address: impl Into<String>,
        section: &'static str,
        title: impl Into<String>,
        template: &'static str,
        view: &impl Serialize,
    ) -> Self {
        let address = address.into();
        let root = "../".repeat(address.matches('/').count());
        let head = Head { title: title.into(), section, root, address, is_live: false };
        Self { template, head, view: value(view) }
    }

    /// Marks a page that can change while it is open in a browser.
    pub(super) fn live(mut self) -> Self {
        self.head.is_live = true;
        self
    }

    /// The path of its file.
    pub(super) fn path(&self) -> String {
        format!("{}index.html", self.head.address)
    }
}
