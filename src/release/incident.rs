//! Releases an incident.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::model::{Event, Hit, Incident, Promise};
use super::record::{VisibleUpdates, total};
use super::validity::Validity;
use crate::status::incident::replay;

/// Returns an incident as its audience sees it, and how long it stays valid. References to other incidents are filled
/// in later, when all of them are known.
pub(super) fn incident(seen: &VisibleUpdates<'_>, now: DateTime<Utc>) -> Option<(Incident, Validity)> {
    let course = replay(&seen.status_updates())?;
    let mut carried = BTreeMap::new();
    let steps = course.steps.iter().enumerate();
    let updates =
        steps.map(|(index, step)| seen.update(index, (step.status, step.changed), &mut carried)).collect();
    let hits = course.components.iter().map(|component| Hit {
        component: *component,
        state: course.states.get(component).copied().unwrap_or_default(),
        spans: course.spans.get(component).cloned().unwrap_or_default(),
        corrected: course.corrected.contains(component),
    });
    let merged = seen.merged_into().is_some();
    // Once the times are corrected, the duration is that of the impact and not that of the open record.
    let closed = course.closed_at.is_some();
    let real = course.impact_span().filter(|_| closed && !course.corrected.is_empty());
    // The current time affects an incident only through its promise, which may become overdue.
    let validity = course.promise.map_or(Validity::ALWAYS, |due| Validity::ALWAYS.bounded_by(due, now));
    let incident = Incident {
        really_ended: real.and_then(|span| span.to),
        duration: real.and_then(|span| Some(span.to? - span.from)).or_else(|| total(&course.open_periods)),
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
            ended_at: course.closed_at,
            hits: hits.collect(),
            updates,
            follows: None,
            upstream: seen.upstream(),
            imported: seen.imported(),
        },
        merged: merged.then_some(None),
        postmortems: Vec::new(),
        promise: course.promise.map(|due| Promise { due, overdue: due <= now }),
    };
    Some((incident, validity))
}
