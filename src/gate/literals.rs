//! Texts that are searched for exactly as written, also inside words: literals of `[gate] forbid`, and names in scripts
//! without spaces between words.

use super::input::ViewId;
use super::occurrence::{Occurrence, Scope};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, BuildError};

/// Up to this many literals are compiled to the fastest automaton, whose size grows quickly with their number.
const FAST_LIMIT: usize = 64;

/// A text, and what to report when it is found.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    pub(super) text: String,
    /// What to report; the search sets the bytes.
    pub(super) occurrence: Occurrence,
    /// The one view that may show it.
    pub(super) allowed_in: Option<ViewId>,
}

/// All literals, found in one pass, ignoring ASCII case.
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
            let kind = (literals.len() <= FAST_LIMIT).then_some(AhoCorasickKind::DFA);
            let texts = literals.iter().map(|literal| &literal.text);
            Some(AhoCorasickBuilder::new().ascii_case_insensitive(true).kind(kind).build(texts)?)
        };
        Ok(Self { automaton, literals })
    }

    /// Appends every occurrence of a literal in `text` to `found`.
    pub(super) fn find(&self, text: &str, scope: Scope, found: &mut Vec<Occurrence>) {
        // Most texts hold no literal, and finding a first match is much faster than finding all overlapping ones.
        let Some(automaton) = self.automaton.as_ref().filter(|automaton| automaton.is_match(text)) else {
            return;
        };
        for hit in automaton.find_overlapping_iter(text) {
            let Some(literal) = self.literals.get(hit.pattern().as_usize()) else { continue };
            if scope.includes(literal.allowed_in, &literal.text) {
                found.push(Occurrence { start: hit.start(), end: hit.end(), ..literal.occurrence });
            }
        }
    }
}
