//! The gate itself: reads outputs and collects hits.

use super::concatenation::Concatenations;
use super::file_kind::FileKind;
use super::filter::Filter;
use super::hit::{Hit, HitRule, SourceOffset};
use super::input::{Input, InternalText, ViewId};
use super::needle::{Needle, Strictness, runs};
use super::phrases::Phrases;
use super::readings::each_reading;
use super::secrets::{Found, Scope, Secrets};
use super::window::{WORDS, Window, first_hashes};
use super::words::{Span, Visitor, walk};
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;
use std::sync::OnceLock;

/// How many phrases of an output are looked up together.
const TOGETHER: usize = 16;

/// Reads outputs against one [`Watch`]. Built once a build, then shared by all threads.
#[derive(Debug)]
pub struct Gate<'a> {
    phrases: Phrases,
    secrets: Secrets,
    /// All released texts; none in a gate that was kept.
    released: Option<Vec<&'a str>>,
    /// Built at the first candidate, which most builds never have.
    concatenations: OnceLock<Concatenations>,
    allowed: Vec<Allowed>,
}

/// What came of reading an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Everything that must not stand in it or in its path, sorted; each source at most once a rule.
    pub hits: Vec<Hit>,
    /// Whether six words of an internal file stand in it and are excused by how released texts begin and end. If
    /// one of those texts goes, the output has to be read again.
    pub excused: bool,
}

/// What changed since a gate was built.
#[derive(Debug, Default)]
pub struct Change<'a> {
    /// Internal files that are new, or have another text.
    pub internal: Vec<InternalText>,
    /// Texts that were not released before.
    pub released: Vec<&'a str>,
    /// Texts that are not released any more.
    pub withdrawn: Vec<&'a str>,
}

/// Phrases that are sought and were not before.
#[derive(Debug)]
pub struct Newly {
    sorted: Vec<u64>,
    filter: Filter,
}

/// A text of `[[gate.allow]]`, and how far before a hit it may begin, in bytes.
#[derive(Debug)]
struct Allowed {
    needle: Needle,
    reach: usize,
}

impl<'a> Gate<'a> {
    /// Builds the indexes, in parallel. Fails only if the literals of `forbid` are too many to be searched.
    pub fn new(watch: &Input<'a>) -> Result<Self, aho_corasick::BuildError> {
        let released: Vec<&str> = watch.released.iter().chain(&watch.allow).copied().collect();
        let allowed = watch.allow.iter().filter_map(|text| {
            Some(Allowed { needle: Needle::new(text, true)?, reach: 4 * text.len() + 64 })
        });
        Ok(Self {
            phrases: Phrases::new(&watch.internal, &released),
            secrets: Secrets::new(&watch.names, &watch.forbid)?,
            allowed: allowed.collect(),
            concatenations: OnceLock::new(),
            released: Some(released),
        })
    }

    /// Everything that must not stand in this public output or in its path, sorted; each source at most once a rule.
    #[must_use]
    pub fn inspect(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.verdict(None, path, bytes).hits
    }

    /// The same, with what is needed to know whether it will have to be read again.
    #[must_use]
    pub fn examine(&self, path: &str, bytes: &[u8]) -> Verdict {
        self.verdict(None, path, bytes)
    }

    /// The gate without the texts of others, to be changed and used again. What it then takes for a hit may be none,
    /// because it forgets no internal file; what it passes, a new gate would pass.
    #[must_use]
    pub fn keep(self) -> Gate<'static> {
        Gate { released: None, ..self }
    }

    /// Follows a change of what is internal and what is released. Names, forbidden patterns and allowed texts must
    /// be the same. `all` gives all texts that are released now.
    pub fn follow<'t>(&mut self, change: &Change<'_>, all: impl FnOnce() -> Vec<&'t str>) -> Newly {
        let mut sorted = self.phrases.recount(&change.released, &change.withdrawn);
        if let Some(concatenations) = self.concatenations.get_mut() {
            change.released.iter().for_each(|text| concatenations.add(text));
            change.withdrawn.iter().for_each(|text| concatenations.remove(text));
        }
        sorted.extend(self.phrases.learn(&change.internal, all));
        sorted.sort_unstable();
        Newly { filter: Filter::of(sorted.iter().copied()), sorted }
    }

    /// The same for an output of a customer's view, before it is sealed.
    #[must_use]
    pub fn inspect_in(&self, view: ViewId, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.verdict(Some(view), path, bytes).hits
    }

    fn verdict(&self, view: Option<ViewId>, path: &str, bytes: &[u8]) -> Verdict {
        let kind = FileKind::of(path);
        let mut report = Report { path, hits: Vec::new(), excused: false, seen: FxHashSet::default() };
        if kind == FileKind::Unknown {
            report.add(HitRule::FileType, None, None);
        }
        let scope = Scope { view, strictness: Strictness::Path, binary: false };
        for path in [path, &spaced(path)] {
            each_reading(FileKind::Text, path.as_bytes(), |text| self.read(text, scope, &mut report));
        }
        let scope = Scope { view, strictness: Strictness::Text, binary: kind == FileKind::Binary };
        let comment = each_reading(kind, bytes, |text| self.read(text, scope, &mut report));
        if comment && kind == FileKind::Html {
            report.add(HitRule::Comment, None, None);
        }
        report.hits.sort_unstable();
        Verdict { hits: report.hits, excused: report.excused }
    }

    fn read(&self, text: &str, scope: Scope, report: &mut Report<'_>) {
        let mut reading = Reading {
            gate: self,
            text,
            scope,
            window: Window::default(),
            waiting: [(0, 0); TOGETHER],
            count: 0,
            found: Vec::new(),
            leaked: Vec::new(),
            excused: false,
        };
        walk(text, &mut reading);
        reading.look_up();
        let Reading { mut found, leaked, excused, .. } = reading;
        report.excused |= excused;
        self.secrets.in_text(text, scope, &mut found);
        for place in leaked {
            report.add(HitRule::InternalText, Some(place), None);
        }
        for hit in found {
            if !report.knows(hit.rule, hit.source, hit.pattern) && !self.is_allowed(text, &hit) {
                report.add(hit.rule, hit.source, hit.pattern);
            }
        }
    }

    /// Whether the hit lies within a whole-word occurrence of an allowed text.
    fn is_allowed(&self, text: &str, hit: &Found) -> bool {
        self.allowed.iter().any(|allowed| {
            let from = text.floor_char_boundary(hit.start.saturating_sub(allowed.reach));
            let before = text.get(from..hit.end).unwrap_or_default();
            // A run that is cut at the edge of the reach begins too far away to cover the hit.
            runs(before).iter().map(|run| from + run.start).filter(|&start| start <= hit.start).any(|start| {
                allowed.needle.end_at(text, start, Strictness::Text).is_some_and(|end| end >= hit.end)
            })
        })
    }

    /// Whether the words are nothing but released texts side by side. A kept gate that was never asked before does
    /// not know.
    fn is_released(&self, words: &[u64; WORDS]) -> bool {
        let concatenations = match &self.released {
            Some(released) => {
                Some(self.concatenations.get_or_init(|| Concatenations::new(released.iter().copied())))
            }
            None => self.concatenations.get(),
        };
        concatenations.is_some_and(|concatenations| concatenations.explain(words))
    }
}

impl Newly {
    /// Whether there is nothing that was not sought before.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Whether one of the phrases may stand in an output or in its path. Only hashes are compared.
    #[must_use]
    pub fn may_stand_in(&self, path: &str, bytes: &[u8]) -> bool {
        let mut stands = false;
        let mut read = |text: &str| stands |= self.may_stand_in_text(text);
        for path in [path, &spaced(path)] {
            each_reading(FileKind::Text, path.as_bytes(), &mut read);
        }
        each_reading(FileKind::of(path), bytes, &mut read);
        stands
    }

    fn may_stand_in_text(&self, text: &str) -> bool {
        struct Seek<'n> {
            newly: &'n Newly,
            window: Window,
            found: bool,
        }
        impl Visitor for Seek<'_> {
            #[inline]
            fn word(&mut self, word: Span) -> ControlFlow<()> {
                match self.window.push(word) {
                    Some((hash, _)) if self.newly.filter.may_hold(hash) && self.newly.holds(hash) => {
                        self.found = true;
                        ControlFlow::Break(())
                    }
                    _ => ControlFlow::Continue(()),
                }
            }
        }
        let mut seek = Seek { newly: self, window: Window::default(), found: false };
        walk(text, &mut seek);
        seek.found
    }

    fn holds(&self, hash: u64) -> bool {
        self.sorted.binary_search(&hash).is_ok()
    }
}

/// A path as words.
fn spaced(path: &str) -> String {
    path.replace(['-', '_', '/'], " ")
}

/// One walk over one reading of an output.
struct Reading<'g, 'a, 't> {
    gate: &'g Gate<'a>,
    text: &'t str,
    scope: Scope,
    window: Window,
    /// Hash and beginning of each phrase that was not looked up yet.
    waiting: [(u64, usize); TOGETHER],
    count: usize,
    found: Vec<Found>,
    leaked: Vec<SourceOffset>,
    excused: bool,
}

impl Reading<'_, '_, '_> {
    /// Looks up the phrases that wait. What is asked of memory side by side is waited for only once.
    #[inline]
    fn look_up(&mut self) {
        for &(hash, start) in self.waiting.iter().take(self.count) {
            if let Some(place) = self.gate.phrases.find(hash, self.text, start) {
                if self.gate.is_released(&first_hashes(self.text.get(start..).unwrap_or_default())) {
                    self.excused = true;
                } else {
                    self.leaked.push(place);
                }
            }
        }
        self.count = 0;
    }
}

impl Visitor for Reading<'_, '_, '_> {
    #[inline]
    fn run(&mut self, run: Span) {
        self.gate.secrets.at_run(self.text, run, self.scope, &mut self.found);
    }

    #[inline]
    fn word(&mut self, word: Span) -> ControlFlow<()> {
        if let Some(phrase) = self.window.push(word) {
            self.waiting[self.count] = phrase;
            self.count += 1;
            if self.count == TOGETHER {
                self.look_up();
            }
        }
        ControlFlow::Continue(())
    }
}

/// The hits of one output. A leak of a whole file is one hit, not one for every word.
struct Report<'p> {
    path: &'p str,
    hits: Vec<Hit>,
    excused: bool,
    seen: FxHashSet<(HitRule, Option<SourceOffset>, Option<usize>)>,
}

impl Report<'_> {
    fn knows(&self, rule: HitRule, source: Option<SourceOffset>, pattern: Option<usize>) -> bool {
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
