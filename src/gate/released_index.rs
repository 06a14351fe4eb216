//! The index of what one audience may see, and of what is withheld from it.

use super::hit::SourceOffset;
use super::input::ReleasedTexts;
use super::internal_index::InternalIndex;
use super::needle::{Needle, Strictness, runs};
use super::occurrence::Occurrence;
use super::phrase_set::PhraseSet;
use super::phrases::Phrases;
use rustc_hash::FxHashMap;

/// How often each phrase occurs in texts, by hash. Phrases that occur in none are absent.
type Counts = FxHashMap<u64, u32>;

/// The phrases that also occur in texts written for a page, and the texts that one audience may see in any case.
#[derive(Debug)]
pub struct ReleasedIndex {
    /// The internal phrases that occur in texts written for a page, released or not.
    written: Counts,
    /// The phrases of texts that are not released to this audience.
    withheld: Phrases,
    /// Those of them that occur in released texts.
    released: Counts,
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

impl ReleasedIndex {
    /// Indexes the texts written for the pages of one audience, in parallel.
    #[must_use]
    pub fn new(internal: &InternalIndex, texts: &ReleasedTexts<'_>) -> Self {
        let allowed = texts.allow.iter().filter_map(|text| {
            Some(AllowedText { needle: Needle::of_name(text, true)?, reach: 4 * text.len() + 64 })
        });
        let withheld = Phrases::of_withheld(&texts.withheld);
        let mut index = Self {
            written: Counts::default(),
            released: Counts::default(),
            withheld,
            allowed: allowed.collect(),
        };
        count(&mut index.written, internal.phrases.occurrences_in(&texts.all()));
        if !index.withheld.is_empty() {
            count(&mut index.released, index.withheld.occurrences_in(&texts.released()));
        }
        index
    }

    /// Follows a change of the released texts and of `internal`, to which the phrases `added` were added since the
    /// last update. Withheld and allowed texts must be the same. `all` returns all texts as they are now.
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
        count(&mut self.written, earlier(&change.released));
        let mut exposed = discount(&mut self.written, earlier(&change.withdrawn));
        if !self.withheld.is_empty() {
            count(&mut self.released, self.withheld.occurrences_in(&change.released));
            let withdrawn = self.withheld.occurrences_in(&change.withdrawn);
            exposed.extend(discount(&mut self.released, withdrawn));
        }
        if !added.is_empty() {
            count(&mut self.written, phrases.occurrences_of(added, &all().all()));
            exposed.extend(added.hashes().iter().filter(|hash| !self.written.contains_key(hash)));
        }
        PhraseSet::new(exposed)
    }

    /// Whether an internal phrase also occurs in a text written for a page, so that no internal file explains it.
    #[inline]
    pub(super) fn contains(&self, hash: u64) -> bool {
        self.written.contains_key(&hash)
    }

    /// Whether there are texts that are not released to this audience.
    #[inline]
    pub(super) fn withholds(&self) -> bool {
        !self.withheld.is_empty()
    }

    /// Returns where the phrase that begins at `start` of `text` is withheld, unless it also occurs in a released text.
    #[inline]
    pub(super) fn withheld(&self, hash: u64, text: &str, start: usize) -> Option<SourceOffset> {
        if !self.withheld.may_contain(hash) || self.released.contains_key(&hash) {
            return None;
        }
        self.withheld.find(hash, text, start)
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

fn count(counts: &mut Counts, phrases: impl IntoIterator<Item = u64>) {
    for hash in phrases {
        *counts.entry(hash).or_default() += 1;
    }
}

/// Removes occurrences, and returns the phrases that do not occur any more.
fn discount(counts: &mut Counts, phrases: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut gone = Vec::new();
    for hash in phrases {
        if let Some(count) = counts.get_mut(&hash) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&hash);
                gone.push(hash);
            }
        }
    }
    gone
}

impl<'a> ReleasedTexts<'a> {
    /// Everything that may be published.
    fn released(&self) -> Vec<&'a str> {
        self.texts.iter().chain(&self.allow).copied().collect()
    }

    /// Everything that is written for a page.
    fn all(&self) -> Vec<&'a str> {
        let withheld = self.withheld.iter().map(|withheld| withheld.text);
        self.texts.iter().chain(&self.allow).copied().chain(withheld).collect()
    }
}
