//! The index of what one audience may see.

use super::concatenation::Concatenations;
use super::input::ReleasedTexts;
use super::internal_index::InternalIndex;
use super::needle::{Needle, Strictness, runs};
use super::occurrence::Occurrence;
use super::phrase_set::PhraseSet;
use super::window::WORDS;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The internal phrases that also occur in texts released to one audience, and the texts that it may see in any case.
#[derive(Debug)]
pub struct ReleasedIndex<'a> {
    /// How often each internal phrase occurs in released texts, by hash. Phrases that occur in none are absent.
    counts: FxHashMap<u64, u32>,
    /// All released texts; `None` in a detached index.
    texts: Option<Vec<&'a str>>,
    /// Built for the first candidate, which most builds never have.
    concatenations: OnceLock<Concatenations>,
    allowed: Vec<AllowedText>,
}

/// How the released texts of an audience changed.
#[derive(Debug, Default)]
pub struct ReleasedChange<'a> {
    /// Texts that were not released before.
    pub released: Vec<&'a str>,
    /// Texts that are no longer released.
    pub withdrawn: Vec<&'a str>,
}

/// A text of `[[gate.allow]]`, and how many bytes before a hit it may begin.
#[derive(Debug)]
struct AllowedText {
    needle: Needle,
    reach: usize,
}

impl<'a> ReleasedIndex<'a> {
    /// Indexes the texts released to one audience, in parallel.
    #[must_use]
    pub fn new(internal: &InternalIndex, released: &ReleasedTexts<'a>) -> Self {
        let texts = released.all();
        let allowed = released.allow.iter().filter_map(|text| {
            Some(AllowedText { needle: Needle::new(text, true)?, reach: 4 * text.len() + 64 })
        });
        let mut counts = FxHashMap::default();
        for hash in internal.phrases.occurrences_in(&texts) {
            *counts.entry(hash).or_default() += 1;
        }
        Self { counts, allowed: allowed.collect(), concatenations: OnceLock::new(), texts: Some(texts) }
    }

    /// The index without borrowed texts, so that it can be kept and updated with [`update`](Self::update).
    ///
    /// A gate over it may report a phrase that the released texts do explain, so only a new index confirms a hit.
    /// What it passes, a new index would pass.
    #[must_use]
    pub fn detach(self) -> ReleasedIndex<'static> {
        ReleasedIndex {
            counts: self.counts,
            texts: None,
            concatenations: self.concatenations,
            allowed: self.allowed,
        }
    }

    /// Follows a change of the released texts and of `internal`, to which the phrases `added` were added since the
    /// last update. Allowed texts must be the same. `all` returns all texts that are released now.
    ///
    /// Returns the phrases that are hits now and were none before.
    pub fn update<'t>(
        &mut self,
        internal: &InternalIndex,
        added: &PhraseSet,
        change: &ReleasedChange<'_>,
        all: impl FnOnce() -> ReleasedTexts<'t>,
    ) -> PhraseSet {
        let phrases = &internal.phrases;
        // Added phrases are counted in all texts below.
        let earlier =
            |texts: &[&str]| phrases.occurrences_in(texts).into_iter().filter(|hash| !added.contains(*hash));
        for hash in earlier(&change.released) {
            *self.counts.entry(hash).or_default() += 1;
        }
        let mut exposed = Vec::new();
        for hash in earlier(&change.withdrawn) {
            if let Some(count) = self.counts.get_mut(&hash) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&hash);
                    exposed.push(hash);
                }
            }
        }
        if let Some(concatenations) = self.concatenations.get_mut() {
            change.released.iter().for_each(|text| concatenations.add(text));
            change.withdrawn.iter().for_each(|text| concatenations.remove(text));
        }
        if !added.is_empty() {
            for hash in phrases.occurrences_of(added, &all().all()) {
                *self.counts.entry(hash).or_default() += 1;
            }
            exposed.extend(added.hashes().iter().filter(|hash| !self.counts.contains_key(hash)));
        }
        PhraseSet::new(exposed)
    }

    /// Whether an internal phrase also occurs in a released text.
    #[inline]
    pub(super) fn contains(&self, hash: u64) -> bool {
        self.counts.contains_key(&hash)
    }

    /// Whether the words are only released texts next to each other. A detached index that has no concatenations
    /// cannot know, and answers no.
    pub(super) fn explains(&self, words: &[u64; WORDS]) -> bool {
        let concatenations = match &self.texts {
            Some(texts) => {
                Some(self.concatenations.get_or_init(|| Concatenations::new(texts.iter().copied())))
            }
            None => self.concatenations.get(),
        };
        concatenations.is_some_and(|concatenations| concatenations.explain(words))
    }

    /// Whether an occurrence in `text` is inside a whole-word occurrence of an allowed text.
    pub(super) fn allows(&self, text: &str, found: &Occurrence) -> bool {
        self.allowed.iter().any(|allowed| {
            let from = text.floor_char_boundary(found.start.saturating_sub(allowed.reach));
            let before = text.get(from..found.end).unwrap_or_default();
            // A run that is cut off at the edge of the reach begins too far away to cover the occurrence.
            runs(before).iter().map(|run| from + run.start).filter(|&start| start <= found.start).any(
                |start| {
                    allowed.needle.end_at(text, start, Strictness::Text).is_some_and(|end| end >= found.end)
                },
            )
        })
    }
}

impl<'a> ReleasedTexts<'a> {
    /// Everything that may be published.
    fn all(&self) -> Vec<&'a str> {
        self.texts.iter().chain(&self.allow).copied().collect()
    }
}
