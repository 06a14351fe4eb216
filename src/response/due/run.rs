//! The time for which an incident is open now, and the severities in it.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};

use crate::content::Folder;
use crate::response::{Milestones, incident_course, severities_of};
use crate::status::in_force;

/// The time for which an incident is open now. Reopening begins a new one.
pub(super) struct Run<'f> {
    /// When the record says that it was resolved, UTC, although customers see it as open.
    pub(super) resolved: Option<DateTime<Utc>>,
    /// The severities in it, oldest first.
    pub(super) stretches: Vec<Stretch<'f>>,
}

/// A time in which one severity is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch<'f> {
    pub(super) severity: &'f str,
    pub(super) from: DateTime<Utc>,
    /// The end, exclusive, UTC; `None` while it lasts.
    pub(super) to: Option<DateTime<Utc>>,
    /// From when its steps count, UTC: the start of the run, or the rise of the severity.
    pub(super) counts_from: DateTime<Utc>,
}

impl<'f> Run<'f> {
    /// Returns the current run of an incident at `now` (UTC). `None` if it has not begun, or has no severity.
    pub(super) fn of(folder: &'f Folder, now: DateTime<Utc>) -> Option<Self> {
        let milestones = Milestones::of(folder, now);
        let noticed = milestones.noticed()?;
        let periods = incident_course(folder).map(|course| course.open_periods).unwrap_or_default();
        let start = match periods.as_slice() {
            [] | [_] => noticed,
            [.., last] => last.from,
        };
        let changes: Vec<(DateTime<Utc>, &str)> = severities_of(folder, now);
        let mut severity = in_force(None, changes.iter().copied(), start)
            // The first entry that names a severity may be later than the detection.
            .or_else(|| changes.first().map(|(_, severity)| *severity))?;
        let mut stretches = vec![Stretch { severity, from: start, to: None, counts_from: start }];
        for (from, next) in changes.into_iter().filter(|(from, _)| *from > start) {
            if next == severity {
                continue;
            }
            if let Some(last) = stretches.last_mut() {
                last.to = Some(from);
            }
            let counts_from = if falls(severity, next) { start } else { from };
            stretches.push(Stretch { severity: next, from, to: None, counts_from });
            severity = next;
        }
        let resolved = milestones.resolved.into_iter().rfind(|at| *at >= start);
        Some(Self { resolved, stretches })
    }

    /// Whether a step that is due at a time (UTC) belongs to a stretch. When the severity changes, the steps of the one
    /// before that are not due yet are dropped, and so is what the new one would have made due earlier.
    pub(super) fn contains(&self, stretch: &Stretch<'_>, at: DateTime<Utc>) -> bool {
        stretch.from <= at
            && stretch.to.is_none_or(|to| at < to)
            && self.resolved.is_none_or(|resolved| at <= resolved)
    }
}

/// Whether a severity falls. A severity of the site's own counts as a rise, because that asks for more.
fn falls(old: &str, new: &str) -> bool {
    let rank = |severity: &str| severity.strip_prefix('P')?.parse::<u32>().ok();
    rank(old).zip(rank(new)).is_some_and(|(old, new)| new.cmp(&old) == Ordering::Greater)
}
