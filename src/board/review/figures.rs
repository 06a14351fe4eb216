//! The figures of a month as rows of tables.

use std::collections::BTreeSet;

use serde::Serialize;

use super::chart::{Axis, Strip, Tick, shown};
use super::formulas::TIMES;
use crate::board::facts::Facts;
use crate::board::summary::rank;
use crate::board::words::{label, span};
use crate::content::SeverityName;
use crate::content::internal::ReviewPolicy;
use crate::response::{Review, Sample, Share};

/// How many there were of something.
#[derive(Debug, Serialize)]
pub(super) struct CountRow {
    name: String,
    /// Whether it is a severity, or all incidents.
    is_severity: bool,
    count: usize,
    /// In 30 days of the months before.
    before: Option<String>,
}

/// A figure that has, or could have, a target.
#[derive(Debug, Serialize)]
pub(super) struct TargetRow {
    name: String,
    target: Option<String>,
    own: String,
    /// `met` or `missed`; `None` without a target, or of nothing.
    verdict: Option<&'static str>,
    before: Option<String>,
    /// What was not as it should be.
    missed: Vec<MissedView>,
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct MissedView {
    name: String,
    /// The address of the incident, if the name is that of one.
    address: Option<String>,
}

/// The times of a response: a chart, with the same figures as a table.
#[derive(Debug, Serialize)]
pub(super) struct TimesView {
    ticks: Vec<Tick>,
    rows: Vec<TimeRow>,
    has_baseline: bool,
}

#[derive(Debug, Serialize)]
struct TimeRow {
    title: &'static str,
    about: &'static str,
    strip: Strip,
    median: String,
    /// `2 min faster`.
    change: Option<String>,
    counted: String,
    shortest: String,
    lower: String,
    upper: String,
    longest: String,
    mean: String,
    before: String,
    values: Vec<ValueView>,
}

#[derive(Debug, Serialize)]
struct ValueView {
    name: String,
    address: Option<String>,
    span: String,
}

/// Returns the counts, those by severity first. Those of the site's own are included if there were any.
pub(super) fn counts(own: &Review<'_>, before: Option<&Review<'_>>) -> Vec<CountRow> {
    let of = |review: &Review<'_>| -> Vec<Option<String>> {
        review.incidents.iter().map(|case| case.severity.clone()).collect()
    };
    let found: BTreeSet<Option<String>> =
        of(own).into_iter().chain(before.map(of).unwrap_or_default()).collect();
    let built_in = SeverityName::BUILT_IN.iter().map(|name| Some((*name).to_owned()));
    let mut all: Vec<Option<String>> = found.into_iter().chain(built_in).collect();
    all.sort_by_key(|severity| {
        (severity.as_deref().map_or(usize::MAX, |name| rank(&name)), severity.clone())
    });
    all.dedup();
    let count = |review: &Review<'_>, severity: &Option<String>| {
        review.incidents.iter().filter(|case| case.severity == *severity).count()
    };
    let row = |name: &str, is_severity: bool, take: &dyn Fn(&Review<'_>) -> usize| CountRow {
        name: name.to_owned(),
        is_severity,
        count: take(own),
        before: before.and_then(|before| Some(format!("{:.1}", before.per_30_days(take(before))?))),
    };
    let mut rows = vec![row("All incidents", true, &|review| review.incidents.len())];
    rows.extend(all.iter().map(|severity| {
        row(severity.as_deref().unwrap_or("No severity"), true, &|review| count(review, severity))
    }));
    let others: [(&str, Taking); 6] = [
        ("Repeats", |review| review.repeats.len()),
        ("Likely repeats", |review| review.likely_repeats.len()),
        ("Overrides", |review| review.overrides.len()),
        ("Voided approvals", |review| review.voided.len()),
        ("Near misses", |review| review.near_misses.len()),
        ("Drills", |review| review.drills.len()),
    ];
    rows.extend(others.iter().map(|(name, take)| row(name, false, take)));
    rows
}

/// Takes a number out of a review.
type Taking = fn(&Review<'_>) -> usize;

/// Returns the figures that have targets, and the shares beside them.
pub(super) fn targets(
    own: &Review<'_>,
    before: Option<&Review<'_>>,
    policy: &ReviewPolicy,
    facts: &Facts<'_>,
) -> Vec<TargetRow> {
    let severities: Vec<&str> = policy.severities.iter().map(SeverityName::as_str).collect();
    let of = severities.join(" and ");
    let within = span(policy.postmortem_within);
    let row = |name: String, target: Option<u32>, take: &dyn Fn(&Review<'_>) -> Option<Share>| {
        let share = take(own).unwrap_or_default();
        TargetRow {
            name,
            target: target.map(|percent| format!("{percent}%")),
            verdict: target
                .and_then(|percent| share.reaches(percent))
                .map(|reached| if reached { "met" } else { "missed" }),
            own: share_words(&share),
            before: before.and_then(take).map(|share| share_words(&share)),
            missed: share.missed.iter().map(|name| missed(name, facts)).collect(),
            left_out: share.left_out,
        }
    };
    let mut rows = vec![
        row("Promised updates kept".to_owned(), Some(100), &|review| Some(review.promises.clone())),
        row(format!("Post-mortems for {of}"), Some(policy.postmortems), &|review| {
            Some(review.postmortems.clone())
        }),
        row(format!("Post-mortems within {within}"), Some(policy.postmortems), &|review| {
            Some(review.postmortems_in_time.clone())
        }),
        row("Actions done within 30 days".to_owned(), Some(policy.actions), &|review| {
            Some(review.actions_done.clone())
        }),
        row("Actions verified".to_owned(), None, &|review| Some(review.actions_verified.clone())),
    ];
    let of_windows = [Some(own), before].into_iter().flatten().flat_map(|review| &review.sla);
    let tiers: BTreeSet<(String, &'static str)> =
        of_windows.map(|one| (one.tier.clone(), one.target.word())).collect();
    for (tier, target) in tiers {
        let name = format!("SLA {}, {target}", label(&tier).to_lowercase());
        rows.push(row(name, None, &|review| {
            let found = review.sla.iter().find(|one| one.tier == tier && one.target.word() == target);
            found.map(|one| one.share.clone())
        }));
    }
    rows
}

fn share_words(share: &Share) -> String {
    match share.of {
        0 => "none".to_owned(),
        of => format!("{} of {of}", share.met),
    }
}

/// Returns the title of an incident for its slug, or for one with what is about it: `slug, 14 Mar` or `slug/REL-1`.
fn missed(name: &str, facts: &Facts<'_>) -> MissedView {
    let slug = name.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or(name);
    let known = facts.by_name(slug);
    let rest = name.strip_prefix(slug).unwrap_or_default().trim_start_matches('/').trim();
    MissedView {
        name: match known {
            Some(one) if rest.is_empty() => one.title.to_owned(),
            Some(one) => format!("{}, {rest}", one.title),
            None => name.to_owned(),
        },
        address: known.map(|one| facts.address(one.folder).to_owned()),
    }
}

/// Returns the times of a review, in the order of [`TIMES`].
fn samples_of<'r>(review: &'r Review<'_>) -> [&'r Sample; TIMES.len()] {
    let Review { detect, acknowledge, tell, mitigate, resolve, publish, verify, .. } = review;
    [detect, acknowledge, tell, mitigate, resolve, publish, verify]
}

/// Returns the times of the response.
pub(super) fn times(own: &Review<'_>, before: Option<&Review<'_>>, facts: &Facts<'_>) -> TimesView {
    let samples = samples_of(own);
    let earlier = before.map(samples_of);
    let axis = Axis::of(samples.into_iter().chain(earlier.into_iter().flatten()));
    let row = |(index, (metric, sample)): (usize, (&super::formulas::TimeMetric, &&Sample))| {
        let baseline = earlier.and_then(|all| all.get(index).copied());
        let quartiles = sample.quartiles();
        TimeRow {
            title: metric.title,
            about: metric.about,
            strip: axis.strip(sample, baseline),
            median: shown(sample.median()),
            change: baseline.and_then(|baseline| change(sample, baseline)),
            counted: format!("{} of {}", sample.values.len(), sample.of),
            shortest: shown(sample.values.first().map(|(_, value)| *value)),
            lower: shown(quartiles.map(|(lower, _)| lower)),
            upper: shown(quartiles.map(|(_, upper)| upper)),
            longest: shown(sample.values.last().map(|(_, value)| *value)),
            mean: shown(sample.mean()),
            before: shown(baseline.and_then(Sample::median)),
            values: sample.values.iter().map(|(name, value)| value_view(name, *value, facts)).collect(),
        }
    };
    let rows = TIMES.iter().zip(&samples).enumerate().map(row).collect();
    TimesView { ticks: axis.ticks(), rows, has_baseline: before.is_some() }
}

fn value_view(name: &str, value: chrono::TimeDelta, facts: &Facts<'_>) -> ValueView {
    let MissedView { name, address } = missed(name, facts);
    ValueView { name, address, span: span(value) }
}

/// Returns how much faster or slower a median is than before.
fn change(own: &Sample, before: &Sample) -> Option<String> {
    let by = own.median()? - before.median()?;
    let seconds = by.num_seconds();
    Some(match seconds {
        ..-59 => format!("{} faster", span(-by)),
        -59..=59 => "no change".to_owned(),
        _ => format!("{} slower", span(by)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_shorter_median_is_faster() {
        let sample =
            |minutes: i64| Sample { values: vec![(String::new(), TimeDelta::minutes(minutes))], of: 1 };
        let change =
            |own, before| change(&sample(own), &sample(before)).map(|text| text.replace('\u{a0}', " "));
        assert_eq!(change(4, 6).as_deref(), Some("2 min faster"));
        assert_eq!(change(6, 4).as_deref(), Some("2 min slower"));
        assert_eq!(change(4, 4).as_deref(), Some("no change"));
    }
}
