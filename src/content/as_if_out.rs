//! The public records as they would be if everything unpublished were out. For the preview alone: a test holds that
//! nothing else asks for it, so that no draft can get into a build.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::PublicContent;
use crate::source::Located;

/// Takes every draft for published, every notice that comes later for valid, and every post-mortem for out, as of
/// `now` (UTC).
#[must_use]
pub fn as_if_out(mut content: PublicContent, now: DateTime<Utc>) -> PublicContent {
    for record in &mut content.records {
        let later = |published: &Option<Located<DateTime<Utc>>>| {
            published.as_ref().is_none_or(|published| published.value > now)
        };
        let waiting = record.postmortem.as_ref().is_some_and(|postmortem| later(&postmortem.published));
        if !waiting && record.updates.iter().all(|update| !update.draft) {
            continue;
        }
        let record = Arc::make_mut(record);
        for update in &mut record.updates {
            update.draft = false;
        }
        if let Some(postmortem) = record.postmortem.as_mut().filter(|postmortem| later(&postmortem.published))
        {
            postmortem.published = Some(Located::new(now, postmortem.place));
        }
    }
    for notice in &mut content.notices {
        notice.from = notice.from.min(now);
    }
    content
}
