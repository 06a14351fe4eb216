//! Which incidents a review counts, and how long their response took.

use chrono::{DateTime, TimeDelta, Utc};

use crate::content::internal::IncidentKind;
use crate::content::public::RecordKind;
use crate::content::{Content, Folder};
use crate::response::tier_sla::continuation;
use crate::response::{Durations, Milestones, incident_course, severities_of};
use crate::status::sla::pauses;
use crate::status::{IncidentCourse, Period};

/// An incident, a near miss or a drill.
#[derive(Clone, Debug)]
pub struct ReviewedIncident<'c> {
    /// Its folder.
    pub folder: &'c Folder,
    /// What it is.
    pub kind: IncidentKind,
    /// When it was detected, UTC; without that milestone, the first entry of the timeline or else the first update.
    pub at: DateTime<Utc>,
    /// Whether it has the milestone `detected`.
    pub is_detected: bool,
    /// The worst severity that it ever had, also as an incident that was merged into it; `None` if no record gives one.
    pub severity: Option<String>,
    /// How long the response took, without the time in which it was closed. Nothing if the record has errors.
    pub durations: Durations,
    /// When it was over, UTC: the last `resolved`. `None` if it opened again later.
    pub resolved: Option<DateTime<Utc>>,
    /// When it was over for anybody, UTC: the same, or else the closing update.
    pub ended: Option<DateTime<Utc>>,
}

/// Returns everything that began by `now` (UTC), in the order of detection. What was merged into another incident counts as
/// a part of that one.
pub(super) fn cases(content: &Content, now: DateTime<Utc>) -> Vec<ReviewedIncident<'_>> {
    let folders = content.internal.folders.iter().map(AsRef::as_ref);
    let incidents: Vec<&Folder> = folders.filter(|folder| folder.kind == RecordKind::Incident).collect();
    let mut cases: Vec<ReviewedIncident<'_>> = Vec::new();
    let mut merged: Vec<(&str, Option<String>)> = Vec::new();
    for folder in incidents {
        let course = incident_course(folder);
        let next = course.as_ref().filter(|course| course.merged).and_then(|_| continuation(folder, content));
        match next {
            Some((next, _)) => merged.push((&next.name, worst(folder, now))),
            None => cases.extend(case(folder, course.as_ref(), now)),
        }
    }
    for (name, severity) in merged {
        if let Some(case) = cases.iter_mut().find(|case| case.folder.name == name) {
            case.severity = worse(case.severity.take(), severity);
        }
    }
    cases.sort_by(|one, other| (one.at, &one.folder.name).cmp(&(other.at, &other.folder.name)));
    cases
}

fn case<'c>(
    folder: &'c Folder,
    course: Option<&IncidentCourse>,
    now: DateTime<Utc>,
) -> Option<ReviewedIncident<'c>> {
    let mut milestones = Milestones::of(folder, now);
    let at = milestones.noticed()?;
    let open = course.map(|course| course.open_periods.as_slice()).unwrap_or_default();
    let closed = course.and_then(|course| course.closed_at).filter(|at| *at <= now);
    // An end before the incident opened again was none.
    let reopened = (open.len() > 1).then(|| open.last()).flatten().map(|period| period.from);
    let is_open = course.is_some() && closed.is_none();
    milestones.resolved.retain(|at| !is_open && reopened.is_none_or(|from| *at >= from));
    let resolved = milestones.resolved.last().copied();
    let durations = if folder.record_incomplete {
        Durations::default()
    } else {
        without(&pauses(open), &milestones, &Durations::of(&milestones))
    };
    Some(ReviewedIncident {
        folder,
        kind: folder.incident.as_ref().map_or(IncidentKind::Incident, |incident| incident.kind),
        at,
        is_detected: milestones.detected.is_some(),
        severity: worst(folder, now),
        durations,
        resolved,
        ended: resolved.or(closed),
    })
}

/// Leaves out the time in which the incident was closed.
fn without(gaps: &[Period], milestones: &Milestones, whole: &Durations) -> Durations {
    let shorter = |from: Option<DateTime<Utc>>, span: Option<TimeDelta>| {
        let (from, span) = (from?, span?);
        let to = from + span;
        let closed: TimeDelta = gaps
            .iter()
            .map(|gap| gap.to.unwrap_or(to).min(to) - gap.from.max(from))
            .filter(|gap| *gap > TimeDelta::zero())
            .sum();
        Some(span - closed)
    };
    let detected = milestones.detected;
    Durations {
        detect: shorter(milestones.started, whole.detect),
        acknowledge: shorter(detected, whole.acknowledge),
        first_update: shorter(detected, whole.first_update),
        mitigate: shorter(detected, whole.mitigate),
        resolve: shorter(detected, whole.resolve),
    }
}

/// Returns the worst severity that an incident ever had.
fn worst(folder: &Folder, now: DateTime<Utc>) -> Option<String> {
    let all = severities_of(folder, now).into_iter().map(|(_, severity)| Some(severity.to_owned()));
    all.fold(None, worse)
}

/// Returns the worse of two severities. One of the site's own may be grave, so it comes after `P2`.
fn worse(one: Option<String>, other: Option<String>) -> Option<String> {
    let rank = |severity: &String| match severity.as_str() {
        "P1" => 0,
        "P2" => 1,
        "P3" => 3,
        "P4" => 4,
        _ => 2,
    };
    one.into_iter().chain(other).min_by_key(|severity| (rank(severity), severity.clone()))
}
