//! The gate from outside: what it finds, and what it lets pass.

mod names;
mod outputs;
mod phrases;
mod properties;
mod updates;

use std::ops::Range;

use super::{
    ForbidPattern, Gate, Hit, HitRule, InternalIndex, InternalText, ReleasedIndex, ReleasedTexts, Secret,
    SecretKind, SourceOffset, ViewId, WithheldText,
};

/// Everything that a gate is built from.
#[derive(Clone, Debug, Default)]
pub(super) struct Input<'a> {
    internal: Vec<InternalText>,
    released: Vec<&'a str>,
    withheld: Vec<WithheldText<'a>>,
    public_ids: Vec<&'a str>,
    names: Vec<Secret<'a>>,
    forbid: Vec<ForbidPattern>,
    allow: Vec<&'a str>,
}

impl Input<'_> {
    /// Reads an output of the public site.
    fn inspect(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.inspect_in(None, path, bytes)
    }

    /// Reads an output of a customer's view.
    fn inspect_in(&self, view: Option<ViewId>, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.with_gate(view, |gate| gate.inspect(path, bytes))
    }

    /// Returns where a source text contains what the first hit in a page is about.
    fn places(&self, page: &str, source: &str) -> Vec<Range<usize>> {
        self.with_gate(None, |gate| gate.ranges(source, &gate.inspect("index.html", page.as_bytes())[0]))
    }

    fn with_gate<T>(&self, view: Option<ViewId>, read: impl FnOnce(&Gate<'_>) -> T) -> T {
        let Self { internal, released, withheld, public_ids, names, forbid, allow } = self.clone();
        let internal = InternalIndex::new(&super::Input { internal, names, public_ids, forbid }).unwrap();
        let released = ReleasedIndex::new(&internal, &ReleasedTexts { texts: released, allow, withheld });
        read(&Gate::new(&internal, &released, view))
    }
}

pub(super) const LEAK: &str = "Restarted the pooler on pg-main-3 after Omar's call";

pub(super) fn internal(text: &str) -> InternalText {
    InternalText { source: 7, text: text.into(), markdown: true }
}

pub(super) fn secret(kind: SecretKind, text: &str) -> Secret<'_> {
    Secret { kind, text, at: SourceOffset { source: 3, offset: 14 }, allowed_in: None, common: false }
}

pub(super) fn hits(input: &Input<'_>, path: &str, text: &str) -> Vec<Hit> {
    input.inspect(path, text.as_bytes())
}

pub(super) fn rules(input: &Input<'_>, path: &str, text: &str) -> Vec<HitRule> {
    hits(input, path, text).into_iter().map(|hit| hit.rule).collect()
}

/// Whether a name of this kind is found in a page.
pub(super) fn finds(kind: SecretKind, name: &str, page: &str) -> bool {
    let input = Input { names: vec![secret(kind, name)], ..Input::default() };
    !hits(&input, "index.html", page).is_empty()
}

/// Whether a pattern is found in a page.
pub(super) fn forbids(pattern: &str, page: &str) -> bool {
    let input = Input { forbid: vec![ForbidPattern::parse(pattern).unwrap()], ..Input::default() };
    rules(&input, "index.html", page) == [HitRule::Forbidden]
}
