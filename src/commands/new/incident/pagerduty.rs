//! An incident from PagerDuty: the payload of its webhooks, version 3
//! (<https://developer.pagerduty.com/docs/webhooks-overview>) or version 2, the answer of its REST API, or an event of its Events API
//! version 2 (<https://developer.pagerduty.com/docs/events-api-v2-overview>).
//!
//! What it says is internal, like what any alert says.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::alert::{one_line, severity, split, word};
use super::request::Request;
use crate::commands::workspace::Workspace;
use crate::content::derived_id;
use crate::content::internal::Milestone;
use crate::import::timeline::{Item, Writer};
use crate::markdown::escape;

/// The states of an incident that is over.
const OVER: [&str; 3] = ["resolved", "resolve", "incident.resolved"];

/// Parses a payload; `None` if it is something else.
pub(super) fn parse(payload: &Value, workspace: &Workspace) -> Option<Request> {
    let message = payload.get("messages").and_then(|messages| messages.get(0));
    if let Some(event) = payload.get("event").filter(|event| event.get("data").is_some()) {
        // An event about a note or a responder contains its incident.
        let data = event.get("data")?;
        let incident = data.get("incident").unwrap_or(data);
        return of_incident(incident, Some(event), word(event, "event_type"), workspace);
    }
    if let Some(message) = message.filter(|message| message.get("incident").is_some()) {
        return of_incident(message.get("incident")?, Some(message), word(message, "event"), workspace);
    }
    if payload.get("event_action").is_some() && payload.get("payload").is_some() {
        return of_event(payload, workspace);
    }
    let incident = payload.get("incident").unwrap_or(payload);
    let is_incident = incident.get("incident_number").is_some() || word(incident, "type") == Some("incident");
    is_incident.then(|| of_incident(incident, None, None, workspace)).flatten()
}

/// Reads an incident, and the event that tells of it.
fn of_incident(
    incident: &Value,
    event: Option<&Value>,
    kind: Option<&str>,
    workspace: &Workspace,
) -> Option<Request> {
    let id = word(incident, "id")?;
    let title = word(incident, "title").or_else(|| word(incident, "summary")).map(one_line);
    let name = |key: &str| {
        incident.get(key).and_then(|object| word(object, "summary").or_else(|| word(object, "name")))
    };
    let status = word(incident, "status");
    let time = |value: Option<&Value>, key: &str| value.and_then(|value| instant(word(value, key)?));
    let at = time(event, "occurred_at")
        .or_else(|| time(event, "created_on"))
        .or_else(|| time(Some(incident), "created_at"))
        .unwrap_or(workspace.second);
    let kind = kind.map(|kind| kind.strip_prefix("incident.").unwrap_or(kind));
    let what = kind.or(status).unwrap_or("triggered").replace(['_', '.'], " ");
    let note = event.and_then(|event| word(event.get("data")?, "content"));
    let text =
        [Some(format!("PagerDuty: {what}: {}", title.as_deref().unwrap_or(id))), note.map(str::to_owned)];
    let event_id = event
        .and_then(|event| word(event, "id"))
        .map_or_else(|| format!("{id}:{}", derived_id("event", &[id, &what, &at.to_rfc3339()])), one_line);
    let evidence = word(incident, "html_url").filter(|link| is_link(link)).map(str::to_owned);
    Some(Request {
        internal_title: title.clone(),
        severity: name("priority")
            .or_else(|| word(incident, "urgency"))
            .map(|word| severity(word).to_owned()),
        observed: title,
        source_key: Some(format!("pagerduty:{}", one_line(id))),
        items: vec![Item {
            source_id: format!("pagerduty:{event_id}"),
            same_as: Vec::new(),
            at,
            writer: Writer::Machine,
            milestone: (!is_over(kind, status)).then_some(Milestone::Detected),
            evidence: evidence.into_iter().collect(),
            text: escape(&text.into_iter().flatten().collect::<Vec<_>>().join("\n\n")),
        }],
        is_over: is_over(kind, status),
        ..Request::of_alert(name("service").into_iter().flat_map(split), workspace)
    })
}

/// Reads an event of the Events API.
fn of_event(event: &Value, workspace: &Workspace) -> Option<Request> {
    let payload = event.get("payload")?;
    let key = word(event, "dedup_key");
    let action = word(event, "event_action");
    let at = word(payload, "timestamp").and_then(instant).unwrap_or(workspace.second);
    let summary = word(payload, "summary").map(one_line);
    let named = ["component", "group", "source"].iter().filter_map(|key| word(payload, key)).flat_map(split);
    let action_word = action.unwrap_or("trigger");
    let id = derived_id("event", &[key.unwrap_or_default(), action_word, &at.to_rfc3339()]);
    Some(Request {
        internal_title: summary.clone(),
        severity: word(payload, "severity").map(|word| severity(word).to_owned()),
        observed: summary.clone(),
        source_key: key.map(|key| format!("pagerduty:{}", one_line(key))),
        items: vec![Item {
            source_id: format!("pagerduty:{id}"),
            same_as: Vec::new(),
            at,
            writer: Writer::Machine,
            milestone: (!is_over(action, None)).then_some(Milestone::Detected),
            evidence: word(event, "client_url")
                .filter(|link| is_link(link))
                .map(str::to_owned)
                .into_iter()
                .collect(),
            text: escape(&format!("PagerDuty: {action_word}: {}", summary.unwrap_or_default())),
        }],
        is_over: is_over(action, None),
        ..Request::of_alert(named, workspace)
    })
}

fn is_over(kind: Option<&str>, status: Option<&str>) -> bool {
    [kind, status].into_iter().flatten().any(|word| OVER.contains(&word))
}

fn instant(written: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(written).ok().map(|time| time.to_utc())
}

fn is_link(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(char::is_whitespace)
}
