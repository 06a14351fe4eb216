//! Texts that are sought as they are, also within words: literals of `[gate] forbid`, and names in scripts that put
//! no gaps between words.

use super::input::ViewId;
use super::secrets::{Found, Scope};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, BuildError};

/// A text, what to report when it is found, and the one view that may show it.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    pub(super) text: String,
    /// Its span is filled in when it is found.
    pub(super) found: Found,
    pub(super) allowed_in: Option<ViewId>,
}

/// All literals, sought in one pass and in any (ASCII) case.
#[derive(Debug)]
pub(super) struct Literals {
    automaton: Option<AhoCorasick>,
    literals: Vec<Literal>,
}

impl Literals {
    pub(super) fn new(literals: Vec<Literal>) -> Result<Self, BuildError> {
        let automaton = if literals.is_empty() {
            None
        } else {
            // The fastest automaton grows with the texts; a few is what `forbid` has.
            let kind = (literals.len() <= 64).then_some(AhoCorasickKind::DFA);
            let texts = literals.iter().map(|literal| &literal.text);
            Some(AhoCorasickBuilder::new().ascii_case_insensitive(true).kind(kind).build(texts)?)
        };
        Ok(Self { automaton, literals })
    }

    /// Hands over every literal in `text`.
    pub(super) fn find(&self, text: &str, scope: Scope, found: &mut Vec<Found>) {
        // A first match is sought much faster than all overlapping ones, and mostly there is none.
        let Some(automaton) = self.automaton.as_ref().filter(|automaton| automaton.is_match(text)) else {
            return;
        };
        for hit in automaton.find_overlapping_iter(text) {
            let Some(literal) = self.literals.get(hit.pattern().as_usize()) else { continue };
            if scope.concerns(literal.allowed_in, &literal.text) {
                found.push(Found { start: hit.start(), end: hit.end(), ..literal.found });
            }
        }
    }
}
