//! Shows unpublished content as if it were published, for the preview only. A test ensures that no other module uses
//! this, so that drafts cannot get into a build.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::public::Postmortem;
use super::{Content, Folder, SharedRevision};
use crate::span::Spanned;

/// Publishes all drafts, future notices and future post-mortems as of `now` (UTC).
#[must_use]
pub fn publish_drafts(mut content: Content, now: DateTime<Utc>) -> Content {
    content.shared_revision = SharedRevision::default();
    for folder in content.internal.folders.iter_mut().filter(|folder| waits(folder, now)) {
        if let Some(record) = &mut Arc::make_mut(folder).record {
            let record = Arc::make_mut(record);
            for update in &mut record.updates {
                update.draft = false;
            }
            if let Some(postmortem) = record.postmortem.as_mut().filter(|one| is_later(one, now)) {
                postmortem.published = Some(Spanned::new(now, postmortem.span));
            }
        }
    }
    content.public.records =
        content.internal.folders.iter().filter_map(|folder| folder.record.clone()).collect();
    for notice in &mut content.public.notices {
        notice.from = notice.from.min(now);
    }
    content
}

/// Whether a folder contains anything that is not published yet.
fn waits(folder: &Folder, now: DateTime<Utc>) -> bool {
    folder.record.as_ref().is_some_and(|record| {
        record.updates.iter().any(|update| update.draft)
            || record.postmortem.as_ref().is_some_and(|postmortem| is_later(postmortem, now))
    })
}

fn is_later(postmortem: &Postmortem, now: DateTime<Utc>) -> bool {
    postmortem.published.as_ref().is_none_or(|published| published.value > now)
}
