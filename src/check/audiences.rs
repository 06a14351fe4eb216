//! Checks that the tiers and customers in audiences exist, and that inherited audiences are clear.

use super::directory::Directory;
use super::record_context::RecordContext;
use crate::content::public::Update;
use crate::content::{AudienceTag, Content};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::{Span, Spanned};

/// Checks the tiers and customers that an incident or a maintenance names.
pub(super) fn check_record(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    unclear(context.updates, found);
    replaced(context, found);
    let updates = context.updates.iter().filter_map(|update| update.audience.as_ref());
    let postmortem = context.postmortem.and_then(|postmortem| postmortem.audience.as_ref());
    for audience in updates.chain(postmortem) {
        tags(audience, directory, found);
    }
    let incident = context.incident.map(|incident| (&incident.tiers, &incident.customers));
    let plan = context.plan.map(|plan| (&plan.tiers, &plan.customers));
    for (tiers, customers) in incident.into_iter().chain(plan) {
        for name in tiers {
            tier(&name.value, name.span, directory, found);
        }
        for name in customers {
            customer(&name.value, name.span, directory, found);
        }
    }
}

/// Reports a first entry without an audience after a draft with one, because its author may expect to inherit it.
fn unclear(updates: &[Update], found: &mut Vec<Finding>) {
    let Some(first) = updates.iter().position(|update| !update.draft) else { return };
    let (drafts, released) = updates.split_at(first);
    let meant = drafts.iter().filter_map(|draft| draft.audience.as_ref());
    let Some(meant) = meant.into_iter().find(|audience| audience.value != [AudienceTag::Public]) else {
        return;
    };
    if let Some(update) = released.first().filter(|update| update.audience.is_none()) {
        found.push(
            Finding::at(
                &rules::AUDIENCE_UNCLEAR,
                update.span,
                "this entry has no `audience`, but an earlier draft has one",
            )
            .hint("write the audience down: `audience = [\"public\"]` is everybody")
            .related(meant.span, "entries do not inherit from this draft"),
        );
    }
}

/// Reports an entry without an audience in a record where another entry looks like the first one and has another
/// audience. A first entry that was inserted later, or a changed date, would change the audience of the entry.
fn replaced(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    let mut released = context.updates.iter().filter(|update| !update.draft);
    let Some(first) = released.next() else { return };
    let usual = first.audience.as_ref().map_or(&[AudienceTag::Public][..], |tags| tags.value.as_slice());
    let like_a_first = released.clone().filter(|update| update.title.is_some() && update.status.is_some());
    let others = like_a_first.filter_map(|update| update.audience.as_ref());
    let Some(other) = others.into_iter().find(|audience| audience.value != usual) else { return };
    let entries = std::iter::once(first).chain(released);
    let entry = entries.into_iter().find(|update| update.audience.is_none()).map(|update| update.span);
    let postmortem = context.postmortem.filter(|postmortem| postmortem.audience.is_none());
    let postmortem = postmortem.and_then(|postmortem| Some(postmortem.published.as_ref()?.span));
    if let Some(span) = entry.or(postmortem) {
        found.push(
            Finding::at(
                &rules::AUDIENCE_UNCLEAR,
                span,
                "this text has no `audience`, and an entry that looks like the first one has another audience than the first",
            )
            .hint("write the audience down: `audience = [\"public\"]` is everybody")
            .related(other.span, "this entry has a title and a status, like a first entry"),
        );
    }
}

/// Checks the audiences of components and notices.
pub(super) fn check_site(content: &Content, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let components = content.public.components.iter().filter_map(|component| component.audience.as_ref());
    let notices = content.public.notices.iter().filter_map(|notice| notice.audience.as_ref());
    for audience in components.chain(notices) {
        tags(audience, directory, found);
    }
    for name in content.internal.customers.iter().filter_map(|customer| customer.tier.as_ref()) {
        tier_of_customer(name, directory, found);
    }
    let notices = content.internal.response.iter().flat_map(|policy| &policy.executive_notices);
    for (name, _) in notices {
        tier(&name.value, name.span, directory, found);
    }
}

/// Reports a tier that `site.toml` does not have, if it has others. Without any, tiers are only names for audiences.
fn tier_of_customer(name: &Spanned<String>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    if directory.site_tiers.is_empty() || directory.site_tiers.contains(name.value.as_str()) {
        return;
    }
    let hint = match did_you_mean(&name.value, directory.site_tiers.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("add `[tier.{}]` to `site.toml`, which may be empty, or correct the name", name.value)
        }
    };
    let message = format!("unknown tier `{}`", name.value);
    found.push(Finding::at(&rules::UNKNOWN_TIER, name.span, message).hint(hint));
}

fn tags(audience: &Spanned<Vec<AudienceTag>>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for tag in &audience.value {
        match tag {
            AudienceTag::Public => {}
            AudienceTag::Tier(id) => tier(id, audience.span, directory, found),
            AudienceTag::Customer(id) => customer(id, audience.span, directory, found),
        }
    }
}

pub(super) fn tier(id: &str, span: Span, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let known = directory.site_tiers.contains(id) || directory.customer_tiers.contains(id);
    // Without the customer files it is unknown which tiers they are in.
    if known || directory.customers.is_none() {
        return;
    }
    let finding = Finding::at(&rules::UNKNOWN_TIER, span, format!("unknown tier `{id}`"));
    let public = did_you_mean(id, directory.site_tiers.iter().copied());
    found.push(match (public, did_you_mean(id, directory.customer_tiers.iter().copied())) {
        (Some(near), _) => finding.hint(format!("did you mean `{near}`?")),
        (None, Some(near)) => finding.hint(format!("did you mean `{near}`?")).confidential(),
        (None, None) => {
            finding.hint(format!("add a table such as `[tier.{id}.P1]` to `site.toml`, or correct the name"))
        }
    });
}

pub(super) fn customer(id: &str, span: Span, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let Some(customers) = directory.customers.as_ref().filter(|customers| !customers.contains_key(id)) else {
        return;
    };
    let finding = Finding::at(&rules::UNKNOWN_CUSTOMER, span, format!("unknown customer `{id}`"));
    found.push(match did_you_mean(id, customers.keys().copied()) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")).confidential(),
        None => finding.hint(format!("create `content/customers/{id}.md`, or correct the name")),
    });
}
