//! The six-word phrases of internal files.

use super::filter::Filter;
use super::hit::SourceOffset;
use super::input::{InternalText, WithheldText};
use super::normal::composed;
use super::phrase_set::PhraseSet;
use super::prose::{shown, without_headings};
use super::window::{Window, same_phrase};
use super::words::{Token, Visitor, walk};
use memchr::memchr_iter;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;

/// How many released texts one thread reads at a time.
const PORTION: usize = 64;

/// Every internal phrase once, found by its hash and then compared word by word.
#[derive(Debug)]
pub(super) struct Phrases {
    texts: Vec<ComparedText>,
    sorted: Vec<Phrase>,
    filter: Filter,
}

/// The text of an internal file in the form that is compared with outputs.
#[derive(Debug)]
struct ComparedText {
    source: usize,
    text: Arc<str>,
    /// The text of the file, if its normal form differs from `text`.
    original: Option<Arc<str>>,
}

impl ComparedText {
    /// Translates an offset into `text` to an offset into the file. Where the two differ, it is that of the line.
    fn source_offset(&self, offset: usize) -> SourceOffset {
        let Some(original) = &self.original else { return SourceOffset { source: self.source, offset } };
        let line = memchr_iter(b'\n', self.text.get(..offset).unwrap_or_default().as_bytes()).count();
        let begins =
            line.checked_sub(1).and_then(|before| memchr_iter(b'\n', original.as_bytes()).nth(before));
        SourceOffset { source: self.source, offset: begins.map_or(0, |newline| newline + 1) }
    }
}

/// A phrase by its hash, and where it begins: an index into `texts` and a byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    hash: u64,
    text: u32,
    offset: u32,
}

impl Phrases {
    /// Collects the phrases of `internal`, in parallel.
    pub(super) fn new(internal: &[InternalText]) -> Self {
        let (texts, mut sorted) = read(internal, 0);
        sorted.par_sort_unstable();
        sorted.dedup_by_key(|phrase| phrase.hash);
        let filter = Filter::of(sorted.iter().map(|phrase| phrase.hash));
        Self { texts, sorted, filter }
    }

    /// Collects the phrases of texts that are not released. They are few, and have no headings.
    pub(super) fn of_withheld(texts: &[WithheldText<'_>]) -> Self {
        let file = |text: &WithheldText<'_>| InternalText {
            source: text.source,
            text: text.text.into(),
            markdown: false,
        };
        Self::new(&texts.iter().map(file).collect::<Vec<_>>())
    }

    /// Whether there are no phrases.
    pub(super) fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Whether a phrase with this hash may be one of them. If so, [`find`](Self::find) decides.
    #[inline]
    pub(super) fn may_contain(&self, hash: u64) -> bool {
        self.filter.may_hold(hash)
    }

    /// Returns where the phrase of this hash that begins at `start` of `text` occurs in an internal file.
    pub(super) fn find(&self, hash: u64, text: &str, start: usize) -> Option<SourceOffset> {
        let phrase = self.search(hash, text, start)?;
        Some(self.texts.get(phrase.text as usize)?.source_offset(phrase.offset as usize))
    }

    fn search(&self, hash: u64, text: &str, start: usize) -> Option<&Phrase> {
        let index = self.sorted.binary_search_by_key(&hash, |phrase| phrase.hash).ok()?;
        let phrase = self.sorted.get(index)?;
        let internal = &self.texts.get(phrase.text as usize)?.text;
        same_phrase(internal.get(phrase.offset as usize..)?, text.get(start..)?).then_some(phrase)
    }

    /// Returns the hash of every occurrence of an internal phrase in released texts, in no particular order.
    pub(super) fn occurrences_in(&self, texts: &[&str]) -> Vec<u64> {
        self.occurrences(texts, |hash| self.may_contain(hash))
    }

    /// The same for a few of the phrases only.
    pub(super) fn occurrences_of(&self, few: &PhraseSet, texts: &[&str]) -> Vec<u64> {
        self.occurrences(texts, |hash| few.contains(hash))
    }

    fn occurrences(&self, texts: &[&str], may_be: impl Fn(u64) -> bool + Sync) -> Vec<u64> {
        let in_text = |mut found: Vec<u64>, text: &&str| {
            let mut read = |text: &str| {
                each_phrase(text, |hash, start| {
                    if may_be(hash) && self.search(hash, text, start).is_some() {
                        found.push(hash);
                    }
                });
            };
            let text = composed(text);
            read(&text);
            if let Some(shown) = shown(&text) {
                read(&shown);
            }
            found
        };
        let found = texts.par_iter().with_min_len(PORTION).fold(Vec::new, in_text);
        found.reduce(Vec::new, |mut one, other| {
            one.extend(other);
            one
        })
    }

    /// Adds the phrases of more internal files, and returns the hashes of those that are new.
    pub(super) fn add(&mut self, internal: &[InternalText]) -> Vec<u64> {
        let (texts, mut added) = read(internal, self.texts.len());
        added.sort_unstable();
        added.dedup_by_key(|phrase| phrase.hash);
        added.retain(|phrase| self.sorted.binary_search_by_key(&phrase.hash, |known| known.hash).is_err());
        if added.is_empty() {
            return Vec::new();
        }
        self.texts.extend(texts);
        let hashes: Vec<u64> = added.iter().map(|phrase| phrase.hash).collect();
        for hash in &hashes {
            self.filter.add(*hash);
        }
        self.sorted.extend(added);
        // A stable sort detects the two sorted parts and only merges them.
        self.sorted.sort_by_key(|phrase| phrase.hash);
        hashes
    }
}

/// Reads internal files: their texts in the form that is compared, and their phrases. `first` is the number of the
/// first text.
fn read(internal: &[InternalText], first: usize) -> (Vec<ComparedText>, Vec<Phrase>) {
    let nothing: Arc<str> = "".into();
    let read: Vec<(Vec<Phrase>, _)> = internal
        .par_iter()
        .enumerate()
        .map(|(index, file)| {
            let index = first + 2 * index;
            let mut phrases = Vec::new();
            let (text, original) = match composed(&file.text) {
                Cow::Borrowed(_) => (file.text.clone(), None),
                Cow::Owned(text) => (text.into(), Some(file.text.clone())),
            };
            collect(&text, file.markdown, index, &mut phrases);
            let shown = shown(&text).map_or_else(|| nothing.clone(), Arc::from);
            collect(&shown, file.markdown, index + 1, &mut phrases);
            let compared = |text, original| ComparedText { source: file.source, text, original };
            (phrases, [compared(text, original.clone()), compared(shown, original)])
        })
        .collect();
    let mut phrases = Vec::with_capacity(read.iter().map(|(phrases, _)| phrases.len()).sum());
    let mut texts = Vec::with_capacity(2 * internal.len());
    for (of_file, compared) in read {
        phrases.extend(of_file);
        texts.extend(compared);
    }
    (texts, phrases)
}

fn collect(text: &str, markdown: bool, index: usize, phrases: &mut Vec<Phrase>) {
    let whole = 0..text.len();
    let parts = if markdown { without_headings(text) } else { Vec::from([whole]) };
    for part in parts {
        let base = part.start;
        each_phrase(text.get(part).unwrap_or_default(), |hash, start| {
            // In practice, 2³² texts or bytes do not fit into memory. There is no way to report such a phrase.
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
        fn word(&mut self, word: Token) -> ControlFlow<()> {
            if let Some((hash, start)) = self.window.push(word) {
                (self.found)(hash, start);
            }
            ControlFlow::Continue(())
        }
    }
    walk(text, &mut Each { window: Window::default(), found });
}
