//! The headings of a text, and where the words below them are.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::limits::MAX_SOURCE;

/// A heading of a text. Ranges are bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The level, from 1.
    pub level: u8,
    /// The text without markup.
    pub text: String,
    /// The heading itself.
    pub range: Range<usize>,
    /// What is below it: up to the next heading of the same or a higher level.
    pub below: Range<usize>,
    /// The words below it, apart from other headings and comments.
    pub words: Vec<Range<usize>>,
}

/// Returns the headings of a text, in order.
#[must_use]
pub fn outline(source: &str) -> Vec<Heading> {
    if source.len() > MAX_SOURCE {
        return Vec::new();
    }
    let mut headings: Vec<Heading> = Vec::new();
    let mut in_heading = false;
    for (event, range) in Parser::new(source).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = level as u8;
                for open in headings.iter_mut().filter(|open| open.below.end == source.len()) {
                    if open.level >= level {
                        open.below.end = range.start;
                    }
                }
                in_heading = true;
                let below = range.end..source.len();
                headings.push(Heading { level, text: String::new(), range, below, words: Vec::new() });
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(text) | Event::Code(text) if in_heading => {
                if let Some(heading) = headings.last_mut() {
                    heading.text.push_str(&text);
                }
            }
            Event::Text(_) | Event::Code(_) => {
                for open in headings.iter_mut().filter(|open| open.below.contains(&range.start)) {
                    open.words.push(range.clone());
                }
            }
            _ => {}
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_level() {
        let source = "# A\none\n## B\n<!-- note -->\n\n```\n# code\n```\n# C *d*\n";
        let found = outline(source);
        let names: Vec<(u8, &str)> = found.iter().map(|one| (one.level, one.text.as_str())).collect();
        assert_eq!(names, [(1, "A"), (2, "B"), (1, "C d")]);
        let words = |index: usize| -> Vec<&str> {
            found[index].words.iter().map(|range| source[range.clone()].trim()).collect()
        };
        assert_eq!(words(0), ["one", "# code"]);
        assert_eq!(words(1), ["# code"]);
        assert_eq!(words(2), [""; 0]);
        assert_eq!(&source[found[1].below.clone()], "<!-- note -->\n\n```\n# code\n```\n");
    }
}
