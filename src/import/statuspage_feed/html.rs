//! Reading the frame of a feed's HTML: labels and times as plain text.

use crate::import::html::{Tag, decoded};

/// Returns the text without tags; entities become characters.
pub(super) fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(&decoded(before));
        rest = if let Some(tag) = Tag::read(after) {
            if matches!(tag.name.as_str(), "br" | "p" | "div" | "li") {
                out.push(' ');
            }
            after.get(tag.length..).unwrap_or_default()
        } else {
            out.push('<');
            after
        };
    }
    out.push_str(&decoded(rest));
    out.trim().to_owned()
}
