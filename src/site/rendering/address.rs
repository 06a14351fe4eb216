//! The addresses of all pages. Each begins with the base path of the site and a slash.

use chrono::{Datelike, NaiveDate};

/// Builds the addresses of a site.
#[derive(Clone, Copy, Debug)]
pub(in crate::site) struct Addresses<'a> {
    base: &'a str,
}

impl<'a> Addresses<'a> {
    /// Builds addresses below a base path: empty, or a path such as `/status`.
    pub(in crate::site) const fn below(base_path: &'a str) -> Self {
        Self { base: base_path }
    }

    /// The home page.
    pub(in crate::site) fn home(self) -> String {
        format!("{}/", self.base)
    }

    pub(in crate::site) fn incident(self, slug: &str) -> String {
        format!("{}/incidents/{slug}/", self.base)
    }

    pub(in crate::site) fn maintenance(self, slug: &str) -> String {
        format!("{}/maintenance/{slug}/", self.base)
    }

    pub(in crate::site) fn component(self, slug: &str) -> String {
        format!("{}/components/{slug}/", self.base)
    }

    pub(in crate::site) fn postmortems(self) -> String {
        format!("{}/postmortems/", self.base)
    }

    pub(in crate::site) fn postmortem(self, slug: &str) -> String {
        format!("{}/postmortems/{slug}/", self.base)
    }

    pub(in crate::site) fn history(self) -> String {
        format!("{}/history/", self.base)
    }

    pub(in crate::site) fn month(self, month: NaiveDate) -> String {
        format!("{}/history/{:04}-{:02}/", self.base, month.year(), month.month())
    }

    pub(in crate::site) fn page(self, slug: &str) -> String {
        format!("{}/{slug}/", self.base)
    }

    /// The list of stamps, `stamp.json`.
    pub(in crate::site) fn stamps(self) -> String {
        format!("{}/stamp.json", self.base)
    }

    /// A file of the theme, by its path in the output.
    pub(in crate::site) fn asset(self, name: &str) -> String {
        format!("{}/{name}", self.base)
    }

    /// The path in the output of the page at an address.
    pub(in crate::site) fn file(self, address: &str) -> String {
        format!("{}index.html", address.strip_prefix(self.base).unwrap_or(address).trim_start_matches('/'))
    }
}
