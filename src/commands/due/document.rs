//! What is due, for programs: one object for each item.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::board::due_words as words;
use crate::commands::report::format_time;
use crate::content::{Content, SeverityName};
use crate::response::{DueItem, DueWhat};
use crate::source::Snapshot;

/// Returns all items as one document.
pub(super) fn document(
    items: &[DueItem<'_>],
    content: &Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Value {
    let entries: Vec<Value> = items.iter().map(|item| entry(item, content, snapshot)).collect();
    json!({ "now": format_time(now), "due": entries })
}

/// Returns one item. It does not depend on the time at which somebody asks.
pub(in crate::commands) fn entry(item: &DueItem<'_>, content: &Content, snapshot: &Snapshot) -> Value {
    let people = content.internal.people.as_ref();
    let person = |id: &String| {
        let known = people.and_then(|people| people.person(id));
        json!({
            "id": id,
            "name": known.and_then(|person| person.name.as_ref()).map(|name| &name.value),
            "email": known.and_then(|person| person.email.as_ref()).map(|email| &email.value),
        })
    };
    let severity = crate::response::severity_at(item.folder, item.at);
    json!({
        "id": item.id,
        "due": format_time(item.at),
        "kind": kind(&item.what),
        "what": words::what(&item.what),
        "incident": item.folder.slug(),
        "folder": item.folder.path(),
        "severity": severity.map(SeverityName::as_str),
        "role": item.responsible.role,
        "people": item.responsible.people.iter().map(person).collect::<Vec<_>>(),
        "step": words::step(&item.what),
        "settled_by": words::settled_by(item, snapshot),
    })
}

/// The kind of an item as a word for programs.
const fn kind(what: &DueWhat) -> &'static str {
    match what {
        DueWhat::NextUpdate { .. } => "next_update",
        DueWhat::Acknowledgement => "acknowledgement",
        DueWhat::Sla { .. } => "sla",
        DueWhat::SlaWarning { .. } => "sla_warning",
        DueWhat::Step { .. } => "step",
        DueWhat::ExecutiveNotice { .. } => "executive_notice",
        DueWhat::Postmortem { .. } => "postmortem",
        DueWhat::Action { .. } => "action",
        DueWhat::Approval { .. } => "approval",
    }
}
