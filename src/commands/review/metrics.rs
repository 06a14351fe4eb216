//! The figures of a review in the order in which they are shown, with their words.

use std::collections::BTreeSet;

use super::metric::{Figure, Metric};
use crate::check::LikelyRepeat;
use crate::content::internal::ReviewPolicy;
use crate::content::{SeverityName, format_duration};
use crate::response::{ActionItem, Repeat, RepeatReason, Review, ReviewedIncident, Sample, Share, TierShare};

/// What is left out of a count of incidents.
const NOT_INCIDENTS: &str =
    "near misses and drills; an incident that was merged into another one counts as a part of it";
/// What is left out of durations.
const NO_TIMES: &str =
    "missing and negative values, records with errors, and the time in which the incident was closed";
/// What is left out of the figures of post-mortems.
const NOT_DUE: &str = "waived ones, and those that are not due yet";
/// What is left out of the figures of actions.
const NO_DATE: &str = "actions without `created`";

/// A sample without values, for a tier that the other window does not have.
static NOTHING: Share = Share { met: 0, of: 0, missed: Vec::new(), left_out: 0 };

/// Takes a value out of a review.
type Take<T> = for<'r> fn(&'r Review<'_>) -> &'r T;

/// Adds figures of a review and of its baseline.
struct Builder<'r> {
    review: &'r Review<'r>,
    earlier: Option<&'r Review<'r>>,
    metrics: Vec<Metric<'r>>,
}

/// Returns all figures of a review.
pub(super) fn metrics<'r>(
    review: &'r Review<'r>,
    earlier: Option<&'r Review<'r>>,
    policy: &ReviewPolicy,
    work: &[ActionItem<'_>],
) -> Vec<Metric<'r>> {
    let mut builder = Builder { review, earlier, metrics: Vec::new() };
    builder.incidents();
    builder.times();
    builder.share(
        "promised_updates_kept",
        "Promised updates kept",
        "updates that came by the time that an update had promised ÷ promises that fell due; by the time at which they fell due",
        "promises that were withdrawn before they fell due, near misses and drills",
        None,
        |review| &review.promises,
    );
    builder.tiers();
    builder.postmortems(policy);
    builder.actions(policy);
    builder.open_work(work);
    builder.count(
        "repeats",
        "Repeats",
        "incidents with `repeat_of`, or with the same cause and component as an incident of the 90 days before",
        "causes that no `postmortem.md` names",
        |review| review.repeats.iter().map(repeat).collect(),
    );
    builder.count(
        "likely_repeats",
        "Likely repeats",
        "incidents with the same component as one of the 90 days before and words of its title; they do not count as repeats",
        "incidents with `repeat_of` or `not_repeat_of`, and repeats",
        |review| review.likely_repeats.iter().map(likely_repeat).collect(),
    );
    builder.count(
        "overrides",
        "Overrides",
        "approvals with the role `override`; by the time of the approval",
        "nothing",
        |review| review.overrides.clone(),
    );
    builder.count(
        "voided_approvals",
        "Voided approvals",
        "approvals of a text that was changed since; by the time of the approval",
        "approvals that were taken out of the file",
        |review| review.voided.clone(),
    );
    builder.count(
        "near_misses",
        "Near misses",
        "records with `kind = \"near_miss\"`; by detection",
        "nothing",
        |review| names(&review.near_misses),
    );
    builder.count("drills", "Drills", "records with `kind = \"drill\"`; by detection", "nothing", |review| {
        names(&review.drills)
    });
    builder.metrics
}

impl<'r> Builder<'r> {
    fn add(
        &mut self,
        id: impl Into<String>,
        title: impl Into<String>,
        (formula, left_out): (&'static str, &'static str),
        target: Option<u32>,
        figure: impl Fn(&'r Review<'r>) -> Figure<'r>,
    ) {
        self.metrics.push(Metric {
            id: id.into(),
            title: title.into(),
            formula,
            left_out,
            figure: figure(self.review),
            baseline: self.earlier.map(figure),
            target,
        });
    }

    fn count(
        &mut self,
        id: &str,
        title: &str,
        formula: &'static str,
        left_out: &'static str,
        names: impl Fn(&'r Review<'r>) -> Vec<String>,
    ) {
        self.add(id, title, (formula, left_out), None, |review| {
            let names = names(review);
            Figure::Count { per_30_days: review.per_30_days(names.len()), names }
        });
    }

    fn share(
        &mut self,
        id: &str,
        title: &str,
        formula: &'static str,
        left_out: &'static str,
        target: Option<u32>,
        take: Take<Share>,
    ) {
        self.add(id, title, (formula, left_out), target, |review| Figure::Share(take(review)));
    }

    fn sample(
        &mut self,
        id: &str,
        title: &str,
        formula: &'static str,
        left_out: &'static str,
        take: Take<Sample>,
    ) {
        self.add(id, title, (formula, left_out), None, |review| Figure::Times(take(review)));
    }

    /// Adds the incidents, all of them and by severity.
    fn incidents(&mut self) {
        let formula = "incidents that were detected in the window, in the time zone of the site; without `detected`, by \
                       the first entry of the timeline, or else the first update";
        self.count("incidents", "Incidents", formula, NOT_INCIDENTS, |review| names(&review.incidents));
        let of_windows =
            [Some(self.review), self.earlier].into_iter().flatten().flat_map(|one| &one.incidents);
        let own = of_windows.filter_map(|case| case.severity.clone());
        let severities: BTreeSet<String> =
            SeverityName::BUILT_IN.iter().map(|name| (*name).to_owned()).chain(own).collect();
        for severity in severities.into_iter().map(Some).chain([None]) {
            let word = severity.as_deref().unwrap_or("unknown");
            let (id, title) =
                (format!("incidents_{}", word.to_lowercase()), format!("Incidents, severity {word}"));
            self.count(
                &id,
                &title,
                "incidents by the worst severity that they ever had",
                NOT_INCIDENTS,
                |review| {
                    let own = review.incidents.iter().filter(|case| case.severity == severity);
                    own.map(|case| case.folder.slug()).collect()
                },
            );
        }
    }

    /// Adds how long the steps of the response took.
    fn times(&mut self) {
        self.sample(
            "time_to_detect",
            "Time to detect",
            "first `detected` − first `started`",
            NO_TIMES,
            |review| &review.detect,
        );
        self.sample(
            "time_to_acknowledge",
            "Time to acknowledge",
            "first `acknowledged` − first `detected`",
            NO_TIMES,
            |review| &review.acknowledge,
        );
        self.sample(
            "time_to_tell_customers",
            "Time to tell customers",
            "first update − first `detected`",
            NO_TIMES,
            |review| &review.tell,
        );
        self.sample(
            "time_to_mitigate",
            "Time to mitigate",
            "first `mitigated` − first `detected`",
            NO_TIMES,
            |review| &review.mitigate,
        );
        self.sample(
            "time_to_resolve",
            "Time to resolve",
            "last `resolved` − first `detected`",
            NO_TIMES,
            |review| &review.resolve,
        );
    }

    /// Adds the targets of service levels by tier.
    fn tiers(&mut self) {
        let of_windows =
            [Some(self.review), self.earlier].into_iter().flatten().flat_map(|review| &review.sla);
        let tiers: BTreeSet<(String, &'static str)> =
            of_windows.map(|one| (one.tier.clone(), one.target.word())).collect();
        for (tier, target) in tiers {
            let is_own = move |one: &&TierShare, tier: &str| one.tier == tier && one.target.word() == target;
            self.add(
                format!("sla_{tier}_{target}"),
                format!("SLA of {tier}: {target}"),
                (
                    "clocks that met their target ÷ clocks of the incidents in the window",
                    "clocks that still run, and records with errors",
                ),
                None,
                |review| {
                    let own = review.sla.iter().find(|one| is_own(one, &tier));
                    Figure::Share(own.map_or(&NOTHING, |own| &own.share))
                },
            );
        }
    }

    /// Adds the post-mortems of grave incidents.
    fn postmortems(&mut self, policy: &ReviewPolicy) {
        let severities: Vec<&str> = policy.severities.iter().map(SeverityName::as_str).collect();
        let of = severities.join(", ");
        let within = format_duration(policy.postmortem_within);
        self.share(
            "postmortems",
            &format!("Post-mortems approved ({of})"),
            "internal post-mortems that all roles have approved ÷ incidents of these severities that need one by now",
            NOT_DUE,
            Some(policy.postmortems),
            |review| &review.postmortems,
        );
        self.share(
            "postmortems_in_time",
            &format!("Post-mortems approved within {within} ({of})"),
            "internal post-mortems that all roles have approved in time ÷ incidents of these severities that need one by now",
            NOT_DUE,
            Some(policy.postmortems),
            |review| &review.postmortems_in_time,
        );
        self.sample(
            "time_to_publish",
            &format!("Time to publish post-mortems ({of})"),
            "last approval of the internal post-mortem − last `resolved`",
            "missing and negative values, and waived ones",
            |review| &review.publish,
        );
    }

    /// Adds the actions on which something is left to do now, whatever the window.
    fn open_work(&mut self, work: &[ActionItem<'_>]) {
        let mut open: Vec<&ActionItem<'_>> = work.iter().filter(|item| !item.state.is_closed()).collect();
        open.sort_by_key(|item| (priority(item), item.action.created.as_ref().map(|created| created.value)));
        let late = open.iter().filter(|item| item.overdue_days.is_some() && item.action.is_high_risk());
        let late = late.map(|item| {
            let whom = item.escalate_to.map_or("nobody is above the owner", |person| &person.id.value);
            format!("{}: escalate to {whom}", action_name(item))
        });
        let late = late.collect();
        let stale = open.iter().filter(|item| item.stale_days.is_some());
        let stale = stale.map(|item| format!("{}: close or renew it", aged(item))).collect();
        let open = open.iter().map(|item| aged(item)).collect();
        for (id, title, formula, names) in [
            (
                "open_actions",
                "Open actions",
                "actions that are neither verified nor dropped now; by priority, the oldest first",
                open,
            ),
            (
                "late_high_risk_actions",
                "Late actions of high risk",
                "open actions with `risk = \"high\"` whose date is over now",
                late,
            ),
            (
                "stale_actions",
                "Stale actions",
                "open actions that are more than 90 days past their date, or as old without a date",
                stale,
            ),
        ] {
            self.metrics.push(Metric {
                id: id.to_owned(),
                title: title.to_owned(),
                formula,
                left_out: "nothing; this is never compared",
                figure: Figure::Count { names, per_30_days: None },
                baseline: None,
                target: None,
            });
        }
    }

    /// Adds the actions.
    fn actions(&mut self, policy: &ReviewPolicy) {
        self.share(
            "actions_done",
            "Actions done within 30 days",
            "actions with `done_at` at most 30 days after `created` ÷ actions that became 30 days old in the window; dropped ones \
             were not done",
            NO_DATE,
            Some(policy.actions),
            |review| &review.actions_done,
        );
        self.share(
            "actions_verified",
            "Actions verified",
            "verified by somebody other than the owner ÷ done, of the actions that became 30 days old in the window",
            NO_DATE,
            None,
            |review| &review.actions_verified,
        );
        self.sample(
            "time_to_verify",
            "Time from done to verified",
            "`verified_at` − `done_at`, of the actions that were verified in the window",
            "missing and negative values",
            |review| &review.verify,
        );
    }
}

/// The priority of an action for sorting: the highest first, those without one last.
fn priority(item: &ActionItem<'_>) -> (u8, String) {
    let written = item.action.priority.as_ref().map(|priority| priority.value.trim().to_lowercase());
    let written = written.unwrap_or_default();
    let rank = match written.as_str() {
        "critical" | "urgent" | "highest" => 0,
        "high" => 1,
        "medium" | "normal" => 3,
        "low" => 4,
        "lowest" => 5,
        "" => 6,
        // Such as `P1`, which sorts by itself.
        _ => 2,
    };
    (rank, written)
}

fn action_name(item: &ActionItem<'_>) -> String {
    let id = item.action.id.as_ref().map_or("an action without id", |id| &id.value);
    format!("{}/{id}", item.folder.slug())
}

/// An action with its priority and its days. They are days and no ages, so that a review that is written again is the same.
fn aged(item: &ActionItem<'_>) -> String {
    let mut facts = Vec::new();
    facts.extend(item.action.priority.as_ref().map(|priority| format!("priority {}", priority.value)));
    facts.extend(item.action.created.as_ref().map(|created| format!("since {}", created.value)));
    let late = if item.overdue_days.is_some() { "late: " } else { "" };
    facts.extend(item.action.due.as_ref().map(|due| format!("{late}due {}", due.value)));
    if facts.is_empty() { action_name(item) } else { format!("{} ({})", action_name(item), facts.join(", ")) }
}

fn names(cases: &[ReviewedIncident<'_>]) -> Vec<String> {
    cases.iter().map(|case| case.folder.slug()).collect()
}

fn repeat(repeat: &Repeat<'_>) -> String {
    let slug = repeat.incident.slug();
    match &repeat.reason {
        RepeatReason::Linked { earlier } => format!("{slug} repeats {earlier} (its record says so)"),
        RepeatReason::SameCause { earlier, cause, component } => {
            format!("{slug} repeats {earlier} (`{cause}` in {component})")
        }
    }
}

fn likely_repeat(likely: &LikelyRepeat<'_>) -> String {
    let (slug, earlier) = (likely.incident.slug(), likely.earlier.slug());
    format!(
        "{slug} looks like {earlier} (both affected {}, and both titles have {})",
        likely.component,
        likely.words.join(" and ")
    )
}
