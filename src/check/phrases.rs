//! Words and phrases in a text, for rules about wording.
//!
//! Nothing here knows what a phrase means; the rules do.

use std::ops::Range;

/// The quotation marks between which a phrase is mentioned and not used.
const QUOTES: [char; 8] = ['"', '“', '”', '„', '«', '»', '‘', '’'];

/// A word.
#[derive(Debug)]
pub(super) struct Word<'t> {
    /// The word as it is written.
    pub(super) written: &'t str,
    /// The word in lower case, with straight apostrophes.
    pub(super) folded: String,
    /// Where it is, in bytes from the beginning of the text.
    pub(super) at: Range<usize>,
    /// The number of its sentence. Words of different sentences do not form a phrase.
    pub(super) sentence: usize,
    /// Whether a quotation mark is directly before it.
    opens_quote: bool,
    /// Whether a quotation mark is directly after it.
    closes_quote: bool,
}

/// Returns the words in parts of a text, in order.
pub(super) fn words<'t>(text: &'t str, parts: &[Range<usize>]) -> Vec<Word<'t>> {
    let mut found = Vec::new();
    let mut sentence = 0;
    for part in parts {
        let (piece, first) = (text.get(part.clone()).unwrap_or_default(), part.start);
        let mut start = None;
        for (at, c) in piece.char_indices().chain(std::iter::once((piece.len(), ' '))) {
            let rest = piece.get(at + c.len_utf8()..).unwrap_or_default();
            let joins = matches!(c, '\'' | '’') && rest.starts_with(char::is_alphabetic);
            match start {
                None if c.is_alphanumeric() => start = Some(at),
                Some(from) if !c.is_alphanumeric() && !joins => {
                    found.extend(word(text, first + from..first + at, sentence));
                    start = None;
                }
                _ => {}
            }
            let ends_sentence = match c {
                '!' | '?' | ';' => true,
                // Not in `1.2` and `10:30`.
                '.' | ':' => !rest.starts_with(char::is_alphanumeric),
                _ => false,
            };
            sentence += usize::from(ends_sentence);
        }
    }
    found
}

fn word(text: &str, at: Range<usize>, sentence: usize) -> Option<Word<'_>> {
    let written = text.get(at.clone())?;
    let is_quote = |c: Option<char>| c.is_some_and(|c| QUOTES.contains(&c));
    Some(Word {
        written,
        folded: written.to_lowercase().replace('’', "'"),
        sentence,
        opens_quote: is_quote(text.get(..at.start)?.chars().next_back()),
        closes_quote: is_quote(text.get(at.end..)?.chars().next()),
        at,
    })
}

/// Returns each occurrence of one of several phrases, the longest of those that begin at the same word.
///
/// A phrase is one or several words; `be|being` is either of two, and `careless*` is every word with this beginning. A
/// phrase between quotation marks is mentioned, not said, and does not count.
pub(super) fn occurrences<'w, 't>(words: &'w [Word<'t>], phrases: &[&str]) -> Vec<&'w [Word<'t>]> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let longest =
            phrases.iter().filter_map(|phrase| at(words, start, phrase)).max_by_key(|part| part.len());
        start += longest.map_or(1, <[_]>::len);
        found.extend(longest.filter(|part| !is_quoted(part)));
    }
    found
}

/// Returns the words of a phrase if it begins at this word.
pub(super) fn at<'w, 't>(words: &'w [Word<'t>], start: usize, phrase: &str) -> Option<&'w [Word<'t>]> {
    let length = phrase.split(' ').count();
    let part = words.get(start..start.checked_add(length)?)?;
    let sentence = part.first()?.sentence;
    let mut pairs = part.iter().zip(phrase.split(' '));
    pairs.all(|(word, wanted)| word.sentence == sentence && word.is(wanted)).then_some(part)
}

/// Returns the range of consecutive words, in bytes from the beginning of the text.
pub(super) fn range_of(part: &[Word<'_>]) -> Range<usize> {
    let start = part.first().map_or(0, |word| word.at.start);
    start..part.last().map_or(start, |word| word.at.end)
}

fn is_quoted(part: &[Word<'_>]) -> bool {
    part.first().is_some_and(|word| word.opens_quote) && part.last().is_some_and(|word| word.closes_quote)
}

impl Word<'_> {
    /// Whether it is one of several, such as `should|could`, or has a beginning, such as `careless*`.
    pub(super) fn is(&self, wanted: &str) -> bool {
        wanted.split('|').any(|one| match one.strip_suffix('*') {
            Some(beginning) => self.folded.starts_with(beginning),
            None => self.folded == one,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phrase_is_within_one_sentence_and_not_between_quotation_marks() {
        let find = |text: &str, phrase: &str| {
            let words = words(text, std::slice::from_ref(&(0..text.len())));
            let found = occurrences(&words, &[phrase]);
            found.into_iter().map(|part| text[range_of(part)].to_owned()).collect::<Vec<_>>()
        };
        let none: [&str; 0] = [];
        assert_eq!(
            find("It was Human Error, again human-error.", "human error"),
            ["Human Error", "human-error"]
        );
        assert_eq!(find("A human. Error 502 followed.", "human error"), none);
        assert_eq!(find("We do not write “human error”.", "human error"), none);
        let modal = "shouldn't|could have";
        assert_eq!(find("They shouldn’t have; they could. Have it.", modal), ["shouldn’t have"]);
        assert_eq!(find("carelessly done", "careless*"), ["carelessly"]);
        assert_eq!(find("v1.2 of 3", "2 of"), ["2 of"]);
    }

    proptest! {
        #[test]
        fn every_word_is_where_it_says(text in any::<String>()) {
            for word in words(&text, std::slice::from_ref(&(0..text.len()))) {
                prop_assert_eq!(&text[word.at.clone()], word.written);
            }
        }
    }
}
