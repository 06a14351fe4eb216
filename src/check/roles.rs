//! Checks who responds to an open incident: whether the communications lead writes the updates, and whether somebody
//! holds each role that a grave incident needs.

use chrono::{DateTime, TimeDelta, Utc};

use super::directory::Directory;
use super::promises::noticed;
use super::record_context::{RecordContext, is_open_at};
use super::time_format::format_elapsed;
use crate::content::SeverityName;
use crate::content::internal::{IncidentKind, needed_roles, role_holder};
use crate::content::public::RecordKind;
use crate::diagnostics::{Finding, rules};

/// The role of the person who writes to customers.
const COMMUNICATIONS_LEAD: &str = "communications_lead";

/// How long a grave incident may be without them.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// Reports updates by others than the communications lead, and roles that nobody holds.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let is_incident = context.kind == RecordKind::Incident
        && context.incident.is_none_or(|incident| incident.kind == IncidentKind::Incident);
    // A role may be handed over in an entry that cannot be read.
    if !is_incident || context.whole_folder.record_incomplete || directory.people.is_none() {
        return;
    }
    if context.views.iter().any(|view| is_open_at(context.kind, view, directory, now)) {
        by_others(context, directory, found);
    }
    if !context.is_over() {
        found.extend(missing(context, directory, now));
    }
}

fn by_others(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let people = directory.all_people();
    for update in context.released.iter().filter(|update| update.whole && update.retracted.is_none()) {
        let Some(author) = &update.author else { continue };
        let Some(lead) = role_holder(context.whole_folder, people, COMMUNICATIONS_LEAD, update.at) else {
            continue;
        };
        let alternate = people.and_then(|people| people.person(lead)?.alternate.as_ref());
        if author.value == lead || alternate.is_some_and(|alternate| alternate.value == author.value) {
            continue;
        }
        let message =
            format!("this update is by `{}`, but the communications lead is `{lead}`", author.value);
        let hint = format!(
            "let `{lead}` write to customers, or write down who has taken over: `allclear log --role \
             {COMMUNICATIONS_LEAD}={}`",
            author.value
        );
        found.push(
            Finding::at(&rules::NOT_COMMUNICATIONS_LEAD, author.span, message).hint(hint).confidential(),
        );
    }
}

fn missing(context: &RecordContext<'_>, directory: &Directory<'_>, now: DateTime<Utc>) -> Option<Finding> {
    let severity = context.incident?.severity.as_ref()?;
    let gravest = SeverityName::BUILT_IN.first()?;
    let raised = context.severity_since(now).filter(|(name, _)| name.as_str() == *gravest)?.1;
    let since = raised.into_iter().chain(noticed(context, directory)).max()?;
    if now - since <= PATIENCE {
        return None;
    }
    let people = directory.all_people();
    let is_open = |role: &&str| role_holder(context.whole_folder, people, role, now).is_none();
    let open: Vec<&str> = needed_roles(Some(gravest)).filter(is_open).collect();
    let first = open.first()?;
    let names: Vec<String> = open.iter().map(|role| role.replace('_', " ")).collect();
    let message =
        format!("this {gravest} has had no {} for {}", names.join(", no "), format_elapsed(now - since));
    let hint = format!("name somebody: `allclear log --role {first}=NAME`, or in `[roles]` of `incident.md`");
    Some(Finding::at(&rules::ROLES_MISSING, severity.span, message).hint(hint))
}
