//! The beginning and the end of text that Hugo or the browser hides.

use std::ops::Range;

use super::shortcode;
use crate::import::cstate::parse::page::Line;
use crate::import::html::Tag;

/// A kind of hidden text.
#[derive(Debug)]
pub(in crate::import::cstate) enum Hidden {
    /// `<!-- … -->`
    Comment,
    /// `{{< comment >}} … {{< /comment >}}`
    Shortcode,
    /// `<template>`, or an element that `hidden` or its style hides; `open` counts the nested elements of its name.
    Element { name: String, open: usize },
}

/// Elements without an end tag.
const VOID: [&str; 10] = ["area", "br", "col", "embed", "hr", "img", "input", "link", "source", "wbr"];

/// The maximum number of further lines of a tag.
const MAX_TAG_LINES: usize = 20;

impl Hidden {
    /// Returns the first beginning in a line with the range of its delimiter. The kind is `None` if the delimiter is all
    /// of it, as in a void element.
    pub(in crate::import::cstate) fn begin(text: &str) -> Option<(Option<Self>, Range<usize>)> {
        let comments =
            text.match_indices("<!--").map(|(at, mark)| (Some(Self::Comment), at..at + mark.len()));
        let codes =
            shortcode::find(text).into_iter().filter(|code| code.name.eq_ignore_ascii_case("comment"));
        let codes = codes.map(|code| (Some(Self::Shortcode), code.range));
        let elements = tags(text).filter(|(_, tag)| !tag.closes).filter_map(|(range, tag)| {
            if !is_hidden(&tag) {
                return None;
            }
            let is_void = VOID.contains(&tag.name.as_str());
            Some(((!is_void).then_some(Self::Element { name: tag.name, open: 1 }), range))
        });
        let is_code = |range: &Range<usize>| in_code(text, range.start);
        comments
            .chain(codes)
            .chain(elements)
            .filter(|(_, range)| !is_code(range))
            .min_by_key(|(_, range)| range.start)
    }

    /// Returns the range of its end delimiter in a line.
    pub(in crate::import::cstate) fn end(&mut self, text: &str) -> Option<Range<usize>> {
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

/// Whether a browser hides the element.
fn is_hidden(tag: &Tag) -> bool {
    let is_input =
        tag.name == "input" && tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
    is_input || tag.name == "template" || tag.has("hidden") || is_hidden_by_style(tag)
}

/// Joins the lines of tags that hide their element and go on over several lines.
pub(in crate::import::cstate) fn join_tags(lines: &[Line]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        index += 1;
        let mut whole = line.clone();
        let unfinished = line.text.rfind('<').and_then(|at| line.text.get(at + 1..));
        let begins_tag = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if let Some(start) = unfinished.filter(|text| begins_tag(text) && Tag::read(text).is_none()) {
            let (mut tag, mut count) = (start.to_owned(), 0);
            for next in lines.iter().skip(index).take(MAX_TAG_LINES) {
                tag = format!("{tag} {}", next.text);
                count += 1;
                if Tag::read(&tag).is_some() {
                    break;
                }
            }
            if Tag::read(&tag).is_some_and(|tag| is_hidden(&tag)) {
                whole.text.truncate(line.text.len() - start.len());
                whole.text.push_str(&tag);
                index += count;
            }
        }
        joined.push(whole);
    }
    joined
}

/// Whether the `style` attribute hides the element.
fn is_hidden_by_style(tag: &Tag) -> bool {
    let style = tag.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether a position in a line is in a code span. A single backtick opens none.
fn in_code(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    before.matches('`').count() % 2 == 1 && after.contains('`')
}

/// Returns all tags of a text with their ranges.
fn tags(text: &str) -> impl Iterator<Item = (Range<usize>, Tag)> {
    text.match_indices('<').filter_map(|(at, mark)| {
        let from = at + mark.len();
        let tag = Tag::read(text.get(from..)?)?;
        Some((at..from + tag.length, tag))
    })
}
