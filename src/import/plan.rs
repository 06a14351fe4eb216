//! The plan of an import, as data: its inputs, the files to write and the notes. Nothing here touches the disk.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::authoring::{ApplyReport, PlannedFile, SITE_FILE};

/// A file to import, already read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The name in messages, usually its path.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// The files that an import writes, and the decisions behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// Sorted by path; no two share one.
    pub files: Vec<PlannedFile>,
    /// Decisions, and data that could not be carried over, in the order of the input.
    pub notes: Vec<Note>,
    /// The totals, with which the report begins.
    pub summary: Vec<Note>,
    /// The id of the page in the other system, if it has one.
    pub page: Option<String>,
    /// The ids of objects that earlier imports wrote and this input may not have although they still exist, because it is
    /// only a part of the history.
    pub unknown: BTreeSet<String>,
    /// The time since which approvals have to be in use for the plan to build, UTC; anything published before needs
    /// none. The planned `site.toml` has this time. An existing one needs it too.
    pub approvals_since: Option<DateTime<Utc>>,
}

/// A decision, or data that could not be carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The subject: a planned file, an id, an input with its line, or a kind of record.
    pub subject: String,
    /// A sentence in lower case without a full stop.
    pub message: String,
}

/// Collects the notes of a plan.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Note>);

impl ImportPlan {
    /// Returns what the user has to add to existing settings, after the plan was applied.
    #[must_use]
    pub fn settings_to_add(&self, report: &ApplyReport) -> Option<String> {
        let since = self.approvals_since?;
        let is_settings = |path: &String| path == SITE_FILE;
        if report.written.iter().chain(&report.unchanged).any(is_settings) {
            return None;
        }
        let since = since.format("%Y-%m-%dT%H:%M:%SZ");
        Some(format!(
            "{SITE_FILE}: set `[approval] since` to {since} or later, so that the imported post-mortems need no \
             approval"
        ))
    }
}

impl Notes {
    pub(super) fn add(&mut self, subject: impl Into<String>, message: impl Into<String>) {
        self.0.push(Note { subject: subject.into(), message: message.into() });
    }

    pub(super) fn into_vec(self) -> Vec<Note> {
        self.0
    }
}
