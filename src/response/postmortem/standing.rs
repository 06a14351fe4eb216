//! How far the post-mortem of an incident is.

use chrono::{DateTime, Utc};

use crate::content::{Content, Folder};

/// How far the post-mortem of an incident is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PostmortemStanding {
    /// There is none.
    Missing,
    /// It is being written: places are still open.
    Draft,
    /// It is written, and waits for approvals or for the version for customers.
    InReview,
    /// The version for customers is published.
    Published,
}

/// Returns how far the post-mortem of an incident is at `now` (UTC). One that covers several incidents counts for each of
/// them.
#[must_use]
pub fn standing(folder: &Folder, content: &Content, now: DateTime<Utc>) -> PostmortemStanding {
    let slug = folder.slug();
    let covers = |other: &Folder| {
        other.record.as_ref().and_then(|record| record.postmortem.as_ref()).is_some_and(|postmortem| {
            let is_published = postmortem.published.as_ref().is_some_and(|at| at.value <= now);
            let names = || postmortem.incidents.iter().any(|named| named.value == slug);
            is_published && (other.name == folder.name && other.kind == folder.kind || names())
        })
    };
    if content.internal.folders.iter().any(|other| covers(other)) {
        return PostmortemStanding::Published;
    }
    match &folder.postmortem {
        None => PostmortemStanding::Missing,
        Some(postmortem) if postmortem.placeholders.is_empty() => PostmortemStanding::InReview,
        Some(_) => PostmortemStanding::Draft,
    }
}
