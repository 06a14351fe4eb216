//! The gate itself: reads outputs and collects hits.

use super::file_kind::FileKind;
use super::hit::{Hit, HitRule, Place};
use super::joints::Joints;
use super::phrases::Phrases;
use super::readings::each_reading;
use super::secrets::{Found, Scope, Secrets};
use super::sought::{Sought, Strictness, runs};
use super::watch::{ViewId, Watch};
use super::window::Window;
use super::words::{Span, Visitor, walk};
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;
use std::sync::OnceLock;

/// Reads outputs against one [`Watch`]. Built once a build, then shared by all threads.
#[derive(Debug)]
pub struct Gate<'a> {
    phrases: Phrases<'a>,
    secrets: Secrets,
    released: Vec<&'a str>,
    /// Built at the first candidate, which most builds never have.
    joints: OnceLock<Joints>,
    allowed: Vec<Allowed>,
}

/// A text of `[[gate.allow]]`, and how far before a hit it may begin, in bytes.
#[derive(Debug)]
struct Allowed {
    sought: Sought,
    reach: usize,
}

impl<'a> Gate<'a> {
    /// Builds the indexes, in parallel. Fails only if the literals of `forbid` are too many to be searched.
    pub fn new(watch: &Watch<'a>) -> Result<Self, aho_corasick::BuildError> {
        let released: Vec<&str> = watch.released.iter().chain(&watch.allow).copied().collect();
        let allowed = watch.allow.iter().filter_map(|text| {
            Some(Allowed { sought: Sought::new(text, true)?, reach: 4 * text.len() + 64 })
        });
        Ok(Self {
            phrases: Phrases::new(&watch.internal, &released),
            secrets: Secrets::new(&watch.names, &watch.forbid)?,
            allowed: allowed.collect(),
            joints: OnceLock::new(),
            released,
        })
    }

    /// Everything that must not stand in this public output or in its path, sorted; each source at most once a rule.
    #[must_use]
    pub fn inspect(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.inspect_for(None, path, bytes)
    }

    /// The same for an output of a customer's view, before it is sealed.
    #[must_use]
    pub fn inspect_in(&self, view: ViewId, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.inspect_for(Some(view), path, bytes)
    }

    fn inspect_for(&self, view: Option<ViewId>, path: &str, bytes: &[u8]) -> Vec<Hit> {
        let kind = FileKind::of(path);
        let mut report = Report { path, hits: Vec::new(), seen: FxHashSet::default() };
        if kind == FileKind::Unknown {
            report.add(HitRule::FileType, None, None);
        }
        let scope = Scope { view, strictness: Strictness::Path, binary: false };
        let spaced = path.replace(['-', '_', '/'], " ");
        for path in [path, &spaced] {
            each_reading(FileKind::Text, path.as_bytes(), |text| self.read(text, scope, &mut report));
        }
        let scope = Scope { view, strictness: Strictness::Text, binary: kind == FileKind::Binary };
        let comment = each_reading(kind, bytes, |text| self.read(text, scope, &mut report));
        if comment && kind == FileKind::Html {
            report.add(HitRule::Comment, None, None);
        }
        report.hits.sort_unstable();
        report.hits
    }

    fn read(&self, text: &str, scope: Scope, report: &mut Report<'_>) {
        let mut reading = Reading {
            gate: self,
            text,
            scope,
            window: Window::default(),
            found: Vec::new(),
            leaked: Vec::new(),
        };
        walk(text, &mut reading);
        let Reading { mut found, leaked, .. } = reading;
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
                allowed.sought.end_at(text, start, Strictness::Text).is_some_and(|end| end >= hit.end)
            })
        })
    }

    fn is_released(&self, words: &Window) -> bool {
        self.joints.get_or_init(|| Joints::new(self.released.iter().copied())).explain(&words.hashes())
    }
}

/// One walk over one reading of an output.
struct Reading<'g, 'a, 't> {
    gate: &'g Gate<'a>,
    text: &'t str,
    scope: Scope,
    window: Window,
    found: Vec<Found>,
    leaked: Vec<Place>,
}

impl Visitor for Reading<'_, '_, '_> {
    #[inline]
    fn run(&mut self, run: Span) {
        self.gate.secrets.at_run(self.text, run, self.scope, &mut self.found);
    }

    #[inline]
    fn word(&mut self, word: Span) -> ControlFlow<()> {
        if let Some((hash, start)) = self.window.push(word)
            && let Some(place) = self.gate.phrases.find(hash, self.text, start)
            && !self.gate.is_released(&self.window)
        {
            self.leaked.push(place);
        }
        ControlFlow::Continue(())
    }
}

/// The hits of one output. A leak of a whole file is one hit, not one for every word.
struct Report<'p> {
    path: &'p str,
    hits: Vec<Hit>,
    seen: FxHashSet<(HitRule, Option<Place>, Option<usize>)>,
}

impl Report<'_> {
    fn knows(&self, rule: HitRule, source: Option<Place>, pattern: Option<usize>) -> bool {
        self.seen.contains(&(rule, source, pattern))
    }

    fn add(&mut self, rule: HitRule, source: Option<Place>, pattern: Option<usize>) {
        let whole_file =
            source.filter(|_| rule == HitRule::InternalText).map(|place| Place { offset: 0, ..place });
        if self.seen.insert((rule, whole_file.or(source), pattern)) {
            self.hits.push(Hit { rule, output_path: self.path.to_owned(), source, pattern });
        }
    }
}
