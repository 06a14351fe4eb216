//! What is missing in an open incident: roles, steps, updates, acknowledgements. Each with who has to act, and how.

use serde::Serialize;

use crate::board::due_entry::due_phrase;
use crate::board::due_words::settled_by;
use crate::board::facts::Facts;
use crate::board::moment::Moment;
use crate::board::words::label;
use crate::response::{DueItem, DueWhat, OpenIncident};

/// Something that is missing.
#[derive(Debug, Serialize)]
pub(in crate::board) struct MissingView {
    what: String,
    /// When it was due.
    due: Option<Moment>,
    /// Who is responsible.
    who: Vec<String>,
    command: String,
    /// Whether it is worse than a reminder.
    is_grave: bool,
}

/// Returns what is missing at the time of the facts.
pub(super) fn missing(incident: &OpenIncident<'_>, facts: &Facts<'_>) -> Vec<MissingView> {
    let slug = incident.folder.slug();
    let roles = incident.missing_roles.iter().map(|role| MissingView {
        what: format!("{}: nobody", label(role)),
        due: None,
        who: Vec::new(),
        command: format!("allclear log {slug} --role {role}=PERSON"),
        is_grave: true,
    });
    let own = |item: &&DueItem<'_>| {
        item.folder.name == incident.folder.name && item.folder.kind == incident.folder.kind
    };
    let due = facts.due.iter().filter(own).filter(|item| item.at <= facts.now);
    let due = due.filter_map(|item| {
        let is_grave = match item.what {
            DueWhat::NextUpdate { .. } | DueWhat::Acknowledgement | DueWhat::ExecutiveNotice { .. } => true,
            DueWhat::Step { .. } | DueWhat::SlaWarning { .. } => false,
            // The clocks and the drafts have their own places.
            DueWhat::Sla { .. }
            | DueWhat::Approval { .. }
            | DueWhat::Postmortem { .. }
            | DueWhat::Action { .. } => {
                return None;
            }
        };
        Some(MissingView {
            what: due_phrase(item, facts),
            due: Some(Moment::new(item.at, facts.now)),
            who: facts.persons(&item.responsible.people),
            command: settled_by(item, facts.snapshot),
            is_grave,
        })
    });
    let unpromised = incident.next_updates.iter().filter(|next| next.due.is_none()).map(|_| MissingView {
        what: "Next update: none is promised".to_owned(),
        due: None,
        who: Vec::new(),
        command: format!("allclear post {slug} --next-update 30m"),
        is_grave: false,
    });
    roles.chain(due).chain(unpromised).collect()
}
