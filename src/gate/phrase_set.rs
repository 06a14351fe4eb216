//! A set of phrases by their hashes.

use super::file_kind::FileKind;
use super::filter::Filter;
use super::readings::{each_reading, spaced};
use super::window::Window;
use super::words::{Token, Visitor, walk};
use std::ops::ControlFlow;

/// A few phrases that outputs which already passed are searched for again.
#[derive(Debug)]
pub struct PhraseSet {
    sorted: Vec<u64>,
    filter: Filter,
}

impl Default for PhraseSet {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl PhraseSet {
    pub(super) fn new(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        Self { filter: Filter::of(hashes.iter().copied()), sorted: hashes }
    }

    pub(super) fn hashes(&self) -> &[u64] {
        &self.sorted
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    #[inline]
    pub(super) fn contains(&self, hash: u64) -> bool {
        self.filter.may_hold(hash) && self.sorted.binary_search(&hash).is_ok()
    }

    /// Whether one of the phrases may occur in an output or in its path. Only hashes are compared.
    #[must_use]
    pub fn may_occur_in(&self, path: &str, bytes: &[u8]) -> bool {
        let mut occurs = false;
        let mut read = |text: &str| occurs |= self.may_occur_in_text(text);
        for path in [path, &spaced(path)] {
            each_reading(FileKind::Text, path.as_bytes(), &mut read);
        }
        each_reading(FileKind::of(path), bytes, &mut read);
        occurs
    }

    fn may_occur_in_text(&self, text: &str) -> bool {
        struct Search<'s> {
            phrases: &'s PhraseSet,
            window: Window,
            found: bool,
        }
        impl Visitor for Search<'_> {
            #[inline]
            fn word(&mut self, word: Token) -> ControlFlow<()> {
                match self.window.push(word) {
                    Some((hash, _)) if self.phrases.contains(hash) => {
                        self.found = true;
                        ControlFlow::Break(())
                    }
                    _ => ControlFlow::Continue(()),
                }
            }
        }
        let mut search = Search { phrases: self, window: Window::default(), found: false };
        walk(text, &mut search);
        search.found
    }
}
