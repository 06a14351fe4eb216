//! What a change of one file means.

use chrono::{DateTime, Utc};

use super::file_state::{Approved, FileState};

/// What happened to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AuditWhat {
    /// The file is new.
    Wrote,
    /// The file has another path.
    Renamed,
    /// The text or a key was changed.
    Edited,
    /// A merge made a version that no side had.
    Merged,
    /// An approval was added.
    Approved,
    /// An approval was removed.
    ApprovalRemoved,
    /// Readers may see the text from the next build on.
    Published,
    /// Readers do not see the text any more from the next build on.
    Withdrew,
    /// The file was deleted.
    Deleted,
}

impl AuditWhat {
    /// Returns the word for it, as it is shown and exported.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wrote => "wrote",
            Self::Renamed => "renamed",
            Self::Edited => "edited",
            Self::Merged => "merged",
            Self::Approved => "approved",
            Self::ApprovalRemoved => "approval removed",
            Self::Published => "published",
            Self::Withdrew => "withdrew",
            Self::Deleted => "deleted",
        }
    }
}

/// Something that happened to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// What.
    pub what: AuditWhat,
    /// More about it in a few words of our own; may be empty. For an approval, the role.
    pub detail: String,
    /// For an approval, who gave it according to the file.
    pub by: Option<String>,
    /// When it happened according to the file, UTC.
    pub claimed_at: Option<DateTime<Utc>>,
}

impl AuditEvent {
    fn new(what: AuditWhat, detail: &str) -> Self {
        Self { what, detail: detail.to_owned(), by: None, claimed_at: None }
    }
}

/// Returns what a change of a file means. `path` is that after the change, and `before` and `after` are its texts; `None` if it
/// did not exist, or is no text. `is_deleted` and `is_merge` say what the commit did.
#[must_use]
pub fn file_events(
    path: &str,
    is_renamed: bool,
    (before, after): (Option<&str>, Option<&str>),
    (is_deleted, is_merge): (bool, bool),
) -> Vec<AuditEvent> {
    let state = |text: Option<&str>| text.map(|text| FileState::read(path, text)).unwrap_or_default();
    let (old, new) = (state(before), state(after));
    if is_merge {
        return vec![AuditEvent::new(AuditWhat::Merged, "the result of a merge differs from every side")];
    }
    let mut events = Vec::new();
    if is_deleted {
        if old.is_public() {
            events.push(AuditEvent::new(AuditWhat::Withdrew, "deleted"));
        }
        events.push(AuditEvent::new(AuditWhat::Deleted, ""));
        return events;
    }
    if is_renamed {
        events.push(AuditEvent::new(AuditWhat::Renamed, ""));
    }
    if before.is_none() && !is_renamed {
        events.push(AuditEvent::new(AuditWhat::Wrote, new.kind()));
    } else if before != after {
        events.extend(edit(&old, &new));
    }
    events.extend(approvals(&old, &new));
    events.extend(publication(&old, &new));
    events
}

/// An edit of what people read; changes of approvals and of the publication are events of their own.
fn edit(old: &FileState, new: &FileState) -> Option<AuditEvent> {
    if !new.is_readable {
        return Some(AuditEvent::new(AuditWhat::Edited, "the file has errors after it"));
    }
    if old.digest != new.digest || old.digest.is_none() {
        let detail = if new.edit_notes > old.edit_notes { "with a note for readers" } else { "" };
        return Some(AuditEvent::new(AuditWhat::Edited, detail));
    }
    let is_explained = old.approvals != new.approvals || old.is_public() != new.is_public();
    (!is_explained).then(|| AuditEvent::new(AuditWhat::Edited, "keys that approvals are not bound to"))
}

fn approvals(old: &FileState, new: &FileState) -> Vec<AuditEvent> {
    let event = |what, approval: &Approved| AuditEvent {
        what,
        detail: approval.role.clone(),
        by: Some(approval.by.clone()),
        claimed_at: approval.at,
    };
    let removed = old.approvals.iter().filter(|approval| !new.approvals.contains(approval));
    let added = new.approvals.iter().filter(|approval| !old.approvals.contains(approval));
    let removed = removed.map(|approval| event(AuditWhat::ApprovalRemoved, approval));
    removed.chain(added.map(|approval| event(AuditWhat::Approved, approval))).collect()
}

fn publication(old: &FileState, new: &FileState) -> Option<AuditEvent> {
    let published = |detail: &str| AuditEvent {
        claimed_at: new.published_at,
        ..AuditEvent::new(AuditWhat::Published, detail)
    };
    match (old.is_public(), new.is_public()) {
        (false, true) if old.is_retracted => Some(published("the withdrawal was taken back")),
        (false, true) => Some(published("")),
        (true, false) if new.is_retracted => Some(AuditEvent {
            claimed_at: new.retracted_at,
            ..AuditEvent::new(AuditWhat::Withdrew, "retracted")
        }),
        (true, false) if !new.is_readable => None,
        (true, false) => Some(AuditEvent::new(AuditWhat::Withdrew, "made a draft")),
        _ => None,
    }
}
