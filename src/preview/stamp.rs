//! The stamp of a page, a hash of what it shows. An open page is reloaded only if its stamp changes.
//!
//! The style sheets of a page are not part of its stamp, because they can be replaced without a reload. The names of
//! all other assets contain a hash, so a change of an asset changes the page.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The attribute with the stamp that the site gives a page. It depends on the style sheet, so it is not hashed.
const OWN_STAMP: &str = " data-stamp=\"";
const STYLE_SHEET: &str = "<link rel=\"stylesheet\" href=\"";

/// The stamp of a page and its style sheets, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) hash: String,
    pub(super) styles: Vec<String>,
    /// The stamp that the site gives the page.
    pub(super) own: Option<String>,
}

impl Stamp {
    /// The stamp of a page with this HTTP status.
    pub(super) fn of(status: u16, html: &str) -> Self {
        let mut stamp = Self::default();
        let mut hasher = Sha256::new();
        hasher.update(status.to_le_bytes());
        let mut rest = html;
        while let Some((at, is_style)) = next_excluded(rest) {
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

/// The offset of the next value that is not hashed, and whether it is the URL of a style sheet.
fn next_excluded(html: &str) -> Option<(usize, bool)> {
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
    fn style_sheets_and_the_stamp_of_the_site_are_not_hashed() {
        let stamp = Stamp::of(200, &page("a", "1", "text"));
        let restyled = Stamp::of(200, &page("b", "2", "text"));
        assert_eq!(stamp.hash, restyled.hash);
        assert_eq!(restyled.styles, ["/assets/b.css"]);
        assert_eq!(restyled.own.as_deref(), Some("2"));
    }

    #[test]
    fn status_and_text_are_hashed() {
        let stamp = Stamp::of(200, &page("a", "1", "text"));
        assert_ne!(stamp.hash, Stamp::of(200, &page("a", "1", "other")).hash);
        assert_ne!(stamp.hash, Stamp::of(404, &page("a", "1", "text")).hash);
    }
}
