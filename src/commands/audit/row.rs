//! One thing that happened, with the commit that says so.

use chrono::{DateTime, Utc};

use crate::git::Signature;
use crate::response::AuditEvent;

/// Somebody in a commit.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The id in `people.toml`, if the identity is that of a known person.
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) email: String,
}

/// One thing that happened.
#[derive(Debug)]
pub(super) struct Row {
    /// When the commit was made, according to the machine that made it, UTC.
    pub(super) at: DateTime<Utc>,
    /// When the change was written, according to the same, UTC.
    pub(super) authored_at: DateTime<Utc>,
    pub(super) event: AuditEvent,
    /// The path, relative to the project.
    pub(super) path: String,
    /// The path before, if the file was renamed.
    pub(super) earlier: Option<String>,
    /// The hash of the commit.
    pub(super) commit: String,
    pub(super) author: Person,
    pub(super) committer: Person,
    pub(super) signature: Option<Signature>,
    /// Whether the commit is in the history of the published ref; `None` without the ref.
    pub(super) in_published_ref: Option<bool>,
}

impl Person {
    /// The id, or else the address.
    pub(super) fn shown(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.email)
    }
}

impl Row {
    pub(super) fn signature(&self) -> &'static str {
        self.signature.map_or("unchecked", Signature::word)
    }
}
