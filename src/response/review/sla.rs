//! The targets of service levels, by tier.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{ReviewedIncident, Share};
use crate::content::Content;
use crate::response::{SlaTarget, incident_clocks};
use crate::status::sla::{Clock, Standing};

/// How many targets of a tier were met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierShare {
    /// The tier.
    pub tier: String,
    /// Which target.
    pub target: SlaTarget,
    /// How many were met.
    pub share: Share,
}

/// Counts the clocks of incidents by tier and target, at `now` (UTC). Clocks that still run are left out.
pub(super) fn by_tier(
    incidents: &[ReviewedIncident<'_>],
    content: &Content,
    now: DateTime<Utc>,
) -> Vec<TierShare> {
    let mut all: BTreeMap<(String, bool), Share> = BTreeMap::new();
    for case in incidents {
        let Ok(clocks) = incident_clocks(case.folder, content, now) else { continue };
        for tier in clocks.tiers {
            let mut add = |is_resolution: bool, clock: Option<Clock>| {
                let Some(clock) = clock else { return };
                let share = all.entry((tier.tier.clone(), is_resolution)).or_default();
                match clock.standing {
                    Standing::Running => share.left_out += 1,
                    standing => share.add(standing == Standing::Met, || case.folder.slug()),
                }
            };
            add(false, tier.response);
            add(true, tier.resolution);
        }
    }
    let target = |is_resolution| if is_resolution { SlaTarget::Resolution } else { SlaTarget::Response };
    all.into_iter().map(|((tier, last), share)| TierShare { tier, target: target(last), share }).collect()
}
