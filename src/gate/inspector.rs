//! The gate itself: reads outputs and collects hits.

use super::file_kind::FileKind;
use super::hit::{Hit, HitRule, SourceOffset};
use super::input::ViewId;
use super::internal_index::InternalIndex;
use super::needle::Strictness;
use super::occurrence::{Occurrence, Scope};
use super::readings::{each_reading, spaced};
use super::released_index::ReleasedIndex;
use super::window::Window;
use super::words::{Token, Visitor, walk};
use rustc_hash::FxHashSet;
use std::ops::{ControlFlow, Range};

/// How many phrases of an output are looked up together.
const BATCH: usize = 16;

/// Reads the outputs of one audience. All threads share it.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'g> {
    internal: &'g InternalIndex,
    released: &'g ReleasedIndex,
    view: Option<ViewId>,
}

impl<'g> Gate<'g> {
    /// The gate for one audience. `view` is the number of the customer's view, or `None` for the public site.
    #[must_use]
    pub const fn new(internal: &'g InternalIndex, released: &'g ReleasedIndex, view: Option<ViewId>) -> Self {
        Self { internal, released, view }
    }

    /// Returns everything that must not occur in an output or in its path, sorted; each source at most once per rule. A
    /// view that will be encrypted is read before that.
    #[must_use]
    pub fn inspect(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        let kind = FileKind::of(path);
        let mut collector = HitCollector { path, hits: Vec::new(), seen: FxHashSet::default() };
        if kind == FileKind::Unknown {
            collector.add(HitRule::FileType, None, None, false);
        }
        let scope =
            Scope { view: self.view, strictness: Strictness::Path, binary: false, json: false, names: true };
        each_reading(FileKind::Text, path.as_bytes(), |text| self.search(text, scope, &mut collector));
        // A slug separates the words of a phrase. Names are found with any separator.
        let words = Scope { names: false, ..scope };
        each_reading(FileKind::Text, spaced(path).as_bytes(), |text| {
            self.search(text, words, &mut collector);
        });
        let binary = kind == FileKind::Binary;
        let json = path.rsplit_once('.').is_some_and(|(_, extension)| extension == "json");
        let scope = Scope { view: self.view, strictness: Strictness::Text, binary, json, names: true };
        let comment = each_reading(kind, bytes, |text| self.search(text, scope, &mut collector));
        if comment && kind == FileKind::Html {
            collector.add(HitRule::Comment, None, None, false);
        }
        collector.hits.sort_unstable();
        collector.hits
    }

    fn search(&self, text: &str, scope: Scope, collector: &mut HitCollector<'_>) {
        let Search { found, leaked, .. } = self.walk(text, scope);
        for (rule, source, _) in leaked {
            collector.add(rule, Some(source), None, false);
        }
        for hit in found {
            let own = hit.rule == HitRule::Customer && self.internal.secrets.is_own(text, &hit, self.view);
            if !own
                && !collector.contains(hit.rule, hit.source, hit.pattern)
                && !self.released.allows(text, &hit)
            {
                collector.add(hit.rule, hit.source, hit.pattern, hit.common);
            }
        }
    }

    /// Returns every range of a source text that contains what a hit is about.
    #[must_use]
    pub fn ranges(&self, text: &str, hit: &Hit) -> Vec<Range<usize>> {
        let scope =
            Scope { view: self.view, strictness: Strictness::Text, binary: false, json: false, names: true };
        let Search { found, leaked, .. } = self.walk(text, scope);
        let same_file = |source: &SourceOffset| hit.source.is_some_and(|own| own.source == source.source);
        let phrases = leaked.into_iter().filter(|(rule, source, _)| *rule == hit.rule && same_file(source));
        let phrases = phrases.map(|(_, _, start)| start..text.len());
        let names = found.into_iter().filter(|found| {
            (found.rule, found.source, found.pattern) == (hit.rule, hit.source, hit.pattern)
                && !self.released.allows(text, found)
        });
        names.map(|found| found.start..found.end).chain(phrases).collect()
    }

    fn walk<'s>(&'s self, text: &'s str, scope: Scope) -> Search<'s, 'g> {
        let mut search = Search {
            gate: self,
            text,
            scope,
            window: Window::default(),
            pending: [(0, 0); BATCH],
            count: 0,
            found: Vec::new(),
            leaked: Vec::new(),
        };
        walk(text, &mut search);
        search.look_up();
        if scope.names {
            self.internal.secrets.in_text(text, scope, &mut search.found);
        }
        search
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
    leaked: Vec<(HitRule, SourceOffset, usize)>,
}

impl Search<'_, '_> {
    /// Looks up the pending phrases. In a batch, the waits for memory overlap.
    #[inline]
    fn look_up(&mut self) {
        let Gate { internal, released, .. } = self.gate;
        let withholds = released.withholds();
        for &(hash, start) in self.pending.iter().take(self.count) {
            if internal.phrases.may_contain(hash)
                && !released.contains(hash)
                && let Some(source) = internal.phrases.find(hash, self.text, start)
            {
                self.leaked.push((HitRule::InternalText, source, start));
            }
            if withholds && let Some(source) = released.withheld(hash, self.text, start) {
                self.leaked.push((HitRule::WithheldText, source, start));
            }
        }
        self.count = 0;
    }
}

impl Visitor for Search<'_, '_> {
    #[inline]
    fn run(&mut self, run: Token) {
        if self.scope.names {
            self.gate.internal.secrets.at_run(self.text, run, self.scope, &mut self.found);
        }
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
    seen: FxHashSet<(HitRule, Option<SourceOffset>, Option<usize>)>,
}

impl HitCollector<'_> {
    fn contains(&self, rule: HitRule, source: Option<SourceOffset>, pattern: Option<usize>) -> bool {
        self.seen.contains(&(rule, source, pattern))
    }

    fn add(&mut self, rule: HitRule, source: Option<SourceOffset>, pattern: Option<usize>, common: bool) {
        let whole_file = source
            .filter(|_| matches!(rule, HitRule::InternalText | HitRule::WithheldText))
            .map(|place| SourceOffset { offset: 0, ..place });
        if self.seen.insert((rule, whole_file.or(source), pattern)) {
            self.hits.push(Hit { rule, output_path: self.path.to_owned(), source, pattern, common });
        }
    }
}
