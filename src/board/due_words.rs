//! What is due, in words: for the site for colleagues and for the commands.

use crate::check::Waiting;
use crate::content::AudienceTag;
use crate::content::internal::People;
use crate::response::{DueItem, DueWhat, SlaTarget, UpdateReason, executive_notice_id, sla_warning_id};
use crate::source::Snapshot;
use crate::span::FileId;

/// Returns what is due as a phrase.
#[must_use]
pub fn what(what: &DueWhat) -> String {
    match what {
        DueWhat::NextUpdate { reason, readers } => {
            let why = match reason {
                UpdateReason::Promised => "as promised",
                UpdateReason::Policy => "by the policy of the severity",
                UpdateReason::SeverityRaised => "because the severity rose",
                UpdateReason::First => "the first one",
            };
            let is_public = readers.contains(&AudienceTag::Public);
            let tags: Vec<String> = readers.iter().map(AudienceTag::to_string).collect();
            let readers = if is_public { "customers".to_owned() } else { tags.join(", ") };
            format!("next update to {readers}, {why}")
        }
        DueWhat::Acknowledgement => "acknowledge the incident".to_owned(),
        DueWhat::Sla { tier, customers, target } => {
            let customers =
                if customers.is_empty() { String::new() } else { format!(" ({})", customers.join(", ")) };
            format!("SLA of {tier}{customers}: {}", target.word())
        }
        DueWhat::SlaWarning { tier, target, breach } => {
            let (target, breach) = (target.word(), breach.format("%H:%M UTC"));
            format!("step in before {tier} misses its {target} target at {breach}")
        }
        DueWhat::Step { action, channel, .. } => {
            let channel = channel.as_ref().map(|channel| format!(" ({channel})")).unwrap_or_default();
            format!("{action}{channel}")
        }
        DueWhat::ExecutiveNotice { customer, tier } => match (customer, tier) {
            (Some(customer), _) => format!("tell the executives of {customer}"),
            (None, tier) => {
                format!("tell the executives of the customers in {}", tier.as_deref().unwrap_or("this tier"))
            }
        },
        DueWhat::Postmortem { reasons, is_begun: false } => {
            format!("write the post-mortem ({})", reasons.join(", "))
        }
        DueWhat::Postmortem { reasons, is_begun: true } => {
            format!("finish the post-mortem ({})", reasons.join(", "))
        }
        DueWhat::Action { action, title, is_done: false } => format!("action {action}: {title}"),
        DueWhat::Action { action, title, is_done: true } => format!("verify action {action}: {title}"),
        DueWhat::Approval { waiting, role, .. } => {
            let role = role.replace('_', " ");
            match waiting {
                Waiting::AfterOverride => format!("approve as {role} what was published without"),
                Waiting::Refused => format!("approve as {role}: no build publishes the text without"),
                Waiting::Approval | Waiting::Publication => format!("approve a draft as {role}"),
            }
        }
    }
}

/// Returns who is responsible.
#[must_use]
pub fn who(item: &DueItem<'_>, people: Option<&People>) -> String {
    let responsible = &item.responsible;
    let name = |id: &String| {
        let known = people.and_then(|people| people.person(id)?.name.as_ref());
        known.map_or_else(|| id.clone(), |name| name.value.clone())
    };
    let names: Vec<String> = responsible.people.iter().map(name).collect();
    let role = responsible.role.as_ref().map(|role| role.replace('_', " "));
    match (names.is_empty(), role) {
        (false, Some(role)) => format!("{} ({role})", names.join(" or ")),
        (false, None) => names.join(" or "),
        // An approval needs somebody else than the author.
        (true, Some(role)) if matches!(item.what, DueWhat::Approval { .. }) => {
            format!("{role}, but nobody may; name an alternate in `people.toml`")
        }
        (true, Some(role)) if matches!(item.what, DueWhat::Action { .. }) => format!("nobody is the {role}"),
        (true, Some(role)) => format!("{role}, which nobody is"),
        (true, None) => "nobody is named".to_owned(),
    }
}

/// Returns the step that `did` names, for items that the timeline settles.
#[must_use]
pub fn step(what: &DueWhat) -> Option<String> {
    match what {
        DueWhat::Step { step, .. } => Some(step.clone()),
        DueWhat::SlaWarning { tier, target, .. } => Some(sla_warning_id(tier, *target)),
        DueWhat::ExecutiveNotice { customer, tier } => {
            customer.as_ref().or(tier.as_ref()).map(|name| executive_notice_id(name))
        }
        _ => None,
    }
}

/// Returns the command that settles an item, or the file that has to be written.
#[must_use]
pub fn settled_by(item: &DueItem<'_>, snapshot: &Snapshot) -> String {
    let slug = item.folder.slug();
    let path = |file: &FileId| snapshot.file(*file).map_or("FILE", |file| file.path.as_str()).to_owned();
    match &item.what {
        DueWhat::NextUpdate { .. } => format!("allclear post {slug}"),
        DueWhat::Acknowledgement | DueWhat::Sla { target: SlaTarget::Response, .. } => {
            format!("allclear log {slug} --milestone acknowledged")
        }
        DueWhat::Sla { target: SlaTarget::Resolution, .. } => {
            format!("allclear post {slug} --status resolved")
        }
        DueWhat::Postmortem { is_begun: false, .. } => format!("allclear postmortem draft {slug}"),
        DueWhat::Postmortem { is_begun: true, .. } => format!("{}/postmortem.md", item.folder.path()),
        DueWhat::Action { action, is_done: false, .. } => format!("allclear actions done {action}"),
        DueWhat::Action { action, is_done: true, .. } => format!("allclear actions verify {action}"),
        DueWhat::Approval { file, waiting: Waiting::Approval, role } => {
            format!("allclear approve {} --role {role} --publish", path(file))
        }
        DueWhat::Approval { file, role, .. } => format!("allclear approve {} --role {role}", path(file)),
        other => format!("allclear log {slug} --did {}", step(other).unwrap_or_default()),
    }
}
