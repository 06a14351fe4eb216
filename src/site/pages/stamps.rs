//! Stamps, by which an open page finds out that it has changed.
//!
//! A page that can change contains a hash of itself, and `stamp.json` maps the address of each such page to its
//! current hash. A page that has left the list has changed too: its incident or maintenance is over.

use std::collections::BTreeMap;

use memchr::memmem;

use crate::artifact::{Artifact, ArtifactKind};
use crate::site::rendering::short_hash;

/// The attribute for the stamp, as templates write it.
const EMPTY: &[u8] = b"data-stamp=\"\"";

/// Sets the stamp of a rendered page and returns it: a hash of the page without the stamp. Returns `None` if the
/// template has no attribute for it.
pub(crate) fn stamp(html: &mut Vec<u8>) -> Option<String> {
    let place = memmem::find(html, EMPTY)? + EMPTY.len() - 1;
    let stamp = short_hash(html);
    html.splice(place..place, stamp.bytes());
    Some(stamp)
}

/// Renders `stamp.json`, which is written last, together with the home page.
pub(in crate::site) fn stamps(stamps: &BTreeMap<String, String>) -> Artifact {
    let json = serde_json::to_string(stamps).unwrap_or_default();
    Artifact::new("stamp.json", json.into_bytes(), ArtifactKind::Index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_a_hash_of_the_page_and_is_written_into_it() {
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
