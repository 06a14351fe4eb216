//! The gate itself: reads outputs and collects hits.

use super::file_kind::FileKind;
use super::hit::{Hit, HitRule, SourceOffset};
use super::input::ViewId;
use super::internal_index::InternalIndex;
use super::needle::Strictness;
use super::occurrence::{Occurrence, Scope};
use super::readings::{each_reading, spaced};
use super::released_index::ReleasedIndex;
use super::window::{Window, first_hashes};
use super::words::{Token, Visitor, walk};
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;

/// How many phrases of an output are looked up together.
const BATCH: usize = 16;

/// Reads the outputs of one audience. All threads share it.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'g> {
    internal: &'g InternalIndex,
    released: &'g ReleasedIndex<'g>,
    view: Option<ViewId>,
}

/// The result of reading one output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Everything that must not occur in the output or in its path, sorted; each source at most once per rule.
    pub hits: Vec<Hit>,
    /// Whether six words of an internal file occur in the output and pass only as a concatenation of released texts.
    /// If one of those texts is withdrawn, the output has to be read again.
    pub has_concatenation: bool,
}

impl<'g> Gate<'g> {
    /// The gate for one audience. `view` is the number of the customer's view, or `None` for the public site.
    #[must_use]
    pub const fn new(
        internal: &'g InternalIndex,
        released: &'g ReleasedIndex<'g>,
        view: Option<ViewId>,
    ) -> Self {
        Self { internal, released, view }
    }

    /// Returns everything that must not occur in an output or in its path, sorted; each source at most once per rule.
    #[must_use]
    pub fn inspect(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.verdict(path, bytes).hits
    }

    /// Reads an output. A view that will be encrypted is read before that.
    #[must_use]
    pub fn verdict(&self, path: &str, bytes: &[u8]) -> Verdict {
        let kind = FileKind::of(path);
        let mut collector =
            HitCollector { path, hits: Vec::new(), has_concatenation: false, seen: FxHashSet::default() };
        if kind == FileKind::Unknown {
            collector.add(HitRule::FileType, None, None);
        }
        let scope = Scope { view: self.view, strictness: Strictness::Path, binary: false };
        for path in [path, &spaced(path)] {
            each_reading(FileKind::Text, path.as_bytes(), |text| self.search(text, scope, &mut collector));
        }
        let scope = Scope { view: self.view, strictness: Strictness::Text, binary: kind == FileKind::Binary };
        let comment = each_reading(kind, bytes, |text| self.search(text, scope, &mut collector));
        if comment && kind == FileKind::Html {
            collector.add(HitRule::Comment, None, None);
        }
        collector.hits.sort_unstable();
        Verdict { hits: collector.hits, has_concatenation: collector.has_concatenation }
    }

    fn search(&self, text: &str, scope: Scope, collector: &mut HitCollector<'_>) {
        let mut search = Search {
            gate: self,
            text,
            scope,
            window: Window::default(),
            pending: [(0, 0); BATCH],
            count: 0,
            found: Vec::new(),
            leaked: Vec::new(),
            has_concatenation: false,
        };
        walk(text, &mut search);
        search.look_up();
        let Search { mut found, leaked, has_concatenation, .. } = search;
        collector.has_concatenation |= has_concatenation;
        self.internal.secrets.in_text(text, scope, &mut found);
        for source in leaked {
            collector.add(HitRule::InternalText, Some(source), None);
        }
        for hit in found {
            if !collector.contains(hit.rule, hit.source, hit.pattern) && !self.released.allows(text, &hit) {
                collector.add(hit.rule, hit.source, hit.pattern);
            }
        }
    }
}

/// One walk over one reading of an output.
struct Search<'s, 'g> {
    gate: &'s Gate<'g>,
    text: &'s str,
    scope: Scope,
    window: Window,
    /// Hash and beginning of each phrase that has not been looked up yet.
    pending: [(u64, usize); BATCH],
    count: usize,
    found: Vec<Occurrence>,
    leaked: Vec<SourceOffset>,
    has_concatenation: bool,
}

impl Search<'_, '_> {
    /// Looks up the pending phrases. In a batch, the waits for memory overlap.
    #[inline]
    fn look_up(&mut self) {
        let Gate { internal, released, .. } = self.gate;
        for &(hash, start) in self.pending.iter().take(self.count) {
            if internal.phrases.may_contain(hash)
                && !released.contains(hash)
                && let Some(source) = internal.phrases.find(hash, self.text, start)
            {
                if released.explains(&first_hashes(self.text.get(start..).unwrap_or_default())) {
                    self.has_concatenation = true;
                } else {
                    self.leaked.push(source);
                }
            }
        }
        self.count = 0;
    }
}

impl Visitor for Search<'_, '_> {
    #[inline]
    fn run(&mut self, run: Token) {
        self.gate.internal.secrets.at_run(self.text, run, self.scope, &mut self.found);
    }

    #[inline]
    fn word(&mut self, word: Token) -> ControlFlow<()> {
        if let Some(phrase) = self.window.push(word) {
            self.pending[self.count] = phrase;
            self.count += 1;
            if self.count == BATCH {
                self.look_up();
            }
        }
        ControlFlow::Continue(())
    }
}

/// The hits of one output. A whole file that leaked is one hit, not one for every word.
struct HitCollector<'p> {
    path: &'p str,
    hits: Vec<Hit>,
    has_concatenation: bool,
    seen: FxHashSet<(HitRule, Option<SourceOffset>, Option<usize>)>,
}

impl HitCollector<'_> {
    fn contains(&self, rule: HitRule, source: Option<SourceOffset>, pattern: Option<usize>) -> bool {
        self.seen.contains(&(rule, source, pattern))
    }

    fn add(&mut self, rule: HitRule, source: Option<SourceOffset>, pattern: Option<usize>) {
        let whole_file =
            source.filter(|_| rule == HitRule::InternalText).map(|place| SourceOffset { offset: 0, ..place });
        if self.seen.insert((rule, whole_file.or(source), pattern)) {
            self.hits.push(Hit { rule, output_path: self.path.to_owned(), source, pattern });
        }
    }
}
