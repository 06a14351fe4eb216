//! The targets of the service level agreements, and the warnings before they are missed.

use chrono::{DateTime, TimeDelta, Utc};

use super::duty::Duty;
use super::item::{id, stamp};
use super::{DueItem, DueWhat, SlaTarget, sla_warning_id};
use crate::content::internal::ResponsePolicy;
use crate::content::{Content, Folder};
use crate::response::incident_clocks;
use crate::status::sla::{Clock, Standing};

/// Adds the targets that are not reached yet.
pub(super) fn add<'c>(
    folder: &'c Folder,
    content: &'c Content,
    duty: &Duty<'c>,
    now: DateTime<Utc>,
    items: &mut Vec<DueItem<'c>>,
) {
    let Ok(clocks) = incident_clocks(folder, content, now) else { return };
    let policy = content.internal.response.as_ref();
    let before = policy.map_or_else(|| ResponsePolicy::default().warn_before, |policy| policy.warn_before);
    for tier in clocks.tiers {
        let targets = [(SlaTarget::Response, tier.response), (SlaTarget::Resolution, tier.resolution)];
        for (target, clock) in targets {
            let Some(clock) = clock.filter(|clock| clock.reached.is_none()) else { continue };
            let responsible = match target {
                SlaTarget::Response => duty.on_call(),
                SlaTarget::Resolution => duty.first_of(&["commander"]),
            };
            let parts = ["sla", tier.tier.as_str(), target.word(), &stamp(clock.due)];
            items.push(DueItem {
                id: id(folder, &parts),
                at: clock.due,
                what: DueWhat::Sla { tier: tier.tier.clone(), customers: tier.customers.clone(), target },
                folder,
                responsible,
            });
            items.extend(warning(&tier.tier, target, &clock, before, folder, duty));
        }
    }
}

/// Returns the warning before a target is missed, unless somebody was warned. A target that is not longer than `before` is
/// warned of when half of it is over.
fn warning<'c>(
    tier: &str,
    target: SlaTarget,
    clock: &Clock,
    before: TimeDelta,
    folder: &'c Folder,
    duty: &Duty<'c>,
) -> Option<DueItem<'c>> {
    let before = if clock.target > before { before } else { clock.target / 2 };
    let at = clock.due.checked_sub_signed(before)?.max(clock.from);
    let step = sla_warning_id(tier, target);
    let is_taken = folder
        .timeline
        .iter()
        .any(|entry| entry.at >= clock.from && entry.did.as_ref().is_some_and(|did| did.value == step));
    (clock.standing == Standing::Running && !is_taken).then(|| DueItem {
        id: id(folder, &[&step, &stamp(clock.due)]),
        at,
        what: DueWhat::SlaWarning { tier: tier.to_owned(), target, breach: clock.due },
        folder,
        responsible: duty.above_technical_lead(),
    })
}
