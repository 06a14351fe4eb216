//! What one version of a file says about itself: whether it is for readers, who approved it, and what an approval is bound to.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::content::public::Approval;
use crate::content::{ApprovedText, AudienceTag, Folder, load, text_to_approve};
use crate::source::{Side, Snapshot};
use crate::span::Spanned;

/// An approval in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Approved {
    pub(super) by: String,
    pub(super) role: String,
    pub(super) at: Option<DateTime<Utc>>,
    digest: Option<String>,
}

/// One version of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FileState {
    /// Whether the record in the file can be read.
    pub(super) is_readable: bool,
    /// Whether it was written for readers and is released: no draft, and not withdrawn.
    is_released: bool,
    pub(super) is_retracted: bool,
    pub(super) published_at: Option<DateTime<Utc>>,
    pub(super) retracted_at: Option<DateTime<Utc>>,
    pub(super) approvals: Vec<Approved>,
    /// The digest of everything that an approval is bound to; `None` for a file of another kind.
    pub(super) digest: Option<String>,
    pub(super) edit_notes: usize,
    kind: &'static str,
}

impl FileState {
    /// Reads a version of the file at `path`.
    pub(super) fn read(path: &str, text: &str) -> Self {
        let snapshot = Snapshot::default().with_text(path, text);
        let (content, found) = load(&snapshot);
        let kind = kind_of(path);
        let unreadable = || Self { kind, ..Self::default() };
        let Some(folder) = content.internal.folders.first() else { return unreadable() };
        // A record keeps what an approval is bound to only if it has approvals.
        let bound = snapshot.at(path).and_then(|file| text_to_approve(file, &[]));
        let state = Self::of(folder, bound.as_ref())
            .unwrap_or_else(|| Self { is_readable: !found.has_errors(), ..Self::default() });
        Self { kind, ..state }
    }

    /// Reads the only record in a folder. `None` if it has no approvals and no publication.
    fn of(folder: &Folder, bound: Option<&ApprovedText>) -> Option<Self> {
        let tags = |tags: &Option<Spanned<Vec<AudienceTag>>>| {
            tags.as_ref().map(|tags| tags.value.clone()).unwrap_or_default()
        };
        if let Some(record) = &folder.record {
            if let Some(update) = record.updates.first() {
                return Some(Self {
                    is_readable: true,
                    is_released: !update.draft && update.retracted.is_none(),
                    is_retracted: update.retracted.is_some(),
                    published_at: Some(update.at),
                    retracted_at: update.retracted.as_ref().map(|mark| mark.at),
                    approvals: approvals(&update.approvals),
                    digest: bound.map(|text| text.digest(&tags(&update.audience))),
                    edit_notes: update.edited.len(),
                    kind: "",
                });
            }
            if let Some(postmortem) = &record.postmortem {
                return Some(Self {
                    is_readable: true,
                    is_released: postmortem.published.is_some(),
                    published_at: postmortem.published.as_ref().map(|at| at.value),
                    approvals: approvals(&postmortem.approvals),
                    digest: bound.map(|text| text.digest(&tags(&postmortem.audience))),
                    edit_notes: postmortem.edited.len(),
                    ..Self::default()
                });
            }
        }
        let postmortem = folder.postmortem.as_ref()?;
        Some(Self {
            is_readable: true,
            approvals: approvals(&postmortem.approvals),
            digest: postmortem.approved_text.as_ref().map(|text| text.digest(&[])),
            ..Self::default()
        })
    }

    /// Whether readers may see the text.
    pub(super) const fn is_public(&self) -> bool {
        self.is_released
    }

    /// What kind of text it is, in words.
    pub(super) const fn kind(&self) -> &'static str {
        self.kind
    }
}

fn approvals(written: &[Approval]) -> Vec<Approved> {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let approved = written.iter().map(|approval| Approved {
        by: text(&approval.by).filter(|by| is_id(by)).unwrap_or_else(|| "somebody unknown".to_owned()),
        role: role(approval.role.as_ref().map(|role| role.value.as_str())).to_owned(),
        at: approval.at.as_ref().map(|at| at.value),
        digest: text(&approval.digest),
    });
    approved.collect()
}

/// Returns the role of an approval in words. Any other text in its place is not repeated.
fn role(written: Option<&str>) -> &'static str {
    match written {
        Some("commander") => "commander",
        Some("service_owner") => "service owner",
        Some("override") => "override",
        _ => "unknown role",
    }
}

/// Whether a text can be the id of a person, and nothing that somebody wrote in its place.
fn is_id(text: &str) -> bool {
    text.len() <= 64 && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Returns what kind of text a file of a record is.
fn kind_of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_public = Side::of(path) == Side::Public;
    match name {
        "postmortem.md" if is_public => "post-mortem for customers",
        "postmortem.md" => "internal post-mortem",
        "incident.md" | "maintenance.md" => "record",
        _ if is_public && Path::new(name).extension().is_some_and(|kind| kind == "md") => "update",
        _ if is_public => "picture",
        _ if path.contains("/timeline/") => "timeline entry",
        _ => "file",
    }
}
