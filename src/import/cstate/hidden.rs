//! Where something begins and ends in a text that Hugo or the browser shows to nobody.

use std::ops::Range;

use super::html::Tag;
use super::shortcode;

/// Something hidden that has begun.
#[derive(Debug)]
pub(super) enum Hidden {
    /// `<!-- … -->`
    Comment,
    /// `{{< comment >}} … {{< /comment >}}`
    Shortcode,
    /// `<template>`, or an element with `hidden` or a style to that effect; how many of its name are open.
    Element { name: String, open: usize },
}

/// Elements that have no end.
const VOID: [&str; 10] = ["area", "br", "col", "embed", "hr", "img", "input", "link", "source", "wbr"];

impl Hidden {
    /// The first beginning in a line, with the place of its mark; `None` where the mark is all of it.
    pub(super) fn begin(text: &str) -> Option<(Option<Self>, Range<usize>)> {
        let comments =
            text.match_indices("<!--").map(|(at, mark)| (Some(Self::Comment), at..at + mark.len()));
        let codes =
            shortcode::find(text).into_iter().filter(|code| code.name.eq_ignore_ascii_case("comment"));
        let codes = codes.map(|code| (Some(Self::Shortcode), code.range));
        let elements = tags(text).filter(|(_, tag)| !tag.closes).filter_map(|(range, tag)| {
            let is_input = tag.name == "input"
                && tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
            if !is_input && tag.name != "template" && !tag.has("hidden") && !is_styled_away(&tag) {
                return None;
            }
            let is_void = VOID.contains(&tag.name.as_str());
            Some(((!is_void).then_some(Self::Element { name: tag.name, open: 1 }), range))
        });
        let shown_code = |range: &Range<usize>| in_code(text, range.start);
        comments
            .chain(codes)
            .chain(elements)
            .filter(|(_, range)| !shown_code(range))
            .min_by_key(|(_, range)| range.start)
    }

    /// The place of its end in a line that it has reached.
    pub(super) fn end(&mut self, text: &str) -> Option<Range<usize>> {
        match self {
            Self::Comment => text.find("-->").map(|at| at..at + 3),
            Self::Shortcode => {
                let mut codes = shortcode::find(text).into_iter();
                codes
                    .find(|code| code.name.replace(' ', "").eq_ignore_ascii_case("/comment"))
                    .map(|code| code.range)
            }
            Self::Element { name, open } => {
                tags(text).filter(|(_, tag)| tag.name == *name).find_map(|(range, tag)| {
                    *open = if tag.closes { *open - 1 } else { *open + 1 };
                    (*open == 0).then_some(range)
                })
            }
        }
    }
}

/// Whether its own style keeps it from being seen.
fn is_styled_away(tag: &Tag<'_>) -> bool {
    let style = tag.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether a place in a line is within a code span. A lone mark opens none.
fn in_code(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    before.matches('`').count() % 2 == 1 && after.contains('`')
}

/// All tags of a text and where they stand.
fn tags(text: &str) -> impl Iterator<Item = (Range<usize>, Tag<'_>)> {
    text.match_indices('<').filter_map(|(at, mark)| {
        let from = at + mark.len();
        let tag = Tag::read(text.get(from..)?)?;
        Some((at..from + tag.length, tag))
    })
}
