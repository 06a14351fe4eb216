//! The index of what must not be published, the same for every audience.

use super::input::{Input, InternalText};
use super::phrase_set::PhraseSet;
use super::phrases::Phrases;
use super::secrets::Secrets;
use aho_corasick::BuildError;

/// The phrases of all internal files, the names, and the forbidden patterns. Built once and shared by all audiences.
#[derive(Debug)]
pub struct InternalIndex {
    pub(super) phrases: Phrases,
    pub(super) secrets: Secrets,
}

impl InternalIndex {
    /// Builds the index, in parallel.
    ///
    /// # Errors
    ///
    /// Fails only if the literals of `forbid` are too many for one automaton.
    pub fn new(input: &Input<'_>) -> Result<Self, BuildError> {
        Ok(Self { phrases: Phrases::new(&input.internal), secrets: Secrets::new(input)? })
    }

    /// Adds internal files that are new or have changed, and returns the phrases that were not in the index before.
    ///
    /// Nothing is ever removed. So a gate over an index that has been added to may report a phrase that no internal
    /// file contains any more, and only a new index confirms a hit. What it passes, a new index would pass.
    pub fn add(&mut self, internal: &[InternalText]) -> PhraseSet {
        PhraseSet::new(self.phrases.add(internal))
    }
}
