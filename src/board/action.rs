//! An action of a post-mortem.

use serde::Serialize;

use super::facts::Facts;
use super::link::{LinkView, link};
use super::moment::day;
use super::title::title;
use super::words::label;
use crate::content::Keyword as _;
use crate::response::{ActionItem, ActionState};

/// An action.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ActionView {
    id: String,
    title: String,
    /// The title of the incident.
    incident: String,
    address: String,
    pub(super) owner: String,
    pub(super) team: Option<String>,
    due: Option<String>,
    created: Option<String>,
    is_late: bool,
    state: String,
    /// The look of the state.
    look: &'static str,
    pub(super) is_closed: bool,
    /// Everything else that the file says about it, as pairs of a label and a text.
    details: Vec<(String, String)>,
    evidence: Vec<LinkView>,
    ticket: Option<LinkView>,
    runbook: Option<LinkView>,
    /// Whom to escalate to, because it is late and its risk is high.
    escalate_to: Option<String>,
    /// Whether nobody has cared for it for so long that it is to be closed or renewed.
    is_stale: bool,
    command: Option<String>,
}

impl ActionView {
    pub(super) fn new(item: &ActionItem<'_>, facts: &Facts<'_>) -> Self {
        let action = item.action;
        let line = |text: &Option<crate::span::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let date = |date: &Option<crate::span::Spanned<chrono::NaiveDate>>| {
            date.as_ref().map(|date| day(date.value))
        };
        let id = line(&action.id).unwrap_or_default();
        let depends: Vec<String> = action.depends_on.iter().map(|one| one.value.clone()).collect();
        let details = [
            ("Priority", line(&action.priority)),
            ("Category", action.category.as_ref().map(|category| label(category.value.word()))),
            ("Rationale", line(&action.rationale)),
            ("Risk", line(&action.risk)),
            ("Effort", line(&action.effort)),
            ("How to verify", line(&action.verify)),
            ("Metric", line(&action.metric)),
            ("After", (!depends.is_empty()).then(|| depends.join(", "))),
            ("Created", date(&action.created)),
            ("Done", date(&action.done_at)),
            ("Verified", date(&action.verified_at)),
            ("Verified by", line(&action.verified_by).map(|by| facts.person(&by))),
            ("Promised to customers", line(&action.commitment)),
        ];
        let details = details.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
        let command = match item.state {
            ActionState::Open | ActionState::InProgress => Some(format!("allclear actions done {id}")),
            ActionState::Unverified => Some(format!("allclear actions verify {id}")),
            ActionState::Verified | ActionState::Dropped => None,
        };
        Self {
            title: line(&action.title).unwrap_or_else(|| id.clone()),
            incident: title(item.folder).to_owned(),
            address: facts.address(item.folder).to_owned(),
            owner: line(&action.owner).map_or_else(|| "Nobody".to_owned(), |owner| facts.person(&owner)),
            team: item.team.map(|team| facts.person(&team.id.value)),
            due: date(&action.due),
            created: date(&action.created),
            is_late: item.overdue_days.is_some(),
            state: label(item.state.word()),
            look: match item.state {
                _ if item.overdue_days.is_some() => "major_outage",
                ActionState::Open | ActionState::Dropped => "none",
                ActionState::InProgress => "under_maintenance",
                ActionState::Unverified => "degraded_performance",
                ActionState::Verified => "operational",
            },
            is_closed: item.state.is_closed(),
            details: details.collect(),
            evidence: action.evidence.iter().map(|one| link(&one.value)).collect(),
            runbook: line(&action.updates_runbook).map(|runbook| facts.runbook_link(&runbook)),
            escalate_to: item.escalate_to.map(|person| facts.person(&person.id.value)),
            is_stale: item.stale_days.is_some(),
            ticket: line(&action.ticket).map(|ticket| link(&ticket)),
            command,
            id,
        }
    }
}
