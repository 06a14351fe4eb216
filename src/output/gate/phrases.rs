//! The six-word phrases of internal files that stand in no released text.

use super::filter::Filter;
use super::hit::Place;
use super::prose::{shown, without_headings};
use super::watch::InternalText;
use super::window::{Window, same_phrase};
use super::words::{Span, Visitor, walk};
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

/// Every internal phrase, once, found by its hash and then compared word by word.
#[derive(Debug)]
pub(super) struct Phrases<'a> {
    texts: Vec<(usize, Cow<'a, str>)>,
    sorted: Vec<Phrase>,
    filter: Filter,
}

/// Where a phrase begins: an index into `texts` and a byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    hash: u64,
    text: u32,
    offset: u32,
}

impl<'a> Phrases<'a> {
    /// Collects the phrases of `internal`, then strikes out those that stand in `released`.
    pub(super) fn new(internal: &[InternalText<'a>], released: &[&str]) -> Self {
        let read: Vec<(Vec<Phrase>, _)> = internal
            .par_iter()
            .enumerate()
            .map(|(index, file)| {
                let mut phrases = Vec::new();
                let mut texts = vec![(file.source, Cow::Borrowed(file.text))];
                collect(file.text, file.markdown, 2 * index, &mut phrases);
                if let Some(shown) = shown(file.text) {
                    collect(&shown, file.markdown, 2 * index + 1, &mut phrases);
                    texts.push((file.source, Cow::Owned(shown)));
                } else {
                    texts.push((file.source, Cow::Borrowed("")));
                }
                (phrases, texts)
            })
            .collect();
        let mut phrases = Vec::with_capacity(read.iter().map(|(phrases, _)| phrases.len()).sum());
        let mut texts = Vec::with_capacity(2 * internal.len());
        for (of_one, its_texts) in read {
            phrases.extend(of_one);
            texts.extend(its_texts);
        }
        phrases.par_sort_unstable();
        phrases.dedup_by_key(|phrase| phrase.hash);
        let filter = Filter::of(phrases.iter().map(|phrase| phrase.hash));
        let mut all = Self { texts, sorted: phrases, filter };
        all.strike(released);
        all
    }

    /// The internal phrase that begins at `start` of `text` and has this hash.
    #[inline]
    pub(super) fn find(&self, hash: u64, text: &str, start: usize) -> Option<Place> {
        if !self.filter.may_hold(hash) {
            return None;
        }
        let phrase = self.sorted.get(self.search(hash, text, start)?)?;
        let (source, _) = self.texts.get(phrase.text as usize)?;
        Some(Place { source: *source, offset: phrase.offset as usize })
    }

    fn search(&self, hash: u64, text: &str, start: usize) -> Option<usize> {
        let index = self.sorted.binary_search_by_key(&hash, |phrase| phrase.hash).ok()?;
        let phrase = self.sorted.get(index)?;
        let (_, source) = self.texts.get(phrase.text as usize)?;
        same_phrase(source.get(phrase.offset as usize..)?, text.get(start..)?).then_some(index)
    }

    /// Removes what was released. Only the internal set is ever held: released texts are walked and forgotten.
    fn strike(&mut self, released: &[&str]) {
        let struck: Vec<AtomicBool> = self.sorted.iter().map(|_| AtomicBool::new(false)).collect();
        released.par_iter().with_min_len(64).for_each(|text| {
            self.mark(text, &struck);
            if let Some(shown) = shown(text) {
                self.mark(&shown, &struck);
            }
        });
        let mut marks = struck.iter();
        self.sorted.retain(|_| marks.next().is_none_or(|mark| !mark.load(Ordering::Relaxed)));
        self.filter = Filter::of(self.sorted.iter().map(|phrase| phrase.hash));
    }

    fn mark(&self, text: &str, struck: &[AtomicBool]) {
        each_phrase(text, |hash, start| {
            if self.filter.may_hold(hash)
                && let Some(mark) = self.search(hash, text, start).and_then(|index| struck.get(index))
            {
                mark.store(true, Ordering::Relaxed);
            }
        });
    }
}

fn collect(text: &str, markdown: bool, index: usize, phrases: &mut Vec<Phrase>) {
    let whole = 0..text.len();
    let parts = if markdown { without_headings(text) } else { Vec::from([whole]) };
    for part in parts {
        let base = part.start;
        each_phrase(text.get(part).unwrap_or_default(), |hash, start| {
            // More than 2³² texts or bytes do not fit into memory in practice; such a phrase could not be pointed at.
            if let (Ok(text), Ok(offset)) = (u32::try_from(index), u32::try_from(base + start)) {
                phrases.push(Phrase { hash, text, offset });
            }
        });
    }
}

/// Calls `found` with the hash and the start of every six consecutive words.
fn each_phrase(text: &str, found: impl FnMut(u64, usize)) {
    struct Each<F> {
        window: Window,
        found: F,
    }
    impl<F: FnMut(u64, usize)> Visitor for Each<F> {
        #[inline]
        fn word(&mut self, word: Span) -> ControlFlow<()> {
            if let Some((hash, start)) = self.window.push(word) {
                (self.found)(hash, start);
            }
            ControlFlow::Continue(())
        }
    }
    walk(text, &mut Each { window: Window::default(), found });
}
