//! The address of every page, in one place. All begin with the path of the site's address and a slash.

use chrono::{Datelike, NaiveDate};

/// Makes addresses for a site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addresses<'a> {
    base: &'a str,
}

impl<'a> Addresses<'a> {
    /// Below the path of a site's address.
    pub(super) const fn below(base_path: &'a str) -> Self {
        Self { base: base_path }
    }

    /// The first page.
    pub(super) fn home(self) -> String {
        format!("{}/", self.base)
    }

    pub(super) fn incident(self, slug: &str) -> String {
        format!("{}/incidents/{slug}/", self.base)
    }

    pub(super) fn maintenance(self, slug: &str) -> String {
        format!("{}/maintenance/{slug}/", self.base)
    }

    pub(super) fn component(self, slug: &str) -> String {
        format!("{}/components/{slug}/", self.base)
    }

    pub(super) fn postmortems(self) -> String {
        format!("{}/postmortems/", self.base)
    }

    pub(super) fn postmortem(self, slug: &str) -> String {
        format!("{}/postmortems/{slug}/", self.base)
    }

    pub(super) fn history(self) -> String {
        format!("{}/history/", self.base)
    }

    pub(super) fn month(self, month: NaiveDate) -> String {
        format!("{}/history/{:04}-{:02}/", self.base, month.year(), month.month())
    }

    pub(super) fn page(self, slug: &str) -> String {
        format!("{}/{slug}/", self.base)
    }

    /// The list of stamps.
    pub(super) fn stamps(self) -> String {
        format!("{}/stamp.json", self.base)
    }

    /// A file of the theme, by its name in the output.
    pub(super) fn asset(self, name: &str) -> String {
        format!("{}/{name}", self.base)
    }

    /// The file in the output that a page's address leads to.
    pub(super) fn file(self, address: &str) -> String {
        format!("{}index.html", address.strip_prefix(self.base).unwrap_or(address).trim_start_matches('/'))
    }
}
