//! Releases an incident.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::model::{Event, Hit, Incident, Promise, Update};
use super::record::{VisibleUpdates, total};
use super::validity::Validity;
use crate::status::Handover;
use crate::status::incident::replay_with;

/// An incident with everything that the rest of the release needs to know about it.
pub(super) struct SingleIncident {
    pub(super) incident: Incident,
    /// What it passes on to other incidents, with their slugs.
    pub(super) handovers: Vec<(String, Handover)>,
    /// The slug of the incident that continues it.
    pub(super) merged_into: Option<String>,
    pub(super) validity: Validity,
}

/// Returns an incident as its audience sees it, including what it took over from merged incidents. References to other
/// incidents are filled in later, when all of them are known.
pub(super) fn incident(
    seen: &VisibleUpdates<'_>,
    taken_over: &[Handover],
    now: DateTime<Utc>,
) -> Option<SingleIncident> {
    let course = replay_with(&seen.status_updates(), taken_over)?;
    let mut carried = BTreeMap::new();
    let steps = course.steps.iter().enumerate();
    let updates: Vec<Update> =
        steps.map(|(index, step)| seen.update(index, (step.status, step.changed), &mut carried)).collect();
    let hits = course.components.iter().map(|component| Hit {
        component: *component,
        state: course.states.get(component).copied().unwrap_or_default(),
        spans: course.spans.get(component).cloned().unwrap_or_default(),
        corrected: course.corrected.contains(component),
    });
    let handovers: Vec<(String, Handover)> = course
        .handovers
        .iter()
        .filter_map(|handover| Some((seen.merged_into(handover.update)?.to_owned(), handover.clone())))
        .collect();
    let merged_into = handovers.last().filter(|_| course.merged).map(|(slug, _)| slug.clone());
    // Once the times are corrected, the incident ended with its impact and not with the record.
    let closed = course.closed_at.is_some();
    let real = course.impact_span().filter(|_| closed && !course.corrected.is_empty());
    let really_ended = real.and_then(|span| span.to);
    // The current time affects an incident only through its promise, which may become overdue.
    let validity = course.promise.map_or(Validity::ALWAYS, |due| Validity::ALWAYS.bounded_by(due, now));
    let incident = Incident {
        duration: really_ended.map(|ended| ended - course.started_at).or_else(|| total(&course.open_periods)),
        really_ended,
        closed_at: course.closed_at,
        open_periods: course.open_periods.clone(),
        sla: None,
        event: Event {
            slug: seen.slug.clone(),
            aliases: seen.aliases("incidents"),
            id: seen.id(),
            title: seen.title(),
            first_title: seen.first_title(),
            status: course.status,
            closed,
            impact: course.impact,
            started_at: course.started_at,
            ended_at: really_ended.or(course.closed_at),
            hits: hits.collect(),
            summary: seen.summary(&updates).filter(|_| !closed),
            promised: seen.promised(&updates),
            updates,
            follows: None,
            upstream: seen.upstream(),
            imported: seen.imported(),
        },
        merged: course.merged.then_some(None),
        postmortems: Vec::new(),
        promise: course.promise.map(|due| Promise { due, overdue: due <= now }),
    };
    Some(SingleIncident { incident, handovers, merged_into, validity })
}
