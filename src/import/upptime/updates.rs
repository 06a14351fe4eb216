//! An issue and its comments as an event with updates, in the form of the Statuspage API.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::issue::{Issue, Kind};
use super::sites::{Site, Sites, id_of};
use super::window::{Window, separate};
use crate::content::derived_id;
use crate::import::export::{affected, time};
use crate::import::plan::Notes;

/// What a component is when nothing is wrong.
const FINE: &str = "operational";

/// How long before an issue is closed its last comment may have been written: Upptime comments and then closes.
const CLOSING: TimeDelta = TimeDelta::minutes(2);

/// Returns the event of an issue at `now`.
pub(super) fn event(issue: &Issue<'_>, sites: &Sites, now: DateTime<Utc>, notes: &mut Notes) -> Value {
    match issue.kind {
        Kind::Incident => incident(issue, sites, notes),
        Kind::Maintenance => maintenance(issue, sites, now, notes),
    }
}

/// Returns the title without the symbol at its beginning.
fn title(issue: &Issue<'_>) -> String {
    let words = issue.title.trim_start_matches(|c: char| !c.is_alphanumeric() && !"[(\"'“".contains(c));
    let whole =
        if issue.title.is_empty() { format!("Issue {}", issue.number) } else { issue.title.to_owned() };
    if words.is_empty() { whole } else { words.to_owned() }
}

fn incident(issue: &Issue<'_>, sites: &Sites, notes: &mut Notes) -> Value {
    let title = title(issue);
    let named = [" is down", " has degraded performance"].iter().find_map(|end| title.strip_suffix(end));
    let is_degraded = title.contains("degraded performance");
    let state = if is_degraded { "degraded_performance" } else { "major_outage" };
    let site = sites.find(&issue.labels, named);
    let unlisted;
    let site: Option<(&str, &str)> = match (site, named) {
        (Some(Site { id, name, .. }), _) => Some((id, name)),
        // A site that is watched no longer: its issues still name it.
        (None, Some(name)) => {
            unlisted = id_of(&crate::content::slug_of(name));
            Some((&unlisted, name))
        }
        (None, None) => None,
    };
    if site.is_none() {
        notes.add(subject(issue), "names no site; add the components that were affected");
    }
    let changed = |old: &str, new: &str| -> Vec<Value> {
        site.iter().map(|(id, name)| affected(id, name, old, new)).collect()
    };
    let body = if issue.body.trim().is_empty() { title.as_str() } else { issue.body };
    let mut updates =
        vec![update(issue, issue.created_at, "issue", "investigating", body, &changed(FINE, state))];
    let closing = closing_comment(issue);
    for (index, (at, body)) in issue.comments.iter().enumerate() {
        let is_over = closing.is_some_and(|closing| index >= closing);
        let status = if is_over { "resolved" } else { "investigating" };
        let affected = if closing == Some(index) { changed(state, FINE) } else { Vec::new() };
        updates.push(update(issue, *at, "comment", status, body, &affected));
    }
    if let (Some(at), None) = (issue.closed_at, closing) {
        notes.add(subject(issue), "no comment closes it; an update `Resolved.` was added");
        updates.push(update(issue, at, "end", "resolved", "Resolved.", &changed(state, FINE)));
    }
    let status = if issue.closed_at.is_some() { "resolved" } else { "investigating" };
    let impact = if is_degraded { "minor" } else { "major" };
    let named: Vec<Value> = site.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
    json!({
        "components": named, "id": id(issue, "incident"), "name": title, "status": status, "impact": impact,
        "created_at": time(issue.created_at), "started_at": time(issue.created_at),
        "resolved_at": issue.closed_at.map(time), "incident_updates": newest_first(updates),
    })
}

/// Returns the comment with which an issue was closed.
fn closing_comment(issue: &Issue<'_>) -> Option<usize> {
    let closed = issue.closed_at?;
    let says_so = |body: &str| body.trim_start_matches('*').to_lowercase().starts_with("resolved");
    let by_word = issue.comments.iter().rposition(|(_, body)| says_so(body));
    by_word.or_else(|| issue.comments.iter().position(|(at, _)| *at + CLOSING >= closed))
}

fn maintenance(issue: &Issue<'_>, sites: &Sites, now: DateTime<Utc>, notes: &mut Notes) -> Value {
    let (window, body) = separate(issue.body);
    let Window { start, end, down, degraded } = window;
    if start.is_none() || end.is_none() {
        notes.add(
            subject(issue),
            "has no `start` and `end` that can be read; the window was taken from its updates",
        );
    }
    let mut components = Vec::new();
    for slug in down.iter().chain(&degraded) {
        match sites.find(&[slug.as_str()], None) {
            Some(site) => components.push(affected(&site.id, &site.name, FINE, "under_maintenance")),
            None => {
                components.push(affected(&id_of(slug), &slug.replace('-', " "), FINE, "under_maintenance"));
            }
        }
    }
    let status_at = |at: DateTime<Utc>| {
        if issue.closed_at.is_some_and(|closed| at + CLOSING >= closed) || end.is_some_and(|end| at >= end) {
            "completed"
        } else if start.is_some_and(|start| at >= start) {
            "in_progress"
        } else {
            "scheduled"
        }
    };
    let body = if body.trim().is_empty() { title(issue) } else { body };
    let mut updates = vec![update(issue, issue.created_at, "issue", "scheduled", body.trim(), &components)];
    let mut is_over = false;
    for (at, body) in &issue.comments {
        let status = status_at(*at);
        is_over |= status == "completed";
        updates.push(update(issue, *at, "comment", if is_over { "completed" } else { status }, body, &[]));
    }
    let closed = issue.closed_at.filter(|_| !is_over);
    if let Some(at) = closed {
        updates.push(update(issue, at, "end", "completed", "Completed.", &[]));
    }
    let status = if is_over || closed.is_some() { "completed" } else { status_at(now) };
    let named = components.iter().map(|one| json!({ "id": one.get("code"), "name": one.get("name") }));
    let named: Vec<Value> = named.collect();
    json!({
        "components": named, "id": id(issue, "maintenance"), "name": title(issue), "status": status, "impact": "maintenance",
        "created_at": time(issue.created_at), "started_at": time(issue.created_at),
        "resolved_at": issue.closed_at.map(time),
        "scheduled_for": start.map(time), "scheduled_until": end.map(time),
        "incident_updates": newest_first(updates),
    })
}

fn update(
    issue: &Issue<'_>,
    at: DateTime<Utc>,
    what: &str,
    status: &str,
    body: &str,
    affected: &[Value],
) -> Value {
    // The ids of comments differ between the API and `gh`, so their times identify them.
    let parts = ["upptime", &issue.number.to_string(), what, &time(at)];
    json!({
        "id": derived_id("update", &parts), "status": status, "body": body.trim(),
        "created_at": time(at), "display_at": time(at), "affected_components": affected,
    })
}

fn id(issue: &Issue<'_>, kind: &str) -> String {
    derived_id(kind, &["upptime", &issue.number.to_string()])
}

fn subject(issue: &Issue<'_>) -> String {
    format!("issue {}", issue.number)
}

fn newest_first(mut updates: Vec<Value>) -> Vec<Value> {
    updates.reverse();
    updates
}
