//! The first half of a build: everything that is known before anything is rendered.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::demote::demote;
use super::watchlist::forbidden;
use super::{Clock, ClockSource, Failed, Reason};
use crate::check::Checker;
use crate::content::{self, Content, Loader};
use crate::diagnostics::{Findings, Severity};
use crate::gate::ForbidPattern;
use crate::release::{Audience, Site, release};
use crate::source::Snapshot;

/// How to build.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The moment that is now.
    pub clock: Clock,
    /// Whether errors in timelines and internal post-mortems stop the build: they do in `check`.
    pub working_papers_count: bool,
    /// Whether warnings stop the build.
    pub strict: bool,
}

/// Content that was read, judged and found fit to publish.
#[derive(Debug)]
pub struct Examined {
    /// The records.
    pub content: Arc<Content>,
    /// Warnings, in no order yet.
    pub findings: Findings,
    /// The moment that is now, UTC.
    pub now: DateTime<Utc>,
    /// Who said so.
    pub clock: ClockSource,
    pub(super) forbid: Vec<ForbidPattern>,
}

/// Reads the records of a snapshot and judges them. `found` is what was wrong with the files as such.
pub fn examine(snapshot: &Snapshot, found: Findings, settings: Settings) -> Result<Examined, Failed> {
    Examiner::default().examine(snapshot, found, settings)
}

/// Reads and judges, and remembers what it read and judged.
#[derive(Debug, Default)]
pub(super) struct Examiner {
    loader: Loader,
    checker: Checker,
}

impl Examiner {
    /// As [`examine`] does.
    pub(super) fn examine(
        &mut self,
        snapshot: &Snapshot,
        found: Findings,
        settings: Settings,
    ) -> Result<Examined, Failed> {
        let mut findings = found;
        let (mut content, unreadable) = self.loader.load(snapshot);
        findings.extend(unreadable);
        if let Clock::AsOf(instant) = settings.clock {
            content = content::as_of(content, instant);
        }
        let (now, clock) = settings.clock.read(&content.public);
        findings.extend(self.checker.check(&content, snapshot, now));
        let (forbid, bad_patterns) = forbidden(&content.public);
        findings.extend(bad_patterns);
        if !settings.working_papers_count {
            demote(&mut findings, snapshot, &content.public);
        }
        if findings.has_errors() {
            return Err(failed(findings, snapshot, Reason::Content));
        }
        if settings.strict && findings.count(Severity::Warning) > 0 {
            return Err(failed(findings, snapshot, Reason::Warnings));
        }
        Ok(Examined { content: Arc::new(content), findings, now, clock, forbid })
    }
}

/// Sorts what was found and says what it means.
pub(super) fn failed(mut findings: Findings, snapshot: &Snapshot, reason: Reason) -> Failed {
    findings.sort(snapshot);
    Failed { findings, reason }
}

impl Examined {
    /// What the public may see; `None` only without a `site.toml`, which is an error before it comes to this.
    #[must_use]
    pub fn public_site(&self) -> Option<Site> {
        release(&self.content.public, &Audience::public(), self.now)
    }
}
