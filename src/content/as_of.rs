//! The content as of an earlier time.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::public::Record;
use super::{Content, SharedRevision};
use crate::span::Spanned;

/// Removes everything that was written, changed, approved or published after `instant` (UTC). Data dated exactly at
/// that time stays.
#[must_use]
pub fn as_of(mut content: Content, instant: DateTime<Utc>) -> Content {
    content.shared_revision = SharedRevision::default();
    // Cleared first, so that `make_mut` below does not copy records because of these second references.
    content.public.records.clear();
    for folder in content.internal.folders.iter_mut().map(Arc::make_mut) {
        folder.timeline.retain(|entry| entry.at <= instant);
        if let Some(record) = &mut folder.record {
            forget_after(Arc::make_mut(record), instant);
        }
        folder.record.take_if(|record| record.updates.is_empty() && record.postmortem.is_none());
    }
    let folders = content.internal.folders.iter();
    content.public.records = folders.filter_map(|folder| folder.record.clone()).collect();
    content.public.notices.retain(|notice| notice.from <= instant);
    for component in &mut content.public.components {
        component.retired.take_if(|retired| *retired > instant);
        component.imported.updated_at.take_if(|at| *at > instant);
    }
    for group in &mut content.public.groups {
        group.imported.updated_at.take_if(|at| *at > instant);
    }
    content
}

/// Removes everything from a record that is dated after `instant`.
fn forget_after(record: &mut Record, instant: DateTime<Utc>) {
    record.updates.retain(|update| update.at <= instant && update.added.is_none_or(|added| added <= instant));
    for update in &mut record.updates {
        update.edited.retain(|edit| edit.at <= instant);
        if update.retracted.as_ref().is_some_and(|retraction| retraction.at > instant) {
            update.retracted = None;
        }
        update.approvals.retain(|approval| approval.at.as_ref().is_none_or(|at| at.value <= instant));
        if let Some(imported) = &mut update.imported {
            imported.forget_after(instant);
        }
    }
    let published = |published: &Spanned<DateTime<Utc>>| published.value <= instant;
    record.postmortem.take_if(|postmortem| !postmortem.published.as_ref().is_some_and(published));
    if let Some(postmortem) = &mut record.postmortem {
        postmortem.edited.retain(|edit| edit.at <= instant);
        if let Some(imported) = &mut postmortem.imported {
            imported.forget_after(instant);
        }
        postmortem.approvals.retain(|approval| approval.at.as_ref().is_none_or(|at| at.value <= instant));
    }
}
