//! Checks that people and teams are listed in `people.toml`.

use super::directory::{Directory, PeopleNames};
use super::record_context::RecordContext;
use super::time_format::format_minute;
use crate::content::Content;
use crate::content::internal::Shift;
use crate::content::public::Approval;
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::{Span, Spanned};

/// The author of timeline entries that monitoring writes.
const MACHINE: &str = "monitor";

/// Checks the people that an incident or a maintenance names.
pub(super) fn check_record(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let Some(people) = &directory.people else { return };
    let mut person = |name: &Spanned<String>| check_person(&name.value, name.span, people, found);
    let approver = |approval: &Approval| approval.by.clone();
    for update in context.updates {
        update.author.iter().for_each(&mut person);
        update.approvals.iter().filter_map(approver).for_each(|name| person(&name));
    }
    if let Some(postmortem) = context.postmortem {
        postmortem.author.iter().for_each(&mut person);
        postmortem.approvals.iter().filter_map(approver).for_each(|name| person(&name));
    }
    let handovers = context.timeline.iter().flat_map(|entry| &entry.roles);
    for (_, name) in context.incident.iter().flat_map(|incident| &incident.roles).chain(handovers) {
        person(name);
    }
    let postmortem = context.internal_postmortem;
    if let Some(postmortem) = postmortem {
        postmortem.author.iter().for_each(&mut person);
        postmortem.approvals.iter().filter_map(approver).for_each(|name| person(&name));
        postmortem.actions.iter().filter_map(|action| action.verified_by.as_ref()).for_each(&mut person);
    }
    for entry in context.timeline {
        match &entry.author {
            // An import keeps whoever wrote an item, also people who are not in the list.
            Some(author) if author != MACHINE && entry.source_id.is_none() => {
                check_person(author, entry.span, people, found);
            }
            _ => {}
        }
    }
    let doers = postmortem.iter().flat_map(|postmortem| &postmortem.actions);
    let doers = doers.filter_map(|action| action.owner.as_ref());
    for name in doers.chain(context.plan.iter().filter_map(|plan| plan.owner.as_ref())) {
        check_person_or_team(name, people, found);
    }
}

/// Checks the people that teams and owners name.
pub(super) fn check_internal(content: &Content, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let (Some(names), Some(people)) = (&directory.people, &content.internal.people) else { return };
    let alternates = people.people.iter().filter_map(|person| person.alternate.as_ref());
    let superiors = people.people.iter().filter_map(|person| person.reports_to.as_ref());
    let on_duty = people.rota.iter().map(|shift| &shift.person);
    let teams = people.teams.iter().flat_map(|team| team.members.iter().chain(team.lead.as_ref()));
    for name in alternates.chain(superiors).chain(teams).chain(on_duty) {
        check_person(&name.value, name.span, names, found);
    }
    for name in content.internal.owners.owners.iter().filter_map(|owner| owner.owner.as_ref()) {
        check_team(name, names, found);
    }
    for name in people.rota.iter().filter_map(|shift| shift.team.as_ref()) {
        check_team(name, names, found);
    }
    for name in content.internal.runbooks.iter().filter_map(|runbook| runbook.owner.as_ref()) {
        check_person_or_team(name, names, found);
    }
    for name in content.internal.reviews.iter().flat_map(|review| &review.attendees) {
        check_person(&name.value, name.span, names, found);
    }
    let ladders = content.internal.response.iter().flat_map(|policy| &policy.ladders);
    for step in ladders.flat_map(|ladder| &ladder.steps) {
        step.holder.team.iter().for_each(|name| check_team(name, names, found));
    }
    found.extend(people.rota.iter().enumerate().filter_map(|(index, shift)| {
        let earlier = people.rota.get(..index)?.iter().find(|earlier| earlier.overlaps(shift))?;
        Some(overlap(shift, earlier))
    }));
}

fn overlap(shift: &Shift, earlier: &Shift) -> Finding {
    let role = &shift.role.value;
    let message = format!("two people hold the role `{role}` at the same time");
    let (from, to) = (shift.from.max(earlier.from), shift.to.min(earlier.to));
    let (from, to) = (format_minute(from), format_minute(to));
    Finding::at(&rules::ROTA_OVERLAP, shift.person.span, message)
        .hint(format!("another shift covers {from} to {to}; let one end where the other begins"))
}

fn check_person(id: &str, span: Span, people: &PeopleNames<'_>, found: &mut Vec<Finding>) {
    if people.people.contains(id) {
        return;
    }
    let finding = Finding::at(&rules::UNKNOWN_PERSON, span, format!("unknown person `{id}`"));
    found.push(if people.teams.contains(id) {
        finding.hint(format!("`{id}` is a team; name one of its members")).confidential()
    } else {
        suggest(finding, did_you_mean(id, people.person_ids()), &format!("[person.{id}]"))
    });
}

fn check_team(name: &Spanned<String>, people: &PeopleNames<'_>, found: &mut Vec<Finding>) {
    let id = name.value.as_str();
    if people.teams.contains(id) {
        return;
    }
    let finding = Finding::at(&rules::UNKNOWN_PERSON, name.span, format!("unknown team `{id}`"));
    found.push(if people.people.contains(id) {
        finding.hint(format!("`{id}` is a person; name a team")).confidential()
    } else {
        suggest(finding, did_you_mean(id, people.team_ids()), &format!("[team.{id}]"))
    });
}

fn check_person_or_team(name: &Spanned<String>, people: &PeopleNames<'_>, found: &mut Vec<Finding>) {
    let id = name.value.as_str();
    if people.people.contains(id) || people.teams.contains(id) {
        return;
    }
    let near = did_you_mean(id, people.person_ids().chain(people.team_ids()));
    let finding = Finding::at(&rules::UNKNOWN_PERSON, name.span, format!("unknown person or team `{id}`"));
    found.push(suggest(finding, near, &format!("[person.{id}]")));
}

/// The names of people are internal, so suggestions are confidential.
fn suggest(finding: Finding, near: Option<&str>, table: &str) -> Finding {
    match near {
        Some(near) => finding.hint(format!("did you mean `{near}`?")).confidential(),
        None => finding.hint(format!("add a table `{table}` to `people.toml`, or correct the name")),
    }
}
