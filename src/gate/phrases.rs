//! The six-word phrases of internal files that stand in no released text.

use super::filter::Filter;
use super::hit::SourceOffset;
use super::input::InternalText;
use super::normal::composed;
use super::prose::{shown, without_headings};
use super::window::{Window, same_phrase};
use super::words::{Span, Visitor, walk};
use memchr::memchr_iter;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Every internal phrase, once, found by its hash and then compared word by word.
#[derive(Debug)]
pub(super) struct Phrases {
    texts: Vec<Compared>,
    sorted: Vec<Phrase>,
    /// For each phrase, how often it stands in released texts. One that does is not sought.
    released: Vec<u32>,
    /// All phrases.
    known: Filter,
    /// All phrases that are sought, and perhaps some that were.
    needle: Filter,
}

/// The text of an internal file, as it is compared.
#[derive(Debug)]
struct Compared {
    source: usize,
    text: Arc<str>,
    /// The text of the file, if it has another normal form than what is compared.
    written: Option<Arc<str>>,
}

impl Compared {
    /// The place in the file for an offset into what is compared: the same, or the line that it is in.
    fn place(&self, offset: usize) -> SourceOffset {
        let Some(written) = &self.written else { return SourceOffset { source: self.source, offset } };
        let line = memchr_iter(b'\n', self.text.get(..offset).unwrap_or_default().as_bytes()).count();
        let begins =
            line.checked_sub(1).and_then(|before| memchr_iter(b'\n', written.as_bytes()).nth(before));
        SourceOffset { source: self.source, offset: begins.map_or(0, |newline| newline + 1) }
    }
}

/// Where a phrase begins: an index into `texts` and a byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    hash: u64,
    text: u32,
    offset: u32,
}

impl Phrases {
    /// Collects the phrases of `internal`, and counts those that stand in `released`.
    pub(super) fn new(internal: &[InternalText], released: &[&str]) -> Self {
        let (texts, mut sorted) = read(internal, 0);
        sorted.par_sort_unstable();
        sorted.dedup_by_key(|phrase| phrase.hash);
        let known = Filter::of(sorted.iter().map(|phrase| phrase.hash));
        let mut all =
            Self { texts, sorted, released: Vec::new(), known, needle: Filter::of(std::iter::empty()) };
        all.released = all.count(released);
        let needle: Vec<u64> = all.sought_hashes().collect();
        all.needle = Filter::of(needle.into_iter());
        all
    }

    fn sought_hashes(&self) -> impl Iterator<Item = u64> {
        let counted = self.sorted.iter().zip(&self.released);
        counted.filter(|(_, released)| **released == 0).map(|(phrase, _)| phrase.hash)
    }

    /// The internal phrase that begins at `start` of `text` and has this hash, if it is sought.
    #[inline]
    pub(super) fn find(&self, hash: u64, text: &str, start: usize) -> Option<SourceOffset> {
        if !self.needle.may_hold(hash) {
            return None;
        }
        let index = self.search(hash, text, start).filter(|index| self.is_sought(*index))?;
        let phrase = self.sorted.get(index)?;
        Some(self.texts.get(phrase.text as usize)?.place(phrase.offset as usize))
    }

    fn is_sought(&self, index: usize) -> bool {
        self.released.get(index) == Some(&0)
    }

    fn search(&self, hash: u64, text: &str, start: usize) -> Option<usize> {
        let index = self.sorted.binary_search_by_key(&hash, |phrase| phrase.hash).ok()?;
        let phrase = self.sorted.get(index)?;
        let source = self.texts.get(phrase.text as usize)?;
        same_phrase(source.text.get(phrase.offset as usize..)?, text.get(start..)?).then_some(index)
    }

    /// How often each phrase stands in these texts. Only the internal set is ever held: released texts are walked
    /// and forgotten.
    fn count(&self, texts: &[&str]) -> Vec<u32> {
        let counts: Vec<AtomicU32> = self.sorted.iter().map(|_| AtomicU32::new(0)).collect();
        texts.par_iter().with_min_len(64).for_each(|text| {
            self.each_known(text, |index| {
                if let Some(count) = counts.get(index) {
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        });
        counts.into_iter().map(AtomicU32::into_inner).collect()
    }

    /// Calls `found` with the index of every internal phrase in a released text.
    fn each_known(&self, text: &str, mut found: impl FnMut(usize)) {
        let mut read = |text: &str| {
            each_phrase(text, |hash, start| {
                if self.known.may_hold(hash)
                    && let Some(index) = self.search(hash, text, start)
                {
                    found(index);
                }
            });
        };
        let text = composed(text);
        read(&text);
        if let Some(shown) = shown(&text) {
            read(&shown);
        }
    }

    /// Takes note that texts were released and others withdrawn, and returns the hashes of the phrases that are
    /// sought now and were not before.
    pub(super) fn recount(&mut self, released: &[&str], withdrawn: &[&str]) -> Vec<u64> {
        let indexes = |texts: &[&str]| {
            let mut indexes = Vec::new();
            for text in texts {
                self.each_known(text, |index| indexes.push(index));
            }
            indexes
        };
        let (more, less) = (indexes(released), indexes(withdrawn));
        for index in more {
            if let Some(count) = self.released.get_mut(index) {
                *count += 1;
            }
        }
        let mut bare = Vec::new();
        for index in less {
            if let (Some(count), Some(phrase)) = (self.released.get_mut(index), self.sorted.get(index)) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    bare.push(phrase.hash);
                    self.needle.add(phrase.hash);
                }
            }
        }
        bare
    }

    /// Adds the phrases of more internal files, and returns the hashes of those that are sought and were not
    /// before. `released` gives all released texts, and is only asked if there is a phrase that was unknown.
    pub(super) fn learn<'t>(
        &mut self,
        internal: &[InternalText],
        released: impl FnOnce() -> Vec<&'t str>,
    ) -> Vec<u64> {
        let (texts, mut found) = read(internal, self.texts.len());
        found.sort_unstable();
        found.dedup_by_key(|phrase| phrase.hash);
        found.retain(|phrase| self.sorted.binary_search_by_key(&phrase.hash, |known| known.hash).is_err());
        if found.is_empty() {
            return Vec::new();
        }
        self.texts.extend(texts);
        let more = Self {
            texts: std::mem::take(&mut self.texts),
            known: Filter::of(found.iter().map(|phrase| phrase.hash)),
            sorted: found,
            released: Vec::new(),
            needle: Filter::of(std::iter::empty()),
        };
        let counts = more.count(&released());
        let new: Vec<(Phrase, u32)> = more.sorted.into_iter().zip(counts).collect();
        self.texts = more.texts;
        let needle = new.iter().filter(|(_, released)| *released == 0).map(|(phrase, _)| phrase.hash);
        let needle: Vec<u64> = needle.collect();
        for (phrase, _) in &new {
            self.known.add(phrase.hash);
        }
        for hash in &needle {
            self.needle.add(*hash);
        }
        let old = std::mem::take(&mut self.sorted).into_iter().zip(std::mem::take(&mut self.released));
        let mut all: Vec<(Phrase, u32)> = old.chain(new).collect();
        // Stable sorting sees the two sorted halves and only joins them.
        all.sort_by_key(|(phrase, _)| phrase.hash);
        (self.sorted, self.released) = all.into_iter().unzip();
        needle
    }
}

/// The texts of internal files as they are compared, and their phrases; `first` is the number of the first text.
fn read(internal: &[InternalText], first: usize) -> (Vec<Compared>, Vec<Phrase>) {
    let nothing: Arc<str> = "".into();
    let read: Vec<(Vec<Phrase>, _)> = internal
        .par_iter()
        .enumerate()
        .map(|(index, file)| {
            let index = first + 2 * index;
            let mut phrases = Vec::new();
            let (text, written) = match composed(&file.text) {
                Cow::Borrowed(_) => (file.text.clone(), None),
                Cow::Owned(text) => (text.into(), Some(file.text.clone())),
            };
            collect(&text, file.markdown, index, &mut phrases);
            let shown = shown(&text).map_or_else(|| nothing.clone(), Arc::from);
            collect(&shown, file.markdown, index + 1, &mut phrases);
            let of_file = |text, written| Compared { source: file.source, text, written };
            (phrases, [of_file(text, written.clone()), of_file(shown, written)])
        })
        .collect();
    let mut phrases = Vec::with_capacity(read.iter().map(|(phrases, _)| phrases.len()).sum());
    let mut texts = Vec::with_capacity(2 * internal.len());
    for (of_one, its_texts) in read {
        phrases.extend(of_one);
        texts.extend(its_texts);
    }
    (texts, phrases)
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
