//! The names of people as they occur in a text.

use std::collections::BTreeSet;

use super::phrases::Word;
use crate::content::internal::People;

/// The shortest first name that is looked for.
const SHORTEST: usize = 2;

/// The names in `people.toml`.
#[derive(Debug, Default)]
pub(super) struct PersonNames {
    /// Full names in lower case, as words.
    full: Vec<Vec<String>>,
    /// First names as they are written, because many are ordinary words in lower case.
    first: BTreeSet<String>,
}

impl PersonNames {
    pub(super) fn new(people: &People) -> Self {
        let mut names = Self::default();
        for name in people.people.iter().filter_map(|person| person.name.as_ref()) {
            let words = super::phrases::words(&name.value, std::slice::from_ref(&(0..name.value.len())));
            let first = words
                .first()
                .map(|word| word.written)
                .filter(|first| first.chars().count() >= SHORTEST && first.starts_with(char::is_uppercase));
            names.first.extend(first.map(str::to_owned));
            if words.len() > 1 {
                names.full.push(words.into_iter().map(|word| word.folded).collect());
            }
        }
        names
    }

    /// Returns the words of a name if one begins at this word. The `'s` of a genitive belongs to the name.
    pub(super) fn at<'w, 't>(&self, words: &'w [Word<'t>], start: usize) -> Option<&'w [Word<'t>]> {
        let rest = words.get(start..)?;
        let is_full = |name: &&Vec<String>| {
            rest.len() >= name.len()
                && name.iter().zip(rest).all(|(part, word)| part == without_genitive(&word.folded))
        };
        let full = self.full.iter().find(is_full).map(Vec::len);
        let is_first = || self.first.contains(without_genitive(rest.first()?.written)).then_some(1);
        rest.get(..full.or_else(is_first)?)
    }
}

/// Returns a name without `'s`.
fn without_genitive(word: &str) -> &str {
    ["'s", "’s"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}
