//! What falls due, by when, and for whom: service levels, promised updates, acknowledgements, steps of the escalation,
//! notices to executives, approvals, post-mortems, actions.
//!
//! An item is due until something in the files settles it; nothing is remembered. Its id stays the same as long as it is
//! the same item, so that whoever tells people about it can tell them once.

mod actions;
mod duty;
mod escalation;
mod item;
mod ladder;
mod postmortems;
mod run;
mod sla;

use chrono::{DateTime, Utc};

use super::course::is_open;
use super::milestones::Milestones;
use super::next_update::next_updates;
use super::policy::policy_at;
use crate::check::{Waiting, WaitingText, waiting_texts};
use crate::content::internal::IncidentKind;
use crate::content::public::RecordKind;
use crate::content::{Content, Folder};
use crate::source::Snapshot;
use duty::Duty;
use item::{id, stamp};

pub use item::{DueItem, DueWhat, Responsible, SlaTarget};
pub use ladder::{executive_notice_id, sla_warning_id, step_ids};
pub use postmortems::RequiredPostmortem;

/// Returns everything that falls due at any time, as known at `now` (UTC), in the order of time.
#[must_use]
pub fn due_items<'c>(content: &'c Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Vec<DueItem<'c>> {
    let mut items = Vec::new();
    for folder in content.internal.folders.iter().map(AsRef::as_ref) {
        let is_open = is_open(folder, now);
        if is_open {
            open_record(folder, content, now, &mut items);
        } else {
            postmortems::add(folder, content, snapshot, now, &mut items);
        }
        actions::add(folder, content, &mut items);
        let waiting = waiting_texts(folder, content, snapshot, now);
        items.extend(waiting.into_iter().flat_map(|text| approvals(text, folder, is_open)));
    }
    items.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    items
}

/// Adds what an open incident or maintenance makes due.
fn open_record<'c>(
    folder: &'c Folder,
    content: &'c Content,
    now: DateTime<Utc>,
    items: &mut Vec<DueItem<'c>>,
) {
    let kind = folder.incident.as_ref().map_or(IncidentKind::Incident, |incident| incident.kind);
    if kind == IncidentKind::NearMiss {
        return;
    }
    let milestones = Milestones::of(folder, now);
    let acknowledge = acknowledge_by(folder, content, &milestones, now);
    let duty = Duty::new(folder, content, now, acknowledge.is_some_and(|by| by <= now));
    let item = |id, at, what, responsible| DueItem { id, at, what, folder, responsible };
    for next in next_updates(folder, content, now) {
        let Some(at) = next.due else { continue };
        let newest = next.newest.map_or("first", |update| &update.stem);
        let id = id(folder, &["update", newest, &stamp(at)]);
        let what = DueWhat::NextUpdate { reason: next.reason, readers: next.readers };
        items.push(item(id, at, what, duty.first_of(&["communications_lead", "commander"])));
    }
    if folder.kind == RecordKind::Maintenance {
        return;
    }
    if let Some(at) = acknowledge {
        let id = id(folder, &["acknowledge", &stamp(at)]);
        items.push(item(id, at, DueWhat::Acknowledgement, duty.on_call()));
    }
    sla::add(folder, content, &duty, now, items);
    escalation::add(folder, content, &duty, now, items);
}

/// Returns by when somebody must take responsibility, UTC; `None` if somebody did, or if no policy applies.
pub(super) fn acknowledge_by(
    folder: &Folder,
    content: &Content,
    milestones: &Milestones,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    if milestones.acknowledged.is_some() || folder.kind == RecordKind::Maintenance {
        return None;
    }
    let within = policy_at(folder, content.public.site.as_ref()?, now)?.acknowledge?;
    milestones.noticed()?.checked_add_signed(within)
}

/// Returns the approvals that a text waits for. A draft of an update is not needed any more once the record is closed.
fn approvals(text: WaitingText, folder: &Folder, is_open: bool) -> Vec<DueItem<'_>> {
    let (file, waiting) = (text.file, text.waiting);
    let needed = match waiting {
        Waiting::Approval => is_open,
        Waiting::AfterOverride | Waiting::Refused => true,
        Waiting::Publication => false,
    };
    let Some(at) = text.at.filter(|_| needed) else { return Vec::new() };
    let stem = folder
        .record
        .iter()
        .flat_map(|record| &record.updates)
        .find(|update| update.span.file == file)
        .map_or("postmortem", |update| &update.stem);
    let item = |(role, people): (String, Vec<String>)| DueItem {
        id: id(folder, &["approval", stem, &role]),
        at,
        what: DueWhat::Approval { file, waiting, role: role.clone() },
        folder,
        responsible: Responsible { role: Some(role), people },
    };
    text.roles.into_iter().map(item).collect()
}
