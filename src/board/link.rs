//! A link to something outside of the board, as an internal file names it.

use serde::Serialize;

use super::text::is_web_address;

/// A link, or a text that is no address.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LinkView {
    pub(super) label: String,
    /// The address; `None` if the text is none.
    pub(super) url: Option<String>,
    /// Whether the address is below the root of the board.
    pub(super) is_own: bool,
}

/// Returns what is written as a link, if it is the address of a page.
pub(super) fn link(written: &str) -> LinkView {
    let url = is_web_address(written).then(|| written.to_owned());
    let label = written.split_once("://").filter(|_| url.is_some()).map_or(written, |(_, rest)| rest);
    LinkView { label: label.to_owned(), url, is_own: false }
}
