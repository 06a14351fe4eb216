//! The course of a maintenance: it runs by the clock, and its entries move, take over and end what the clock
//! would do.
//!
//! It starts at the planned time by itself. It ends at the planned time by itself only if nobody has taken it in
//! hand by writing `in_progress` or `verifying`: then it is theirs to end, and from the planned end on it takes
//! longer than planned. What the clock did stands among the steps with an identity that stays the same for ever.

mod clock;
mod run;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

pub use clock::{ClockEvent, ClockKind};

use super::{Impact, Period, State, StateInterval, Status, StatusUpdate, Window};
use run::Run;

/// What came of a maintenance, as of some instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaintenanceCourse {
    /// The entries and what the clock did, in the order of time; at one instant the entry comes first.
    pub steps: Vec<MaintenanceStep>,
    /// The status in force.
    pub status: Status,
    /// Whether nothing more is expected.
    pub closed: bool,
    /// Whether it takes longer than planned.
    pub overrun: bool,
    /// The planned time as last moved.
    pub window: Window,
    /// The planned time as it was first and after each entry that moved it.
    pub windows: Vec<PlannedWindow>,
    /// The state that each component is to be in while it runs; all operational after a closing entry.
    pub planned: BTreeMap<usize, State>,
    /// The state in which it sees each component now: empty unless it runs.
    pub states: BTreeMap<usize, State>,
    /// The components whose times were corrected by intervals.
    pub corrected: BTreeSet<usize>,
    /// When each component was in which state, only while it ran and without the operational times.
    pub spans: BTreeMap<usize, Vec<StateInterval>>,
    /// When it ran.
    pub run_periods: Vec<Period>,
    /// The impact that the newest entry that judges it gives.
    pub impact: Option<Impact>,
    /// When the next update was promised, if no entry has come since.
    pub promise: Option<DateTime<Utc>>,
    /// The next instant at which the clock changes something.
    pub next_change: Option<DateTime<Utc>>,
}

/// One thing that happened in a maintenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaintenanceStep {
    /// What happened.
    pub what: StepCause,
    /// When.
    pub at: DateTime<Utc>,
    /// The status in force after it.
    pub status: Status,
    /// Whether that is another than before; always so for the first step.
    pub changed: bool,
}

/// Who made a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepCause {
    /// Somebody wrote the entry of this index.
    Entry(usize),
    /// The clock came to a planned time.
    Clock(ClockEvent),
}

/// The planned time of a maintenance, and the entry that set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedWindow {
    /// The index of the entry.
    pub entry: usize,
    /// The whole window after it.
    pub window: Window,
}

impl MaintenanceCourse {
    /// Whether it is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.run_periods.last().is_some_and(|period| period.to.is_none())
    }

    /// When it really began.
    #[must_use]
    pub fn started_at(&self) -> Option<DateTime<Utc>> {
        self.run_periods.first().map(|period| period.from)
    }

    /// When it really ended; `None` before that, and for one that never ran.
    #[must_use]
    pub fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.run_periods.last().filter(|_| self.closed)?.to
    }
}

/// Plays the entries, which are in the order of `at`, and the clock between them and up to `now`. An entry that
/// is dated a little ahead of `now` counts as said. Without entries there is no maintenance for this audience.
#[must_use]
pub fn replay(entries: &[StatusUpdate], now: DateTime<Utc>) -> Option<MaintenanceCourse> {
    let (first, last) = (entries.first()?, entries.last()?);
    let mut run = Run::new(first.at);
    for (index, entry) in entries.iter().enumerate() {
        run.clock_while(|at| at < entry.at);
        run.entry(index, entry);
    }
    run.clock_while(|at| at <= now);
    let mut course = run.into_course();
    course.impact = entries.iter().rev().find_map(|entry| entry.impact);
    course.promise = last.next_update.filter(|_| !course.closed);
    Some(course)
}
