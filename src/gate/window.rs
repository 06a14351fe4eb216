//! A rolling hash over the last six words of a text.

use super::fold::same_word;
use super::words::{Token, Visitor, mix, walk};
use std::ops::ControlFlow;

/// How many consecutive words are a phrase.
pub(super) const WORDS: usize = 6;

const FACTOR: u64 = 0x9fb2_1c65_1e98_df25;
/// `FACTOR` to the power of `WORDS`, the weight of the word that leaves the window.
const LEAVING: u64 = {
    let mut power = 1_u64;
    let mut count = 0;
    while count < WORDS {
        power = power.wrapping_mul(FACTOR);
        count += 1;
    }
    power
};

/// A ring of the last six words: the hash of each, and where it begins.
#[derive(Debug, Default)]
pub(super) struct Window {
    words: [(u64, usize); WORDS],
    next: usize,
    filled: usize,
    sum: u64,
}

impl Window {
    /// Adds a word. Once there are six, returns their hash and where the first begins.
    #[inline]
    pub(super) fn push(&mut self, word: Token) -> Option<(u64, usize)> {
        let leaving = std::mem::replace(&mut self.words[self.next], (word.hash, word.start));
        self.next = if self.next + 1 == WORDS { 0 } else { self.next + 1 };
        self.sum = self
            .sum
            .wrapping_mul(FACTOR)
            .wrapping_add(word.hash)
            .wrapping_sub(leaving.0.wrapping_mul(LEAVING));
        if self.filled < WORDS - 1 {
            self.filled += 1;
            return None;
        }
        Some((mix(self.sum), self.words[self.next].1))
    }
}

/// Whether both texts have the same first six words.
pub(super) fn same_phrase(one: &str, other: &str) -> bool {
    let (one, other) = (first_words(one), first_words(other));
    one.len() == WORDS && one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| same_word(a, b))
}

fn first_words(text: &str) -> Vec<&str> {
    struct First<'a> {
        text: &'a str,
        words: Vec<&'a str>,
    }
    impl Visitor for First<'_> {
        fn word(&mut self, word: Token) -> ControlFlow<()> {
            self.words.extend(self.text.get(word.start..word.end));
            if self.words.len() == WORDS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }
    let mut first = First { text, words: Vec::with_capacity(WORDS) };
    walk(text, &mut first);
    first.words
}
