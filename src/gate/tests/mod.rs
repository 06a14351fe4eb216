//! The gate seen from outside: what it finds, and what it lets pass.

mod names;
mod outputs;
mod phrases;
mod properties;

use super::{ForbidPattern, Gate, Hit, HitRule, Input, InternalText, Secret, SecretKind, SourceOffset};

pub(super) const LEAK: &str = "Restarted the pooler on pg-main-3 after Omar's call";

pub(super) fn internal(text: &str) -> InternalText {
    InternalText { source: 7, text: text.into(), markdown: true }
}

pub(super) fn secret(kind: SecretKind, text: &str) -> Secret<'_> {
    Secret { kind, text, at: SourceOffset { source: 3, offset: 14 }, allowed_in: None }
}

pub(super) fn hits(watch: &Input<'_>, path: &str, text: &str) -> Vec<Hit> {
    Gate::new(watch).unwrap().inspect(path, text.as_bytes())
}

pub(super) fn rules(watch: &Input<'_>, path: &str, text: &str) -> Vec<HitRule> {
    hits(watch, path, text).into_iter().map(|hit| hit.rule).collect()
}

/// Whether a name of this kind is found in a page.
pub(super) fn finds(kind: SecretKind, name: &str, page: &str) -> bool {
    let watch = Input { names: vec![secret(kind, name)], ..Input::default() };
    !hits(&watch, "index.html", page).is_empty()
}

/// Whether a pattern is found in a page.
pub(super) fn forbids(pattern: &str, page: &str) -> bool {
    let watch = Input { forbid: vec![ForbidPattern::parse(pattern).unwrap()], ..Input::default() };
    rules(&watch, "index.html", page) == [HitRule::Forbidden]
}
