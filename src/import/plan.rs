//! What an import is about to do, as data: the files and the notes. Nothing here touches the disk.

use chrono::{DateTime, Utc};

use super::report::Report;

/// The only planned file that is written once and never again: people make the site's settings their own.
pub(super) const SITE_FILE: &str = "content/site.toml";

/// A file that somebody exported or downloaded, already read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What messages call it, usually its path.
    pub name: String,
    /// Everything in it.
    pub text: String,
}

/// Everything that an import would write, and everything worth knowing before it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Sorted by path; no two share one.
    pub files: Vec<PlannedFile>,
    /// Decisions taken and things that found no place, in the order in which they were met.
    pub notes: Vec<Note>,
    /// Since when approvals must be used for the plan to build, UTC: what was published before needs none. A
    /// `site.toml` that the plan writes says so; one that is somebody's has to.
    pub approvals_since: Option<DateTime<Utc>>,
}

/// One content file to write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlannedFile {
    /// Relative to the project's root, with `/`: `content/components/api.md`.
    pub path: String,
    /// The whole file; ends with one newline.
    pub text: String,
}

/// One decision, or one thing that could not be carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about: a planned file, an id, an input or a kind of thing.
    pub subject: String,
    /// Plain words, lower-case, no full stop.
    pub message: String,
}

/// Collects notes while a plan is made.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Note>);

impl Plan {
    /// What the settings of the site have to say and this plan could not write, after it was applied.
    #[must_use]
    pub fn settings_to_add(&self, report: &Report) -> Option<String> {
        let since = self.approvals_since?;
        let is_there = |path: &String| path == SITE_FILE;
        if report.written.iter().chain(&report.unchanged).any(is_there) {
            return None;
        }
        let since = since.format("%Y-%m-%dT%H:%M:%SZ");
        Some(format!(
            "{SITE_FILE}: post-mortems that were published before need no approval here if `[approval]` says \
             `since = {since}` or later; see that it does"
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
