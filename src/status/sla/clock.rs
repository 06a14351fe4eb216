//! One clock of an incident: whether a response or a resolution kept its target.

use std::cmp::Ordering;

use chrono::{DateTime, TimeDelta, Utc};

use super::Calendar;
use crate::status::Period;

/// The time within which something has to happen.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// How long it may take.
    pub time: TimeDelta,
    /// When time counts.
    pub calendar: &'a Calendar,
}

/// A severity that is in force from a time on.
#[derive(Clone, Copy, Debug)]
pub struct SeverityPeriod<'a> {
    /// From when it is in force, UTC.
    pub from: DateTime<Utc>,
    /// Its canonical name.
    pub severity: &'a str,
    /// Its target; `None` if none was agreed.
    pub target: Option<Target<'a>>,
}

/// Whether a target was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It happened in time.
    Met,
    /// It happened too late, or has not happened and is overdue.
    Missed,
    /// It has not happened, and there is time left.
    Running,
}

/// A clock at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Whether the target was kept.
    pub standing: Standing,
    /// The severity whose target counts.
    pub severity: String,
    /// The target.
    pub target: TimeDelta,
    /// From when its time counts, UTC: the start, or a later rise of the severity.
    pub from: DateTime<Utc>,
    /// When it falls or fell due, UTC.
    pub due: DateTime<Utc>,
    /// When it happened, UTC.
    pub reached: Option<DateTime<Utc>>,
    /// The time that counted until it happened.
    pub took: Option<TimeDelta>,
}

impl Clock {
    /// Returns the next time after `now` at which the clock changes by itself, UTC.
    #[must_use]
    pub fn next_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        (self.standing == Standing::Running).then_some(self.due).filter(|due| *due > now)
    }
}

/// The target that counts for now.
#[derive(Clone, Copy)]
struct Deadline<'a> {
    severity: &'a str,
    target: Target<'a>,
    from: DateTime<Utc>,
    due: DateTime<Utc>,
}

impl<'a> Deadline<'a> {
    /// Returns when the target of a severity falls due if its time counts from `from`.
    fn new(period: &SeverityPeriod<'a>, from: DateTime<Utc>, pauses: &[Period]) -> Option<Self> {
        let target = period.target?;
        let due = target.calendar.due(from, target.time, pauses)?;
        Some(Self { severity: period.severity, target, from, due })
    }
}

/// Returns the state of a clock at `now` (UTC). Returns `None` if no target applies.
///
/// The clock runs from `start` until it was `reached`, without the `pauses`, which are in order and apart. `severities`
/// are in order; the first one is in force from the beginning. If the severity rises, the target falls due at the
/// earlier of the old due time and the time of the rise plus the new target; if it falls, at the start plus the new
/// target. A target that was missed stays missed.
#[must_use]
pub fn clock(
    start: DateTime<Utc>,
    severities: &[SeverityPeriod<'_>],
    pauses: &[Period],
    reached: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<Clock> {
    let reached = reached.filter(|at| *at <= now);
    let (first, changes) = severities.split_first()?;
    let mut severity = first.severity;
    let mut deadline = Deadline::new(first, start, pauses);
    for change in changes {
        if change.severity == severity {
            continue;
        }
        if change.from <= start {
            (severity, deadline) = (change.severity, Deadline::new(change, start, pauses));
            continue;
        }
        if reached.map_or(change.from > now, |at| change.from >= at)
            || deadline.is_some_and(|deadline| deadline.due <= change.from)
        {
            break;
        }
        let (risen, anew) =
            (Deadline::new(change, change.from, pauses), Deadline::new(change, start, pauses));
        deadline = match direction(severity, change.severity) {
            Some(Ordering::Less) => earlier(deadline, risen),
            Some(_) => anew,
            // It is unknown which one is worse, so the stricter reading counts.
            None => earlier(earlier(deadline, risen), anew),
        };
        severity = change.severity;
    }
    let Deadline { severity, target, from, due } = deadline?;
    let standing = match reached {
        Some(at) if at <= due => Standing::Met,
        None if now < due => Standing::Running,
        Some(_) | None => Standing::Missed,
    };
    Some(Clock {
        standing,
        severity: severity.to_owned(),
        target: target.time,
        from,
        due,
        reached,
        took: reached.map(|at| target.calendar.elapsed(from, at, pauses)),
    })
}

/// Returns the one that falls due first.
fn earlier<'a>(one: Option<Deadline<'a>>, other: Option<Deadline<'a>>) -> Option<Deadline<'a>> {
    one.into_iter().chain(other).min_by_key(|deadline| deadline.due)
}

/// Compares a new severity with the old one: `Less` is a rise. Returns `None` unless both are built in.
fn direction(old: &str, new: &str) -> Option<Ordering> {
    Some(rank(new)?.cmp(&rank(old)?))
}

/// Returns the rank of a built-in severity: 1 is the worst.
fn rank(severity: &str) -> Option<u32> {
    severity.strip_prefix('P')?.parse().ok()
}
