//! Who is told before a service level is missed.

use chrono::{DateTime, Utc};

use super::approvers::{COMMANDER, is_here};
use super::directory::Directory;
use super::record_context::RecordContext;
use crate::content::internal::{IncidentKind, role_holder};
use crate::content::public::RecordKind;
use crate::content::{ComponentNames, Content, Folder};
use crate::diagnostics::{Finding, rules};

/// Returns the person who is told before a service level is missed in an incident at a time (UTC): whom the technical
/// lead reports to, or else the lead of a team that owns an affected component, or else the commander's alternate. It is
/// never the technical lead, who is busy and knows.
#[must_use]
pub fn breach_contact<'c>(folder: &'c Folder, content: &'c Content, at: DateTime<Utc>) -> Option<&'c str> {
    let people = content.internal.people.as_ref()?;
    let holder = |role: &str| role_holder(folder, Some(people), role, at);
    let technical_lead = holder("technical_lead");
    let superior = technical_lead.and_then(|id| people.person(id)?.reports_to.as_ref());
    let names = ComponentNames::new(&content.public.components);
    let components = folder.incident.iter().flat_map(|incident| &incident.components);
    let leads = components.filter_map(|name| {
        let component = names.one(&name.value)?;
        let mut owners = content.internal.owners.owners.iter();
        let owner = owners.find(|owner| names.one(&owner.component.value) == Some(component))?;
        people.team(&owner.owner.as_ref()?.value)?.lead.as_ref()
    });
    let alternate = holder(COMMANDER).and_then(|id| people.person(id)?.alternate.as_ref());
    let candidates = superior.into_iter().chain(leads).chain(alternate).map(|id| id.value.as_str());
    candidates.into_iter().find(|id| Some(*id) != technical_lead && is_here(people, id, at))
}

/// Reports an open incident in which nobody would be told. Only sites that say how they respond are asked for it.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let Some(incident) = context.incident else { return };
    if context.kind != RecordKind::Incident || incident.kind != IncidentKind::Incident || context.is_over() {
        return;
    }
    let (Some(site), Some(severity)) = (directory.site, context.severity_at(now)) else { return };
    let has_target = site.tiers.values().any(|tier| tier.targets.contains_key(severity.as_str()));
    let records = directory.content();
    if !has_target || records.internal.response.is_none() {
        return;
    }
    if breach_contact(context.whole_folder, records, now).is_some() {
        return;
    }
    let span = incident.severity.as_ref().map_or(incident.span, |severity| severity.span);
    let message = "nobody would be told before a service level of this incident is missed";
    let hint = "in `people.toml`, say whom the technical lead reports to (`reports_to`), or name the lead of the team that owns the components";
    found.push(Finding::at(&rules::NOBODY_TO_WARN, span, message).hint(hint));
}
