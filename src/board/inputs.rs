//! What the site for colleagues is made from.

use chrono::{DateTime, Utc};

use crate::check::Verdict;
use crate::content::Content;
use crate::diagnostics::Findings;
use crate::pipeline::Built;
use crate::release::Site;
use crate::source::Snapshot;

/// What the site for colleagues is made from.
#[derive(Clone, Copy, Debug)]
pub struct BoardInputs<'a> {
    /// The records.
    pub content: &'a Content,
    /// The files that they were read from.
    pub snapshot: &'a Snapshot,
    /// What is wrong with the files.
    pub findings: &'a Findings,
    /// The verdict on approvals, without which nothing is released.
    pub verdict: &'a Verdict,
    /// What was released to the public.
    pub public: &'a Site,
    /// The time, UTC.
    pub now: DateTime<Utc>,
}

impl<'a> BoardInputs<'a> {
    /// Takes everything from a finished build of the files in `snapshot`.
    #[must_use]
    pub fn of(built: &'a Built, snapshot: &'a Snapshot) -> Self {
        Self {
            content: &built.content,
            snapshot,
            findings: &built.findings,
            verdict: &built.verdict,
            public: &built.site,
            now: built.now,
        }
    }
}
