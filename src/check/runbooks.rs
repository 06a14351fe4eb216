//! Checks that runbooks exist where they are needed, and that somebody reads them now and then.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::directory::Directory;
use crate::content::internal::{IncidentKind, Runbook};
use crate::content::public::RecordKind;
use crate::content::{Content, Folder, SeverityName};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::{Span, Spanned};
use crate::status::day::date_of;

/// The severities after which a component needs a runbook.
const GRAVE: [&str; 2] = ["P1", "P2"];

/// Checks all runbooks at `now` (UTC), and what names them.
pub(super) fn check(
    content: &Content,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let zone = directory.site.map_or(Tz::UTC, |site| site.time_zone);
    let today = date_of(now, zone);
    found.extend(content.internal.runbooks.iter().filter_map(|runbook| stale(runbook, today)));
    let of_owners = content.internal.owners.owners.iter().filter_map(|owner| owner.runbook.as_ref());
    let postmortems = content.internal.folders.iter().filter_map(|folder| folder.postmortem.as_ref());
    let actions = postmortems.flat_map(|postmortem| &postmortem.actions);
    let of_actions = actions.filter_map(|action| action.updates_runbook.as_ref());
    found.extend(of_owners.chain(of_actions).filter_map(|name| unknown(name, &content.internal.runbooks)));
    missing(content, directory, now, found);
}

fn stale(runbook: &Runbook, today: NaiveDate) -> Option<Finding> {
    if !runbook.is_stale(today) {
        return None;
    }
    let hint = format!("read it, correct it, and write `reviewed = {today}`");
    let (span, message) = match (&runbook.reviewed, runbook.review_due()) {
        (Some(reviewed), Some(due)) => {
            let days = (today - due).num_days();
            let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            (reviewed.span, format!("this runbook should have been reviewed by {due}, {days} ago"))
        }
        _ => (runbook.span, "this runbook has never been reviewed".to_owned()),
    };
    Some(Finding::at(&rules::RUNBOOK_STALE, span, message).hint(hint))
}

/// Returns the finding for an id that is the name of no runbook. A link is not followed.
fn unknown(name: &Spanned<String>, runbooks: &[Runbook]) -> Option<Finding> {
    let id = name.value.as_str();
    if id.contains(':') || runbooks.iter().any(|runbook| runbook.id == id) {
        return None;
    }
    let near = did_you_mean(id, runbooks.iter().map(|runbook| runbook.id.as_str()));
    let hint = near.map_or_else(
        || format!("write `runbooks/{id}.md`, or a link such as `https://wiki.example.com/{id}`"),
        |near| format!("did you mean `{near}`?"),
    );
    Some(Finding::at(&rules::UNKNOWN_RUNBOOK, name.span, format!("no runbook has the id `{id}`")).hint(hint))
}

/// Reports components that had a grave incident and have no runbook, each once: in `owners.toml`, or else at the severity of
/// the newest of these incidents.
fn missing(content: &Content, directory: &Directory<'_>, now: DateTime<Utc>, found: &mut Vec<Finding>) {
    let owners = &content.internal.owners.owners;
    let names_runbooks =
        !content.internal.runbooks.is_empty() || owners.iter().any(|owner| owner.runbook.is_some());
    if !names_runbooks {
        return;
    }
    let by_owner = owners.iter().filter(|owner| owner.runbook.is_some()).map(|owner| &owner.component);
    let by_file = content.internal.runbooks.iter().flat_map(|runbook| &runbook.components);
    let covered = by_owner.chain(by_file).filter_map(|name| directory.components.one(&name.value));
    let covered: std::collections::BTreeSet<usize> = covered.collect();
    // The folders of later incidents come later.
    let mut grave: BTreeMap<usize, (&Folder, &str, Span)> = BTreeMap::new();
    for folder in &content.internal.folders {
        let Some((severity, span)) = gravest(folder, now) else { continue };
        for component in affected(folder, directory).filter(|component| !covered.contains(component)) {
            let known = grave.entry(component).or_insert((folder, severity, span));
            if known.0.name < folder.name {
                *known = (folder, severity, span);
            }
        }
    }
    for (index, (folder, severity, span)) in grave {
        let Some(component) = content.public.components.get(index) else { continue };
        if component.retired.is_some_and(|retired| retired <= now) {
            continue;
        }
        let owner =
            owners.iter().find(|owner| directory.components.one(&owner.component.value) == Some(index));
        let place = owner.map_or(span, |owner| owner.component.span);
        let message = format!("`{}` had a {severity} and has no runbook: `{}`", component.path, folder.name);
        found.push(
            Finding::at(&rules::RUNBOOK_MISSING, place, message)
                .hint("write what helped in `runbooks/<id>.md`, or name a `runbook` in `owners.toml`"),
        );
    }
}

/// Returns the components that the record or an update names.
fn affected(folder: &Folder, directory: &Directory<'_>) -> impl Iterator<Item = usize> {
    let by_record = folder.incident.iter().flat_map(|incident| &incident.components);
    let by_updates = folder.released().flat_map(|update| &update.components).map(|(name, _)| name);
    by_record.chain(by_updates).filter_map(|name| directory.components.one(&name.value))
}

/// Returns the worst severity of an incident, if it was grave, with the place where it is written.
fn gravest(folder: &Folder, now: DateTime<Utc>) -> Option<(&str, Span)> {
    let incident = folder.incident.as_ref().filter(|_| folder.kind == RecordKind::Incident)?;
    if incident.kind != IncidentKind::Incident {
        return None;
    }
    let begun = folder.timeline.iter().filter(|entry| entry.at <= now);
    let changes = begun.filter_map(|entry| entry.severity.as_ref());
    let all: Vec<&Spanned<SeverityName>> = incident.severity.iter().chain(changes).collect();
    GRAVE.iter().find_map(|grave| {
        let severity = all.iter().find(|severity| severity.value.as_str() == *grave)?;
        Some((severity.value.as_str(), severity.span))
    })
}
