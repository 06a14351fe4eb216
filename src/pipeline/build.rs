//! The whole build of the public site, from files that were read to outputs that passed the gate.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::cache::Cache;
use super::examine::failed;
use super::publish::{Published, publish};
use super::transformation::Transformation;
use super::{BuildInputs, ClockSource, Examined, Failed, Reason, Settings, examine};
use crate::artifact::Artifact;
use crate::check::Verdict;
use crate::content::Content;
use crate::diagnostics::{Findings, Severity};
use crate::release::{Audience, Site};
use crate::source::{Snapshot, SourceFile};

/// A site that may be written.
#[derive(Debug)]
pub struct Built {
    /// The files of the public site.
    pub outputs: Vec<Arc<Artifact>>,
    /// Warnings, sorted.
    pub findings: Findings,
    /// The next time at which the output changes by itself, UTC.
    pub next_change: Option<DateTime<Utc>>,
    /// The time that the site shows, UTC.
    pub now: DateTime<Utc>,
    /// Where that time comes from.
    pub clock: ClockSource,
    /// The records that the site was built from.
    pub content: Arc<Content>,
    /// The verdict on their approvals.
    pub verdict: Verdict,
    /// What was released of them.
    pub site: Site,
    /// What was done to the content after loading it.
    pub(super) transformation: Transformation,
    /// The internal files that are not part of the snapshot and whose words must not be published either.
    pub(super) withheld: Vec<SourceFile>,
}

/// Builds the public site of a snapshot in memory. `found` are the findings about the files themselves.
///
/// # Errors
///
/// Fails if the content or the theme has errors, if the gate refuses an output, and with `settings.strict` also if
/// there are warnings.
pub fn build(snapshot: &Snapshot, found: Findings, settings: Settings) -> Result<Built, Failed> {
    build_withholding(snapshot, found, settings, &[])
}

/// Builds the public site as [`build()`] does, and keeps in `cache` what publishing views can reuse.
///
/// # Errors
///
/// Fails as [`build()`] does.
pub fn build_with(
    snapshot: &Snapshot,
    found: Findings,
    settings: Settings,
    cache: &mut Cache,
) -> Result<Built, Failed> {
    rayon::scope(|_| {
        let examined = examine(snapshot, found, settings)?;
        build_examined((snapshot, &[]), examined, settings, cache)
    })
}

/// Builds a snapshot while withholding internal files that are not part of it. They have no influence on the site, but
/// the gate searches for their words too.
pub(super) fn build_withholding(
    snapshot: &Snapshot,
    found: Findings,
    settings: Settings,
    withheld: &[&SourceFile],
) -> Result<Built, Failed> {
    // Runs the sequential parts on a thread of the pool, whose allocator can then reuse what that thread has freed.
    rayon::scope(|_| {
        let examined = examine(snapshot, found, settings)?;
        build_examined((snapshot, withheld), examined, settings, &mut Cache::default())
    })
}

/// Publishes examined content for the public. The cache makes no difference to the result.
pub(super) fn build_examined(
    (snapshot, withheld): (&Snapshot, &[&SourceFile]),
    examined: Examined,
    settings: Settings,
    cache: &mut Cache,
) -> Result<Built, Failed> {
    let Examined { content, verdict, mut findings, now, clock } = examined;
    let transformation = Transformation::of_clock(settings.clock);
    let inputs =
        BuildInputs::new(snapshot, &content, &verdict).withhold(withheld).transformed(transformation);
    match publish(&content.public, &Audience::public(), None, now, &inputs, cache) {
        Ok(Published { outputs, site, warnings }) => {
            findings.extend(warnings);
            if settings.strict && findings.count(Severity::Warning) > 0 {
                return Err(failed(findings, snapshot, Reason::Warnings));
            }
            findings.sort(snapshot);
            let withheld = withheld.iter().copied().cloned().collect();
            let next_change = site.next_change;
            drop(inputs);
            Ok(Built {
                outputs,
                findings,
                next_change,
                now,
                clock,
                content,
                verdict,
                site,
                transformation,
                withheld,
            })
        }
        Err(refusal) => {
            findings.extend(refusal.findings);
            Err(failed(findings, snapshot, refusal.reason))
        }
    }
}
