//! The addresses of all pages. Each begins with the base path of the site, the folder of its language and a slash.

use chrono::{Datelike, NaiveDate};

/// Builds the addresses of a site.
#[derive(Clone, Copy, Debug)]
pub(in crate::site) struct Addresses<'a> {
    base: &'a str,
    /// The folder of the language: empty for the first one, or `/de`.
    folder: &'a str,
}

impl<'a> Addresses<'a> {
    /// Builds addresses below a base path: empty, or a path such as `/status`.
    pub(in crate::site) const fn below(base_path: &'a str) -> Self {
        Self { base: base_path, folder: "" }
    }

    /// Builds the addresses of the pages in a language; `folder` is empty for the first one, or `/de`.
    pub(in crate::site) const fn in_language(self, folder: &'a str) -> Self {
        Self { folder, ..self }
    }

    /// The home page.
    pub(in crate::site) fn home(self) -> String {
        format!("{}{}/", self.base, self.folder)
    }

    pub(in crate::site) fn incident(self, slug: &str) -> String {
        format!("{}{}/incidents/{slug}/", self.base, self.folder)
    }

    pub(in crate::site) fn maintenance(self, slug: &str) -> String {
        format!("{}{}/maintenance/{slug}/", self.base, self.folder)
    }

    pub(in crate::site) fn component(self, slug: &str) -> String {
        format!("{}{}/components/{slug}/", self.base, self.folder)
    }

    pub(in crate::site) fn postmortems(self) -> String {
        format!("{}{}/postmortems/", self.base, self.folder)
    }

    pub(in crate::site) fn postmortem(self, slug: &str) -> String {
        format!("{}{}/postmortems/{slug}/", self.base, self.folder)
    }

    pub(in crate::site) fn history(self) -> String {
        format!("{}{}/history/", self.base, self.folder)
    }

    pub(in crate::site) fn month(self, month: NaiveDate) -> String {
        format!("{}{}/history/{:04}-{:02}/", self.base, self.folder, month.year(), month.month())
    }

    pub(in crate::site) fn page(self, slug: &str) -> String {
        format!("{}{}/{slug}/", self.base, self.folder)
    }

    /// The list of stamps, `stamp.json`.
    pub(in crate::site) fn stamps(self) -> String {
        format!("{}/stamp.json", self.base)
    }

    /// A file of the theme, by its path in the output.
    pub(in crate::site) fn asset(self, name: &str) -> String {
        format!("{}/{name}", self.base)
    }

    /// The page to subscribe.
    pub(in crate::site) fn subscribe(self) -> String {
        format!("{}{}/subscribe/", self.base, self.folder)
    }

    /// The page about the response.
    pub(in crate::site) fn response(self) -> String {
        format!("{}{}/response/", self.base, self.folder)
    }

    /// The address of the same page in the first language. The feeds, calendars and badges of a page are below it.
    pub(in crate::site) fn shared(self, address: &str) -> String {
        let below = address.strip_prefix(self.base).and_then(|below| below.strip_prefix(self.folder));
        below.map_or_else(|| address.to_owned(), |below| format!("{}{below}", self.base))
    }

    /// The path in the output of a file of the language, such as `404.html`.
    pub(in crate::site) fn file_of_language(self, name: &str) -> String {
        format!("{}/{name}", self.folder).trim_start_matches('/').to_owned()
    }

    /// The path in the output of the page at an address.
    pub(in crate::site) fn file(self, address: &str) -> String {
        format!("{}index.html", address.strip_prefix(self.base).unwrap_or(address).trim_start_matches('/'))
    }
}
