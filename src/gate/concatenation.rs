//! Recognizes six words that are only released texts next to each other.
//!
//! A page shows released texts next to each other: `Checkout`, `API`, `Dashboard` in a list, a title above a body. An
//! internal file may contain the same sequence, as a list of components or as a quotation of the page. Six words that
//! are the end of one released text, any number of whole texts and the beginning of another leak nothing.

use super::normal::composed;
use super::prose::shown;
use super::window::{WORDS, phrase_hash};
use super::words::{Token, Visitor, walk};
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;

/// The beginnings and endings of released texts, up to five words long, each with the number of texts that have it.
#[derive(Debug, Default)]
pub(super) struct Concatenations {
    beginnings: FxHashMap<u64, u32>,
    endings: FxHashMap<u64, u32>,
    wholes: FxHashMap<u64, u32>,
}

impl Concatenations {
    /// Indexes released texts.
    pub(super) fn new<'t>(released: impl Iterator<Item = &'t str>) -> Self {
        let mut concatenations = Self::default();
        released.for_each(|text| concatenations.add(text));
        concatenations
    }

    /// Adds a text that was released.
    pub(super) fn add(&mut self, text: &str) {
        self.each_part(text, |counts, hash| *counts.entry(hash).or_default() += 1);
    }

    /// Removes a text that was added and is no longer released.
    pub(super) fn remove(&mut self, text: &str) {
        self.each_part(text, |counts, hash| {
            if let Some(count) = counts.get_mut(&hash) {
                *count -= 1;
                if *count == 0 {
                    counts.remove(&hash);
                }
            }
        });
    }

    fn each_part(&mut self, text: &str, mut part: impl FnMut(&mut FxHashMap<u64, u32>, u64)) {
        let mut read = |text: &str| {
            let words = word_hashes(text);
            for length in 1..WORDS.min(words.len() + 1) {
                if let Some(beginning) = words.get(..length) {
                    part(&mut self.beginnings, phrase_hash(beginning));
                }
                if let Some(ending) = words.get(words.len() - length..) {
                    part(&mut self.endings, phrase_hash(ending));
                }
            }
            if words.len() < WORDS {
                part(&mut self.wholes, phrase_hash(&words));
            }
        };
        let text = composed(text);
        read(&text);
        if let Some(shown) = shown(&text) {
            read(&shown);
        }
    }

    /// Whether the words are an ending, any number of whole texts, and a beginning, in this order.
    pub(super) fn explain(&self, words: &[u64; WORDS]) -> bool {
        let part = |from: usize, to: usize| words.get(from..to).map(phrase_hash).unwrap_or_default();
        let mut reached = [false; WORDS];
        for to in 1..WORDS {
            reached[to] = self.endings.contains_key(&part(0, to))
                || (1..to).any(|from| reached[from] && self.wholes.contains_key(&part(from, to)));
        }
        (1..WORDS).any(|from| reached[from] && self.beginnings.contains_key(&part(from, WORDS)))
    }
}

fn word_hashes(text: &str) -> Vec<u64> {
    struct Hashes(Vec<u64>);
    impl Visitor for Hashes {
        fn word(&mut self, word: Token) -> ControlFlow<()> {
            self.0.push(word.hash);
            ControlFlow::Continue(())
        }
    }
    let mut hashes = Hashes(Vec::new());
    walk(text, &mut hashes);
    hashes.0
}
