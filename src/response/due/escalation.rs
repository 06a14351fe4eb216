//! The steps of the escalation, and the notices to executives.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::duty::Duty;
use super::item::{id, stamp};
use super::run::{Run, Stretch};
use super::{DueItem, DueWhat, executive_notice_id};
use crate::content::internal::{EscalationStep, ExecutiveNotice, ResponsePolicy};
use crate::content::{Content, Folder};
use crate::response::tier_sla::affected_tiers;

/// Adds the steps that were not taken.
pub(super) fn add<'c>(
    folder: &'c Folder,
    content: &'c Content,
    duty: &Duty<'c>,
    now: DateTime<Utc>,
    items: &mut Vec<DueItem<'c>>,
) {
    let Some(run) = Run::of(folder, now) else { return };
    if let Some(policy) = &content.internal.response {
        for stretch in &run.stretches {
            let steps = policy.ladder(stretch.severity).map(|ladder| &*ladder.steps).unwrap_or_default();
            for step in steps {
                for at in due_times(step, stretch, &run, folder, now) {
                    items.push(DueItem {
                        id: id(folder, &["step", stretch.severity, &step.id.value, &stamp(at)]),
                        at,
                        what: DueWhat::Step {
                            step: step.id.value.clone(),
                            action: step.action.clone(),
                            channel: step.channel.clone(),
                        },
                        folder,
                        responsible: duty.holder(&step.holder),
                    });
                }
            }
        }
    }
    notices(folder, content, duty, &run, items);
}

/// Returns when a step is due. Of a step that repeats, these are the newest time that has passed and the next one: who
/// takes it then has taken the earlier ones too.
fn due_times(
    step: &EscalationStep,
    stretch: &Stretch<'_>,
    run: &Run<'_>,
    folder: &Folder,
    now: DateTime<Utc>,
) -> Vec<DateTime<Utc>> {
    let Some(first) = stretch.counts_from.checked_add_signed(step.after) else { return Vec::new() };
    let taken: Vec<DateTime<Utc>> = taken(folder, &step.id.value, stretch.counts_from, now).collect();
    let Some(interval) = step.repeat.filter(|interval| *interval > TimeDelta::zero()) else {
        return if taken.is_empty() && run.contains(stretch, first) { vec![first] } else { Vec::new() };
    };
    // It may be taken a little early, up to half of the interval.
    let is_open = |at: &DateTime<Utc>| !taken.iter().any(|done| *done >= *at - interval / 2);
    let passed = (now - first).num_milliseconds().div_euclid(interval.num_milliseconds().max(1)).max(-1);
    // If the newest time is not in the stretch, an earlier one may be: a stretch can have ended.
    let last = [stretch.to, run.resolved].into_iter().flatten().filter(|end| *end <= now).min();
    let passed = match last {
        Some(end) => {
            (end - first).num_milliseconds().div_euclid(interval.num_milliseconds().max(1)).min(passed)
        }
        None => passed,
    };
    let time = |number: i64| {
        let offset = i32::try_from(number).ok().and_then(|number| interval.checked_mul(number))?;
        first.checked_add_signed(offset)
    };
    let newest = [passed, passed - 1].into_iter().filter(|number| *number >= 0).filter_map(time);
    let newest = newest.into_iter().find(|at| run.contains(stretch, *at) && *at <= now);
    let next = (passed.max(-1) + 1..).take(2).filter_map(time).find(|at| *at > now && is_open(at));
    newest.filter(is_open).into_iter().chain(next.filter(|at| run.contains(stretch, *at))).collect()
}

/// Returns when the timeline says that a step was taken, from a time on and up to `now` (UTC).
fn taken<'f>(
    folder: &'f Folder,
    step: &'f str,
    from: DateTime<Utc>,
    now: DateTime<Utc>,
) -> impl Iterator<Item = DateTime<Utc>> + 'f {
    let entries = folder.timeline.iter().filter(move |entry| entry.at >= from && entry.at <= now);
    entries.filter(move |entry| entry.did.as_ref().is_some_and(|did| did.value == step)).map(|entry| entry.at)
}

/// Adds the notices that contracts require and that were not given.
fn notices<'c>(
    folder: &'c Folder,
    content: &'c Content,
    duty: &Duty<'c>,
    run: &Run<'_>,
    items: &mut Vec<DueItem<'c>>,
) {
    for told in told(folder, content) {
        let listed = |stretch: &&Stretch<'_>| {
            told.notice.severities.iter().any(|severity| severity.value.as_str() == stretch.severity)
        };
        // What falls due in one of the severities stays due in the others of the list.
        let Some(first) = run.stretches.iter().find(listed) else { continue };
        let Some(at) = first.counts_from.checked_add_signed(told.notice.within) else { continue };
        let in_force = run.stretches.iter().filter(listed).any(|stretch| run.contains(stretch, at));
        let name = told.customer.as_ref().or(told.tier.as_ref()).cloned().unwrap_or_default();
        let step = executive_notice_id(&name);
        let is_given = folder.timeline.iter().any(|entry| {
            entry.at >= first.counts_from && entry.did.as_ref().is_some_and(|did| did.value == step)
        });
        if !in_force || is_given {
            continue;
        }
        items.push(DueItem {
            id: id(folder, &[&step, &stamp(at)]),
            at,
            what: DueWhat::ExecutiveNotice { customer: told.customer, tier: told.tier },
            folder,
            responsible: duty.first_of(&["stakeholder_liaison", "commander"]),
        });
    }
}

/// A customer whose executives have to be told, or the customers of a tier if they are not known.
struct Told<'c> {
    customer: Option<String>,
    tier: Option<String>,
    notice: &'c ExecutiveNotice,
}

/// Returns the notices for the affected customers: what the file of the customer says, or else what its tier says.
fn told<'c>(folder: &Folder, content: &'c Content) -> Vec<Told<'c>> {
    let Some(incident) = &folder.incident else { return Vec::new() };
    let policy = content.internal.response.as_ref();
    let of_tier = |tier: &str| {
        let mut notices = policy.iter().flat_map(|policy: &&'c ResponsePolicy| &policy.executive_notices);
        notices.find(|(name, _)| name.value == tier).map(|(_, notice)| notice)
    };
    let mut all: BTreeMap<String, Told<'c>> = BTreeMap::new();
    let tiers = content.public.site.as_ref().map(|site| affected_tiers(Some(incident), content, site));
    for (tier, customers) in tiers.unwrap_or_default() {
        if let (true, Some(notice)) = (customers.is_empty(), of_tier(tier)) {
            all.insert(format!("tier {tier}"), Told { customer: None, tier: Some(tier.to_owned()), notice });
        }
        for customer in customers {
            let notice = customer.executive_notice.as_ref().or_else(|| of_tier(tier));
            if let Some(notice) = notice {
                let told = Told { customer: Some(customer.id.clone()), tier: Some(tier.to_owned()), notice };
                all.insert(format!("customer {}", customer.id), told);
            }
        }
    }
    // Customers without a tier in `site.toml` are affected if the record names them.
    for customer in &content.internal.customers {
        let is_named = incident.customers.iter().any(|name| name.value == customer.id);
        let tier = customer.tier.as_ref().map(|tier| tier.value.clone());
        let notice = customer.executive_notice.as_ref().or_else(|| of_tier(tier.as_deref()?));
        if let (true, Some(notice)) = (is_named, notice) {
            let told = Told { customer: Some(customer.id.clone()), tier, notice };
            all.entry(format!("customer {}", customer.id)).or_insert(told);
        }
    }
    all.into_values().collect()
}
