//! What a page shows, as a short text to compare: an open page is loaded again only if its stamp is another one.
//!
//! The style sheets of a page are left out of its stamp, since they can be exchanged without loading it again; all
//! other assets have names made of their bytes, so the page's own bytes tell of them.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The attribute that a page's own stamp stands in. It depends on the style sheet, and so says nothing more.
const OWN_STAMP: &str = " data-stamp=\"";
const STYLE_SHEET: &str = "<link rel=\"stylesheet\" href=\"";

/// A page's stamp, and its style sheets in the order in which they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) hash: String,
    pub(super) styles: Vec<String>,
    /// The stamp that the site gave the page.
    pub(super) own: Option<String>,
}

impl Stamp {
    /// The stamp of a page that is answered with a status.
    pub(super) fn of(status: u16, html: &str) -> Self {
        let mut stamp = Self::default();
        let mut hasher = Sha256::new();
        hasher.update(status.to_le_bytes());
        let mut rest = html;
        while let Some((at, is_style)) = next_place(rest) {
            let end = rest[at..].find('"').map_or(rest.len(), |length| at + length);
            hasher.update(&rest[..at]);
            if is_style {
                stamp.styles.push(rest[at..end].to_owned());
            } else if stamp.own.is_none() {
                stamp.own = Some(rest[at..end].to_owned());
            }
            rest = &rest[end..];
        }
        hasher.update(rest);
        stamp.hash = hasher.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        stamp
    }
}

/// Where the next value begins that does not count, and whether it is the address of a style sheet.
fn next_place(html: &str) -> Option<(usize, bool)> {
    let style = html.find(STYLE_SHEET).map(|at| (at + STYLE_SHEET.len(), true));
    let own = html.find(OWN_STAMP).map(|at| (at + OWN_STAMP.len(), false));
    match (style, own) {
        (Some(style), Some(own)) => Some(style.min(own)),
        (style, own) => style.or(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(style: &str, stamp: &str, text: &str) -> String {
        format!(
            "<head><link rel=\"stylesheet\" href=\"/assets/{style}.css\"></head><body data-page=\"/\" data-stamp=\"{stamp}\"><p>{text}"
        )
    }

    #[test]
    fn the_style_sheet_and_the_pages_own_stamp_do_not_count() {
        let stamp = Stamp::of(200, &page("a", "1", "text"));
        let restyled = Stamp::of(200, &page("b", "2", "text"));
        assert_eq!(stamp.hash, restyled.hash);
        assert_eq!(restyled.styles, ["/assets/b.css"]);
        assert_eq!(restyled.own.as_deref(), Some("2"));
    }

    #[test]
    fn all_else_counts() {
        let stamp = Stamp::of(200, &page("a", "1", "text"));
        assert_ne!(stamp.hash, Stamp::of(200, &page("a", "1", "other")).hash);
        assert_ne!(stamp.hash, Stamp::of(404, &page("a", "1", "text")).hash);
    }
}
