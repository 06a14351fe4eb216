//! The page at the address of a sealed view. It is the same for all views apart from the id and the fingerprints.

use super::OpaqueId;
use super::link_code::Fingerprints;

/// The page that decrypts a view, with marks for what differs between the views.
#[derive(Clone, Debug)]
pub struct Shell(String);

impl Shell {
    /// Where the id of the view goes.
    pub const ID: &str = "{view-id}";
    /// Where the fingerprint of the series goes.
    pub const SERIES: &str = "{view-series}";
    /// Where the fingerprint of the key goes.
    pub const KEY: &str = "{view-key}";

    /// Takes a page that contains the marks.
    #[must_use]
    pub fn new(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// Returns the page of one view.
    pub(super) fn page(&self, id: &OpaqueId, fingerprints: &Fingerprints) -> String {
        self.0
            .replace(Self::ID, id.as_str())
            .replace(Self::SERIES, &fingerprints.series)
            .replace(Self::KEY, &fingerprints.key)
    }
}
