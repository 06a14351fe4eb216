//! Stamps: how a page that is open in a browser finds out that it has changed.
//!
//! A page that can change carries a hash of itself, and `stamp.json` maps the address of each such page to the
//! hash of how it is now. A page that is not in the list any more has changed too: what it told of is over.

use std::collections::BTreeMap;

use memchr::memmem;

use super::theme::short_hash;
use crate::artifact::{Artifact, ArtifactKind};

/// The attribute that holds a page's stamp, as templates write it.
const EMPTY: &[u8] = b"data-stamp=\"\"";

/// The stamp of a rendered page, which is put into its attribute. It is a hash of the page without it, and none
/// if the template has no such attribute.
pub(super) fn stamp(html: &mut Vec<u8>) -> Option<String> {
    let place = memmem::find(html, EMPTY)? + EMPTY.len() - 1;
    let stamp = short_hash(html);
    html.splice(place..place, stamp.bytes());
    Some(stamp)
}

/// `stamp.json`. It is written with the first page, after all others.
pub(super) fn stamps(stamps: &BTreeMap<String, String>) -> Artifact {
    let json = serde_json::to_string(stamps).unwrap_or_default();
    Artifact::new("stamp.json", json.into_bytes(), ArtifactKind::Index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_depends_on_the_page_and_stands_in_it() {
        let page =
            |text: &str| format!("<body data-stamp=\"\"><p>{text} data-stamp=&quot;&quot;").into_bytes();
        let (mut one, mut same, mut other) = (page("a"), page("a"), page("b"));
        let stamps = [stamp(&mut one), stamp(&mut same), stamp(&mut other)];
        assert_eq!(stamps[0], stamps[1]);
        assert_ne!(stamps[0], stamps[2]);
        let stamp = stamps[0].as_deref().expect("a stamp");
        assert_eq!(one, format!("<body data-stamp=\"{stamp}\"><p>a data-stamp=&quot;&quot;").into_bytes());
    }

    #[test]
    fn a_page_without_the_attribute_has_no_stamp() {
        let mut page = b"<body>".to_vec();
        assert_eq!(stamp(&mut page), None);
        assert_eq!(page, b"<body>");
    }
}
