//! What a publisher reports, as data.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::cause::Cause;
use crate::diagnostics::Findings;
use crate::output::SiteReport;
use crate::pipeline::ClockSource;
use crate::source::Snapshot;

/// Something that happened while publishing.
#[derive(Debug)]
pub enum Event {
    /// Something that the user should know.
    Note(String),
    /// The clock does not run, because this sets it. Reported when it changes.
    ClockSet(ClockSource),
    /// The findings differ from those of the previous build.
    Findings {
        /// All findings, sorted.
        all: Findings,
        /// The errors, and the warnings that the previous build did not have.
        new: Findings,
        /// The files that the findings are about.
        snapshot: Arc<Snapshot>,
    },
    /// A site was built and written.
    Published {
        /// Why the build ran.
        cause: Cause,
        /// What was written.
        report: SiteReport,
        /// When the output changes next without any change of a file, UTC.
        next_change: Option<DateTime<Utc>>,
        /// Whether the previous build had failed.
        recovered: bool,
        /// The time from the end of the scan to the last written file.
        took: Duration,
    },
    /// Nothing was written, or not everything.
    Failed {
        /// Why the build ran.
        cause: Cause,
        /// Why it failed.
        failure: Failure,
        /// When the publisher retries on its own, if it could not write.
        retry: Option<Duration>,
    },
    /// The program was asked to end.
    Stopped,
}

/// Why nothing was written, or not everything.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The reason.
    pub reason: FailureReason,
    /// The number of errors in the content.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of content files that were read.
    pub files: usize,
}

/// What prevented publishing.
#[derive(Clone, Debug)]
pub enum FailureReason {
    /// Errors in the content.
    Content,
    /// Warnings, which count as errors.
    Warnings,
    /// The gate refused these outputs. Paths that would themselves reveal something are left out.
    Gate(Vec<String>),
    /// Another build holds the lock.
    Locked,
    /// The keys of the customers' views cannot be read; the message says why.
    Keys(String),
    /// The output folder cannot be written; the message says why.
    Output(String),
}

impl Failure {
    /// A failure to write content that has no errors.
    pub(super) const fn write(reason: FailureReason) -> Self {
        Self { reason, errors: 0, warnings: 0, files: 0 }
    }

    /// Whether this is the same failure as `other`. The message may differ: a full disk fails at another file each
    /// time.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        std::mem::discriminant(&self.reason) == std::mem::discriminant(&other.reason)
            && (self.errors, self.warnings) == (other.errors, other.warnings)
    }
}
