//! The status for programs.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::links::UpdateLink;
use crate::check::{Waiting, WaitingText};
use crate::commands::report::format_time;
use crate::content::{AudienceTag, Folder};
use crate::response::{
    NextUpdate, NoClocks, OpenIncident, RoleHolder, RoleSource, RunningMaintenance, Situation, TierClocks,
    UpdateReason,
};
use crate::source::Snapshot;
use crate::status::Status;
use crate::status::sla::{Clock, Standing};

/// Returns the status as one document.
pub(super) fn document(
    situation: &Situation<'_>,
    links: &[UpdateLink],
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Value {
    let link = |folder: &Folder| links.iter().find(|link| link.folder == folder.name).map(|link| &link.url);
    let incidents = situation.incidents.iter().map(|open| incident(open, link(open.folder), snapshot));
    let maintenances =
        situation.maintenances.iter().map(|open| maintenance(open, link(open.folder), snapshot));
    let texts = situation.waiting.iter().map(|(folder, text)| {
        let mut text = waiting(text, snapshot);
        text["incident"] = folder.slug().into();
        text
    });
    let postmortems = situation.postmortems.iter().map(|(folder, required)| {
        json!({
            "incident": folder.slug(),
            "due": format_time(required.due),
            "reasons": required.reasons,
            "begun": required.is_begun,
        })
    });
    json!({
        "now": format_time(now),
        "incidents": incidents.collect::<Vec<_>>(),
        "maintenances": maintenances.collect::<Vec<_>>(),
        "waiting": texts.collect::<Vec<_>>(),
        "postmortems": postmortems.collect::<Vec<_>>(),
    })
}

fn incident(open: &OpenIncident<'_>, link: Option<&String>, snapshot: &Snapshot) -> Value {
    let (done, all) = open.checklist;
    let clocks = match &open.clocks {
        Ok(clocks) => json!({
            "started": format_time(clocks.started),
            "tiers": clocks.tiers.iter().map(tier).collect::<Vec<_>>(),
        }),
        Err(why) => json!({ "none": match why {
            NoClocks::NotAnIncident => "drill",
            NoClocks::Unreadable => "unreadable",
            NoClocks::NoSeverity => "no_severity",
            NoClocks::NotBegun => "not_begun",
        } }),
    };
    json!({
        "slug": open.folder.slug(),
        "folder": open.folder.path(),
        "title": open.folder.incident.as_ref().and_then(|incident| incident.title.as_ref()).map(|title| &title.value),
        "severity": open.severity,
        "drill": open.is_drill(),
        "status": open.status.map(Status::as_str),
        "since": time(open.milestones.noticed()),
        "acknowledged": time(open.milestones.acknowledged),
        "acknowledge_by": time(open.acknowledge),
        "roles": open.roles.iter().map(role).collect::<Vec<_>>(),
        "missing_roles": open.missing_roles,
        "last_update": time(open.last_update.map(|update| update.at)),
        "next_updates": open.next_updates.iter().map(next_update).collect::<Vec<_>>(),
        "sla": clocks,
        "checklist": { "done": done, "items": all },
        "newest_entry": open.newest_entry.map(|entry| json!({ "at": format_time(entry.at), "author": entry.author })),
        "waiting": open.waiting.iter().map(|text| waiting(text, snapshot)).collect::<Vec<_>>(),
        "link": link,
    })
}

fn maintenance(open: &RunningMaintenance<'_>, link: Option<&String>, snapshot: &Snapshot) -> Value {
    json!({
        "slug": open.folder.slug(),
        "folder": open.folder.path(),
        "status": open.status.as_str(),
        "since": time(open.began),
        "planned_end": time(open.window.to),
        "overrun": open.is_overrun,
        "last_update": time(open.last_update.map(|update| update.at)),
        "next_updates": open.next_updates.iter().map(next_update).collect::<Vec<_>>(),
        "waiting": open.waiting.iter().map(|text| waiting(text, snapshot)).collect::<Vec<_>>(),
        "link": link,
    })
}

fn role(holder: &RoleHolder) -> Value {
    let (source, at) = match holder.source {
        RoleSource::Incident => ("record", None),
        RoleSource::Handover(at) => ("handover", Some(at)),
        RoleSource::Rota(until) => ("rota", Some(until)),
    };
    let key = if source == "rota" { "until" } else { "since" };
    let mut role = json!({ "role": holder.role, "person": holder.person, "source": source });
    if let Some(at) = at {
        role[key] = format_time(at).into();
    }
    role
}

fn next_update(next: &NextUpdate<'_>) -> Value {
    json!({
        "readers": next.readers.iter().map(AudienceTag::to_string).collect::<Vec<_>>(),
        "due": time(next.due),
        "reason": match next.reason {
            UpdateReason::Promised => "promised",
            UpdateReason::Policy => "policy",
            UpdateReason::SeverityRaised => "severity_raised",
            UpdateReason::First => "first",
        },
    })
}

fn tier(tier: &TierClocks) -> Value {
    json!({
        "tier": tier.tier,
        "customers": tier.customers,
        "response": tier.response.as_ref().map(clock),
        "resolution": tier.resolution.as_ref().map(clock),
    })
}

fn clock(clock: &Clock) -> Value {
    json!({
        "standing": match clock.standing {
            Standing::Met => "met",
            Standing::Missed => "missed",
            Standing::Running => "running",
        },
        "severity": clock.severity,
        "target_seconds": clock.target.num_seconds(),
        "due": format_time(clock.due),
        "reached": time(clock.reached),
    })
}

fn waiting(text: &WaitingText, snapshot: &Snapshot) -> Value {
    let roles = text.roles.iter().map(|(role, people)| json!({ "role": role, "people": people }));
    json!({
        "file": snapshot.file(text.file).map(|file| &file.path),
        "for": match text.waiting {
            Waiting::Approval => "approval",
            Waiting::Publication => "publication",
            Waiting::AfterOverride => "approval_after_override",
            Waiting::Refused => "approval_before_a_build",
        },
        "author": text.author,
        "roles": roles.collect::<Vec<_>>(),
    })
}

fn time(at: Option<DateTime<Utc>>) -> Option<String> {
    at.map(format_time)
}
