//! A name or a pattern that was found in a text, before allowed texts are taken into account.

use super::hit::{HitRule, SourceOffset};
use super::input::{SecretKind, ViewId};
use super::needle::Strictness;

/// Characters that a name must have to be searched for in images, where three letters occur by chance.
const BINARY_CHARACTERS: usize = 6;

/// A name or a pattern, and the bytes of the text in which it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence {
    pub(super) rule: HitRule,
    pub(super) source: Option<SourceOffset>,
    pub(super) pattern: Option<usize>,
    pub(super) common: bool,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Occurrence {
    /// A name that is written at `at`. The caller sets the bytes.
    pub(super) fn of_name(kind: SecretKind, at: SourceOffset) -> Self {
        Self { rule: rule_of(kind), source: Some(at), pattern: None, common: false, start: 0, end: 0 }
    }

    /// A match of a pattern of `[gate] forbid`.
    pub(super) fn of_pattern(pattern: usize, start: usize, end: usize) -> Self {
        Self { rule: HitRule::Forbidden, source: None, pattern: Some(pattern), common: false, start, end }
    }
}

/// The kind of text that is searched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// The customer's view that the output belongs to.
    pub(super) view: Option<ViewId>,
    pub(super) strictness: Strictness,
    pub(super) binary: bool,
    /// Whether the text is a JSON document, in which a string is a key or a value.
    pub(super) json: bool,
    /// Whether names and patterns are searched for, and not only phrases.
    pub(super) names: bool,
}

impl Scope {
    /// Whether `name` is searched for here. `allowed_in` is the one view that may show it.
    pub(super) fn includes(self, allowed_in: Option<ViewId>, name: &str) -> bool {
        let own = allowed_in.is_some() && allowed_in == self.view;
        !own && (!self.binary || name.chars().count() >= BINARY_CHARACTERS)
    }
}

fn rule_of(kind: SecretKind) -> HitRule {
    match kind {
        SecretKind::Person | SecretKind::Email | SecretKind::Handle => HitRule::Person,
        SecretKind::Customer | SecretKind::CustomerId | SecretKind::ViewAddress => HitRule::Customer,
        SecretKind::Alias => HitRule::Alias,
        SecretKind::Address => HitRule::Address,
    }
}
