//! The whole build, from files that were read to outputs that passed the gate.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::examine::failed;
use super::{ClockSource, Examined, Failed, Published, Publisher, Reason, Settings, examine};
use crate::artifact::Artifact;
use crate::content::Content;
use crate::diagnostics::{Findings, Severity};
use crate::release::Site;
use crate::source::{Snapshot, SourceFile};

/// A site that may be written.
#[derive(Debug)]
pub struct Built {
    /// The files of the public site.
    pub outputs: Vec<Arc<Artifact>>,
    /// Warnings, sorted.
    pub findings: Findings,
    /// When the output changes by itself next, UTC.
    pub next_change: Option<DateTime<Utc>>,
    /// The moment that the site shows, UTC.
    pub now: DateTime<Utc>,
    /// Who said what time it is.
    pub clock: ClockSource,
    /// The records that it was made of.
    pub content: Arc<Content>,
    /// What of them was released.
    pub site: Site,
}

/// Builds the public site of a snapshot in memory. `found` is what was wrong with the files as such.
pub fn build(snapshot: &Snapshot, found: Findings, settings: Settings) -> Result<Built, Failed> {
    build_beside(snapshot, found, settings, &[])
}

/// Builds a snapshot beside which there are internal files that are no part of it. They have no say in anything, but
/// the gate lets none of their words out.
pub(super) fn build_beside(
    snapshot: &Snapshot,
    found: Findings,
    settings: Settings,
    beside: &[&SourceFile],
) -> Result<Built, Failed> {
    // What is done by one thread is done by one of those that do the rest: it finds in its own memory what was freed.
    rayon::scope(|_| {
        let examined = examine(snapshot, found, settings)?;
        finish((snapshot, beside), examined, settings, &mut Publisher::default())
    })
}

/// Publishes what was examined, with a publisher that may remember an earlier build. It gives the same as an empty
/// one.
pub(super) fn finish(
    (snapshot, beside): (&Snapshot, &[&SourceFile]),
    mut examined: Examined,
    settings: Settings,
    publisher: &mut Publisher,
) -> Result<Built, Failed> {
    match publisher.publish((snapshot, beside), &examined) {
        Ok(Published { outputs, site, unwise }) => {
            let Examined { content, mut findings, now, clock, .. } = examined;
            findings.extend(unwise);
            if settings.strict && findings.count(Severity::Warning) > 0 {
                return Err(failed(findings, snapshot, Reason::Warnings));
            }
            findings.sort(snapshot);
            Ok(Built { outputs, findings, next_change: site.next_change, now, clock, content, site })
        }
        Err((found, reason)) => {
            examined.findings.extend(found);
            Err(failed(examined.findings, snapshot, reason))
        }
    }
}
