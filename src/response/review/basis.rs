//! What reviews of different windows have in common. It is computed once, because a page for each month needs it each time.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::approvals::{Exception, approvals, exceptions};
use super::cases::{ReviewedIncident, cases};
use super::promises::{DuePromise, due_promises, promises};
use super::{Review, ReviewWindow, Sample, actions, postmortems, repeats, sla};
use crate::check::{LikelyRepeat, likely_repeats};
use crate::content::Content;
use crate::content::internal::{IncidentKind, ReviewPolicy};
use crate::response::ActionItem;
use crate::source::Snapshot;

/// What reviews of different windows have in common.
#[derive(Debug)]
pub struct ReviewBasis<'c> {
    content: &'c Content,
    snapshot: &'c Snapshot,
    zone: Tz,
    now: DateTime<Utc>,
    cases: Vec<ReviewedIncident<'c>>,
    promises: Vec<DuePromise>,
    exceptions: Vec<Exception>,
    actions: Vec<ActionItem<'c>>,
    likely_repeats: Vec<LikelyRepeat<'c>>,
}

impl<'c> ReviewBasis<'c> {
    /// Collects what reviews at `now` (UTC) need. Days and months are those of `zone`.
    #[must_use]
    pub fn new(content: &'c Content, snapshot: &'c Snapshot, zone: Tz, now: DateTime<Utc>) -> Self {
        let ((cases, promises), (exceptions, likely_repeats)) = rayon::join(
            || (cases(content, now), due_promises(content, now)),
            || (exceptions(content, snapshot), likely_repeats(content)),
        );
        let actions = crate::response::actions(content, now);
        Self { content, snapshot, zone, now, cases, promises, exceptions, actions, likely_repeats }
    }

    /// Returns all incidents that look like an earlier one, without an answer whether they repeat it.
    #[must_use]
    pub fn likely_repeats(&self) -> &[LikelyRepeat<'c>] {
        &self.likely_repeats
    }

    /// Computes the figures of windows that do not overlap.
    #[must_use]
    pub fn review(&self, windows: &[ReviewWindow]) -> Review<'c> {
        let Self { content, snapshot, zone, now, .. } = *self;
        let usual = ReviewPolicy::default();
        let policy = content.internal.response.as_ref().and_then(|policy| policy.review.as_ref());
        let policy = policy.unwrap_or(&usual);
        let is_within = |at: DateTime<Utc>| windows.iter().any(|window| window.contains(at));
        let of_kind = |kind: IncidentKind| {
            let own = self.cases.iter().filter(|case| case.kind == kind && is_within(case.at));
            own.cloned().collect::<Vec<ReviewedIncident<'c>>>()
        };
        let incidents = of_kind(IncidentKind::Incident);
        let sample = |take: fn(&ReviewedIncident<'_>) -> Option<TimeDelta>| {
            Sample::of(incidents.iter().map(|case| (case.folder.slug(), take(case))))
        };
        let earlier: Vec<&ReviewedIncident<'c>> =
            self.cases.iter().filter(|case| case.kind == IncidentKind::Incident).collect();
        let (overrides, voided) = approvals(&self.exceptions, &is_within);
        let [postmortems, postmortems_in_time] =
            postmortems::shares(&incidents, policy, content, snapshot, now);
        let repeats = repeats::repeats(&incidents, &earlier, content);
        let is_likely = |likely: &&LikelyRepeat<'c>| {
            let name = &likely.incident.name;
            incidents.iter().any(|case| case.folder.name == *name)
                && !repeats.iter().any(|repeat| repeat.incident.name == *name)
        };
        let likely_repeats = self.likely_repeats.iter().filter(is_likely).cloned().collect();
        let actions = actions::figures(windows, &self.actions, zone, now);
        Review {
            is_over: windows.iter().all(|window| window.is_over(now)),
            days: windows.iter().map(ReviewWindow::days).sum(),
            detect: sample(|case| case.durations.detect),
            acknowledge: sample(|case| case.durations.acknowledge),
            tell: sample(|case| case.durations.first_update),
            mitigate: sample(|case| case.durations.mitigate),
            resolve: sample(|case| case.durations.resolve),
            promises: promises(&self.promises, &is_within),
            sla: sla::by_tier(&incidents, content, now),
            postmortems,
            postmortems_in_time,
            publish: postmortems::publish(&incidents, policy, content, snapshot, now),
            actions_done: actions.done,
            actions_verified: actions.verified,
            verify: actions.verify,
            repeats,
            likely_repeats,
            near_misses: of_kind(IncidentKind::NearMiss),
            drills: of_kind(IncidentKind::Drill),
            overrides,
            voided,
            incidents,
        }
    }
}
