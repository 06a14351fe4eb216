//! The first half of a build: loads and checks the content.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::downgrade::downgrade;
use super::gate_input::forbid_patterns;
use super::transformation::Transformation;
use super::{Clock, ClockSource, Failed, Reason};
use crate::check::{Checker, Verdict, fixed_ids, judge, likely_repeat_findings};
use crate::content::{Content, Loader};
use crate::diagnostics::{Findings, Severity, rules};
use crate::release::{Audience, Site, release};
use crate::source::Snapshot;

/// The settings of a build.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The clock that determines what is published.
    pub clock: Clock,
    /// Whether to judge as `check` does: errors in timelines and internal post-mortems fail the build, and the wording of
    /// texts and ids that are not written down are reported.
    pub strict_internal: bool,
    /// Whether warnings fail the build.
    pub strict: bool,
    /// Whether another machine has judged the approvals of this exact content.
    pub judged_elsewhere: bool,
}

/// Content without errors.
#[derive(Debug)]
pub struct Examined {
    /// The records.
    pub content: Arc<Content>,
    /// The verdict on their approvals.
    pub verdict: Verdict,
    /// Warnings, in no particular order.
    pub findings: Findings,
    /// The time that is now, UTC.
    pub now: DateTime<Utc>,
    /// Where that time comes from.
    pub clock: ClockSource,
}

/// Loads and checks the records of a snapshot. `found` are the findings about the files themselves.
///
/// # Errors
///
/// Fails if there are errors, and with `settings.strict` also if there are warnings.
pub fn examine(snapshot: &Snapshot, found: Findings, settings: Settings) -> Result<Examined, Failed> {
    Examiner::default().examine(snapshot, found, settings)
}

/// Loads and checks, and reuses the records and findings of files that have not changed.
#[derive(Debug, Default)]
pub(super) struct Examiner {
    loader: Loader,
    checker: Checker,
}

impl Examiner {
    /// Does the same as [`examine()`].
    pub(super) fn examine(
        &mut self,
        snapshot: &Snapshot,
        found: Findings,
        settings: Settings,
    ) -> Result<Examined, Failed> {
        let mut findings = found;
        let (content, unreadable) = self.loader.load(snapshot);
        findings.extend(unreadable);
        // Approvals are judged on all content: nothing that is left out below can make one unnecessary.
        let verdict = if settings.judged_elsewhere {
            Verdict::elsewhere()
        } else {
            let (verdict, judged) = judge(&content, snapshot, settings.clock.not_later_than(&content.public));
            findings.extend(judged);
            verdict
        };
        let content = Transformation::of_clock(settings.clock).apply(content);
        let (now, clock) = settings.clock.read(&content.public);
        findings.extend(self.checker.check(&content, snapshot, now));
        if settings.strict_internal {
            findings.extend(likely_repeat_findings(&content));
        }
        findings.extend(forbid_patterns(&content.public).1);
        if let Some(site) = &content.public.site {
            findings.retain(|finding| !site.turns_off(finding.rule));
        }
        if !settings.strict_internal {
            findings.retain(|finding| !rules::is_only_for_check(finding.rule));
            downgrade(&mut findings, snapshot, &content.public);
        } else if !findings.has_errors() {
            // Errors come first: the ids of wrong content may be wrong too.
            findings.extend(fixed_ids(&content.public));
        }
        if findings.has_errors() {
            return Err(failed(findings, snapshot, Reason::Content));
        }
        if settings.strict && findings.count(Severity::Warning) > 0 {
            return Err(failed(findings, snapshot, Reason::Warnings));
        }
        Ok(Examined { content: Arc::new(content), verdict, findings, now, clock })
    }
}

/// Makes a failure of findings, and sorts them.
pub(super) fn failed(mut findings: Findings, snapshot: &Snapshot, reason: Reason) -> Failed {
    findings.sort(snapshot);
    Failed { findings, reason }
}

impl Examined {
    /// Returns the site that the public may see. `None` only for content with errors that [`examine()`] reports.
    #[must_use]
    pub fn public_site(&self) -> Option<Site> {
        release(&self.content.public, &Audience::public(), self.now, &self.verdict).ok()
    }
}
