//! Tells whether six words are nothing but released texts that happen to stand side by side.
//!
//! A page sets released texts next to each other: `Checkout`, `API`, `Dashboard` in a list, a title above a body. An
//! internal file may hold the same sequence, as a list of components or as a quotation of the page. Six words that
//! are the end of one released text, perhaps some whole ones, and the beginning of another, leak nothing.

use super::prose::shown;
use super::window::{WORDS, phrase_hash};
use super::words::{Span, Visitor, walk};
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;

/// How released texts begin and end, up to five words; built only when there is a candidate to judge.
#[derive(Debug, Default)]
pub(super) struct Joints {
    beginnings: FxHashSet<u64>,
    endings: FxHashSet<u64>,
    wholes: FxHashSet<u64>,
}

impl Joints {
    /// Reads every released text.
    pub(super) fn new<'t>(released: impl Iterator<Item = &'t str>) -> Self {
        let mut joints = Self::default();
        for text in released {
            joints.add(text);
            if let Some(shown) = shown(text) {
                joints.add(&shown);
            }
        }
        joints
    }

    fn add(&mut self, text: &str) {
        let words = word_hashes(text);
        for length in 1..WORDS.min(words.len() + 1) {
            self.beginnings.extend(words.get(..length).map(phrase_hash));
            self.endings.extend(words.get(words.len() - length..).map(phrase_hash));
        }
        if words.len() < WORDS {
            self.wholes.insert(phrase_hash(&words));
        }
    }

    /// Whether the words are an ending, any number of whole texts, and a beginning.
    pub(super) fn explain(&self, words: &[u64; WORDS]) -> bool {
        let part = |from: usize, to: usize| words.get(from..to).map(phrase_hash).unwrap_or_default();
        let mut reached = [false; WORDS];
        for to in 1..WORDS {
            reached[to] = self.endings.contains(&part(0, to))
                || (1..to).any(|from| reached[from] && self.wholes.contains(&part(from, to)));
        }
        (1..WORDS).any(|from| reached[from] && self.beginnings.contains(&part(from, WORDS)))
    }
}

fn word_hashes(text: &str) -> Vec<u64> {
    struct Hashes(Vec<u64>);
    impl Visitor for Hashes {
        fn word(&mut self, word: Span) -> ControlFlow<()> {
            self.0.push(word.hash);
            ControlFlow::Continue(())
        }
    }
    let mut hashes = Hashes(Vec::new());
    walk(text, &mut hashes);
    hashes.0
}
