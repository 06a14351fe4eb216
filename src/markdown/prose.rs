//! What a text says in its own words: its blocks without code, quotations and comments.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::limits::MAX_SOURCE;

/// A block of a text: a paragraph, an item of a list, a cell of a table. Ranges are bytes of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The heading above it, without markup; empty before the first heading.
    pub heading: String,
    /// Its parts, in order. Markup is between them.
    pub parts: Vec<Range<usize>>,
}

/// Returns the blocks of a text that have words, in order. Headings are not blocks.
#[must_use]
pub fn prose(source: &str) -> Vec<Passage> {
    if source.len() > MAX_SOURCE {
        return Vec::new();
    }
    let mut passages: Vec<Passage> = vec![Passage::default()];
    // How many code blocks and quotations the parser is in.
    let mut unsaid = 0_usize;
    let mut heading = String::new();
    let mut in_heading = false;
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                in_heading = true;
                heading.clear();
            }
            Event::End(TagEnd::Heading(_)) => {
                in_heading = false;
                passages.push(Passage { heading: heading.clone(), parts: Vec::new() });
            }
            Event::Text(part) | Event::Code(part) if in_heading => heading.push_str(&part),
            Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_)) => unsaid += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::BlockQuote(_)) => unsaid = unsaid.saturating_sub(1),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) => {
                passages.push(Passage { heading: heading.clone(), parts: Vec::new() });
            }
            Event::Text(_) if unsaid == 0 => {
                if let Some(passage) = passages.last_mut() {
                    passage.parts.push(range);
                }
            }
            _ => {}
        }
    }
    passages.retain(|passage| !passage.parts.is_empty());
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_quotations_and_headings_are_left_out() {
        let source = "Before.\n\n# One *two*\nHe said:\n\n> quoted\n\n```\ncode\n```\n<!-- note -->\n\n- a `code` *b*\n- c\n\n## Last\n\n| x |\n| - |\n| y |\n";
        let shown: Vec<(String, Vec<&str>)> = prose(source)
            .into_iter()
            .map(|passage| (passage.heading, passage.parts.into_iter().map(|range| &source[range]).collect()))
            .collect();
        let expected: [(&str, &[&str]); 6] = [
            ("", &["Before."]),
            ("One two", &["He said:"]),
            ("One two", &["a ", " ", "b"]),
            ("One two", &["c"]),
            ("Last", &["x"]),
            ("Last", &["y"]),
        ];
        assert_eq!(shown, expected.map(|(heading, parts)| (heading.to_owned(), parts.to_vec())));
    }
}
