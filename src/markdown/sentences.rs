//! The sentences of a text at their places in the source, without code, addresses and markup.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::limits::MAX_SOURCE;

/// The sentences of one text.
#[derive(Clone, Debug, Default)]
pub struct Sentences {
    /// As long as the source; everything that is not prose is blank.
    text: String,
    /// The ranges of paragraphs, headings, items and rows, in order.
    blocks: Vec<Range<usize>>,
}

impl Sentences {
    /// Finds the sentences of a text. A text that is too long to be published has none.
    #[must_use]
    pub fn of(source: &str) -> Self {
        if source.len() > MAX_SOURCE {
            return Self::default();
        }
        let mut bytes = vec![b' '; source.len()];
        let mut blocks = Vec::new();
        let mut block: Option<Range<usize>> = None;
        let mut hidden = 0_u32;
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
        for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
            match event {
                Event::Text(_) if hidden == 0 => {
                    if let (Some(prose), Some(words)) =
                        (bytes.get_mut(range.clone()), source.get(range.clone()))
                    {
                        prose.copy_from_slice(words.as_bytes());
                    }
                    block = Some(block.map_or(range.clone(), |block| block.start..range.end));
                }
                Event::Start(tag) if is_hidden(&tag) => hidden += 1,
                Event::End(TagEnd::CodeBlock | TagEnd::Image) => hidden = hidden.saturating_sub(1),
                Event::End(TagEnd::Link) if hidden > 0 => hidden -= 1,
                Event::Start(tag) if is_block(tag.to_end()) => blocks.extend(block.take()),
                Event::End(tag) if is_block(tag) => blocks.extend(block.take()),
                _ => {}
            }
        }
        blocks.extend(block);
        let mut text = String::from_utf8(bytes).unwrap_or_default();
        blank_addresses(&mut text);
        Self { text, blocks }
    }

    /// Returns the prose: as long as the source, and blank where there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the ranges of paragraphs, headings, items and rows.
    pub fn blocks(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.blocks.iter().cloned()
    }

    /// Returns the ranges of sentences. A period ends one if white space follows, except in `a.m.` and `p.m.`
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.blocks().flat_map(|block| {
            let text = self.text.get(block.clone()).unwrap_or_default();
            let ends = text.char_indices().filter(|(at, c)| {
                let after = text.get(at + c.len_utf8()..).unwrap_or_default();
                let before = text.get(..*at).unwrap_or_default();
                match c {
                    '.' => !before.as_bytes().ends_with(b".m") && after.starts_with(char::is_whitespace),
                    '!' | '?' => after.starts_with(char::is_whitespace),
                    _ => matches!(c, '。' | '！' | '？'),
                }
            });
            let ends: Vec<usize> = ends.map(|(at, c)| at + c.len_utf8()).chain([text.len()]).collect();
            let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
            starts.into_iter().zip(ends).map(move |(from, to)| block.start + from..block.start + to)
        })
    }
}

/// Whether what is inside of a tag is not prose.
const fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::CodeBlock(_)
            | Tag::Image { .. }
            | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }
    )
}

const fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
    )
}

/// Blanks bare web addresses.
fn blank_addresses(text: &mut String) {
    if !text.contains("://") {
        return;
    }
    let blank = |word: &str| if word.contains("://") { " ".repeat(word.len()) } else { word.to_owned() };
    *text = text
        .split_inclusive(char::is_whitespace)
        .map(|word| {
            let bare = word.trim_end_matches(char::is_whitespace);
            blank(bare) + word.get(bare.len()..).unwrap_or_default()
        })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::Sentences;

    #[test]
    fn code_and_addresses_are_not_prose() {
        let source = "See [the docs](https://x.example/09:00) at `10:00` or https://y.example/11:00 now.";
        let prose = Sentences::of(source);
        assert_eq!(prose.text().len(), source.len());
        let words: Vec<&str> = prose.text().split_whitespace().collect();
        assert_eq!(words, ["See", "the", "docs", "at", "or", "now."]);
    }

    #[test]
    fn sentences_end_with_periods_and_blocks() {
        let source = "It began at 10 a.m. UTC. Is it over?\n\n- Not yet\n- Soon\n";
        let prose = Sentences::of(source);
        let sentences: Vec<&str> =
            prose.sentences().map(|range| source[range].trim()).filter(|text| !text.is_empty()).collect();
        assert_eq!(sentences, ["It began at 10 a.m. UTC.", "Is it over?", "Not yet", "Soon"]);
    }
}
