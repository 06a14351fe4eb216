//! The index of internal files, kept from one build to the next and shared by all audiences of a build.

use aho_corasick::BuildError;

use super::changed::{changed, is_small};
use crate::gate::{
    ForbidPattern, Input, InternalIndex, InternalText, PhraseSet, SecretKind, SourceOffset, ViewId,
};

/// The index of the last build; none before the first.
#[derive(Debug, Default)]
pub(super) struct InternalCache {
    index: Option<CurrentIndex>,
    /// The last revision of an index. No two indexes have the same.
    revision: u64,
}

/// An index that covers the internal files of the current build.
#[derive(Debug)]
pub(super) struct CurrentIndex {
    pub(super) index: InternalIndex,
    /// Increases whenever a phrase is added.
    pub(super) revision: u64,
    /// The phrases that this revision added to the one before; `None` if it was built from scratch.
    added: Option<PhraseSet>,
    nothing: PhraseSet,
    /// Whether the index is equal to a new one. Otherwise it may contain phrases of files that are gone.
    pub(super) is_exact: bool,
    texts: Vec<InternalText>,
    terms: SearchTerms,
    /// Where the names are written.
    places: Vec<SourceOffset>,
}

/// What an index cannot follow when it changes.
#[derive(Debug, PartialEq, Eq)]
struct SearchTerms {
    names: Vec<(SecretKind, String, Option<ViewId>)>,
    forbid: Vec<ForbidPattern>,
}

impl InternalCache {
    /// Takes the index out of the cache and brings it up to date, or builds a new one if too much has changed.
    pub(super) fn take(&mut self, input: &Input<'_>) -> Result<CurrentIndex, BuildError> {
        match self.index.take().and_then(|index| index.follow(input, &mut self.revision)) {
            Some(index) => Ok(index),
            None => self.build(input),
        }
    }

    /// Builds a new index.
    pub(super) fn build(&mut self, input: &Input<'_>) -> Result<CurrentIndex, BuildError> {
        self.revision += 1;
        Ok(CurrentIndex {
            index: InternalIndex::new(input)?,
            revision: self.revision,
            added: None,
            nothing: PhraseSet::default(),
            is_exact: true,
            texts: input.internal.clone(),
            terms: SearchTerms::of(input),
            places: places(input),
        })
    }

    /// Keeps an index for the next audience or the next build.
    pub(super) fn put(&mut self, index: CurrentIndex) {
        self.index = Some(index);
    }
}

impl CurrentIndex {
    /// Follows a change of the internal files. Returns `None` if too much has changed.
    fn follow(mut self, input: &Input<'_>, revision: &mut u64) -> Option<Self> {
        if self.terms != SearchTerms::of(input) {
            return None;
        }
        let (old, new) = changed(&self.texts, &input.internal, is_same_text);
        if !is_small(new.len(), input.internal.len()) {
            return None;
        }
        let is_same_place = |(old, new): (&InternalText, &InternalText)| old.source == new.source;
        self.is_exact &= old.is_empty()
            && new.is_empty()
            && self.texts.iter().zip(&input.internal).all(is_same_place)
            && self.places == places(input);
        let added = self.index.add(new);
        if !added.is_empty() {
            *revision += 1;
            self.revision = *revision;
            self.added = Some(added);
        }
        self.texts.clone_from(&input.internal);
        Some(self)
    }

    /// Returns the phrases added since an earlier revision, or `None` if they are not known.
    pub(super) fn added_since(&self, revision: u64) -> Option<&PhraseSet> {
        if revision == self.revision {
            Some(&self.nothing)
        } else if revision + 1 == self.revision {
            self.added.as_ref()
        } else {
            None
        }
    }
}

impl SearchTerms {
    fn of(input: &Input<'_>) -> Self {
        let names = input.names.iter().map(|name| (name.kind, name.text.to_owned(), name.allowed_in));
        Self { names: names.collect(), forbid: input.forbid.clone() }
    }
}

fn is_same_text(old: &InternalText, new: &InternalText) -> bool {
    old.markdown == new.markdown && (std::sync::Arc::ptr_eq(&old.text, &new.text) || old.text == new.text)
}

fn places(input: &Input<'_>) -> Vec<SourceOffset> {
    input.names.iter().map(|name| name.at).collect()
}
