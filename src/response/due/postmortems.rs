//! Post-mortems that the policy requires and that are not written.

use chrono::{DateTime, Utc};

use super::duty::Duty;
use super::item::{id, stamp};
use super::{DueItem, DueWhat};
use crate::content::public::RecordKind;
use crate::content::{Content, Folder};
use crate::response::{PostmortemFacts, PostmortemStanding, requirement, standing};
use crate::source::Snapshot;

/// A post-mortem that has to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredPostmortem {
    /// When the draft is due, UTC.
    pub due: DateTime<Utc>,
    /// Why it is required.
    pub reasons: Vec<String>,
    /// Whether somebody has begun to write it.
    pub is_begun: bool,
}

impl RequiredPostmortem {
    /// Returns the post-mortem that an incident needs and that is not written at `now` (UTC). None while the incident is
    /// open.
    #[must_use]
    pub fn of(folder: &Folder, content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Option<Self> {
        let policy = content.internal.response.as_ref()?.postmortem.as_ref()?;
        let is_written =
            folder.postmortem.as_ref().is_some_and(|postmortem| postmortem.placeholders.is_empty());
        if folder.kind != RecordKind::Incident || folder.incident.is_none() || is_written {
            return None;
        }
        // Spares a long history the facts of incidents that the policy leaves out in any case.
        let newest = folder.timeline.last().map(|entry| entry.at);
        let newest = newest.max(folder.released().map(|update| update.at).max());
        if policy.since.zip(newest).is_some_and(|(since, newest)| newest < since) {
            return None;
        }
        let needed = requirement(&PostmortemFacts::new(folder, content, snapshot, now), policy);
        if needed.reasons.is_empty() || needed.waived.is_some() {
            return None;
        }
        let is_begun = match standing(folder, content, now) {
            PostmortemStanding::Missing => false,
            PostmortemStanding::Draft => true,
            PostmortemStanding::InReview | PostmortemStanding::Published => return None,
        };
        Some(Self { due: needed.due?, reasons: needed.reasons, is_begun })
    }
}

/// Adds the post-mortem of a closed incident.
pub(super) fn add<'c>(
    folder: &'c Folder,
    content: &'c Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
    items: &mut Vec<DueItem<'c>>,
) {
    let Some(required) = RequiredPostmortem::of(folder, content, snapshot, now) else { return };
    let duty = Duty::new(folder, content, now, false);
    items.push(DueItem {
        id: id(folder, &["postmortem", &stamp(required.due)]),
        at: required.due,
        what: DueWhat::Postmortem { reasons: required.reasons, is_begun: required.is_begun },
        folder,
        responsible: duty.first_of(&["technical_lead", "commander"]),
    });
}
