//! Several windows as one, from their own figures. It equals the review of these windows, without computing it again.

use std::collections::BTreeMap;

use super::{Review, Sample, Share, TierShare};

impl Review<'_> {
    /// Returns the figures of windows that do not overlap, from the figures of each.
    #[must_use]
    pub fn pooled(all: &[&Self]) -> Self {
        let sample = |take: fn(&Self) -> &Sample| Sample::pooled(all.iter().map(|one| take(one)));
        let share = |take: fn(&Self) -> &Share| Share::pooled(all.iter().map(|one| take(one)));
        let joined = |take: fn(&Self) -> &[String]| {
            all.iter().flat_map(|one| take(one)).cloned().collect::<Vec<String>>()
        };
        let mut tiers: BTreeMap<(&str, &str), Vec<&TierShare>> = BTreeMap::new();
        for one in all.iter().flat_map(|one| &one.sla) {
            tiers.entry((&one.tier, one.target.word())).or_default().push(one);
        }
        let tier = |shares: Vec<&TierShare>| {
            let first = shares.first()?;
            let share = Share::pooled(shares.iter().map(|one| &one.share));
            Some(TierShare { tier: first.tier.clone(), target: first.target, share })
        };
        let mut actions_done = share(|one| &one.actions_done);
        // Actions without a date belong to no window, so each review counts them.
        actions_done.left_out = all.first().map_or(0, |first| first.actions_done.left_out);
        Self {
            days: all.iter().map(|one| one.days).sum(),
            is_over: all.iter().all(|one| one.is_over),
            incidents: all.iter().flat_map(|one| one.incidents.iter().cloned()).collect(),
            near_misses: all.iter().flat_map(|one| one.near_misses.iter().cloned()).collect(),
            drills: all.iter().flat_map(|one| one.drills.iter().cloned()).collect(),
            detect: sample(|one| &one.detect),
            acknowledge: sample(|one| &one.acknowledge),
            tell: sample(|one| &one.tell),
            mitigate: sample(|one| &one.mitigate),
            resolve: sample(|one| &one.resolve),
            promises: share(|one| &one.promises),
            sla: tiers.into_values().filter_map(tier).collect(),
            postmortems: share(|one| &one.postmortems),
            postmortems_in_time: share(|one| &one.postmortems_in_time),
            publish: sample(|one| &one.publish),
            actions_done,
            actions_verified: share(|one| &one.actions_verified),
            verify: sample(|one| &one.verify),
            repeats: all.iter().flat_map(|one| one.repeats.iter().cloned()).collect(),
            likely_repeats: all.iter().flat_map(|one| one.likely_repeats.iter().cloned()).collect(),
            overrides: joined(|one| &one.overrides),
            voided: joined(|one| &one.voided),
        }
    }
}
