//! The course of a maintenance, which is driven by the clock and by updates.
//!
//! A maintenance starts at the planned time by itself. It also ends by itself, unless an update took it over: one with
//! `in_progress` or `verifying`, or one within the window that leaves the status unchanged, because people are still
//! working. Then an update has to end it, and it overruns after the planned end. Events of the clock are steps with a
//! permanent id.
//!
//! A retracted update counts only as far as it made the status worse.

mod clock;
mod run;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

pub use clock::{ClockEvent, ClockKind};

use super::{Impact, Period, State, StateInterval, Status, StatusUpdate, Window};
use run::Run;

/// The result of replaying a maintenance up to a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaintenanceCourse {
    /// The updates and the events of the clock, in the order of time; at the same time, the update comes first.
    pub steps: Vec<MaintenanceStep>,
    /// The current status.
    pub status: Status,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether it takes longer than planned.
    pub overrun: bool,
    /// The current window.
    pub window: Window,
    /// The first window, and the window after each update that moved it.
    pub windows: Vec<PlannedWindow>,
    /// The planned state of each component while it runs; all operational after a closing update.
    pub planned: BTreeMap<usize, State>,
    /// The current state of each component; empty unless it is running.
    pub states: BTreeMap<usize, State>,
    /// The components with corrected times.
    pub corrected: BTreeSet<usize>,
    /// The state intervals of each component while it ran, without operational ones.
    pub spans: BTreeMap<usize, Vec<StateInterval>>,
    /// When it ran.
    pub run_periods: Vec<Period>,
    /// The impact from the newest update that sets it.
    pub impact: Option<Impact>,
    /// When the next update is due, if the newest update that is not retracted promised one.
    pub promise: Option<DateTime<Utc>>,
    /// When the clock changes something next, UTC.
    pub next_change: Option<DateTime<Utc>>,
}

/// A step in the course of a maintenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaintenanceStep {
    /// The cause of the step.
    pub cause: StepCause,
    /// The time, UTC.
    pub at: DateTime<Utc>,
    /// The status after the step.
    pub status: Status,
    /// Whether the status changed; true for the first step.
    pub changed: bool,
}

/// The cause of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepCause {
    /// The update with this index.
    Update(usize),
    /// An event of the clock.
    Clock(ClockEvent),
}

/// A window, and the update that set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedWindow {
    /// The index of the update.
    pub update: usize,
    /// The complete window after the update.
    pub window: Window,
}

impl MaintenanceCourse {
    /// Whether it is running.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.run_periods.last().is_some_and(|period| period.to.is_none())
    }

    /// Returns when it really started.
    #[must_use]
    pub fn started_at(&self) -> Option<DateTime<Utc>> {
        self.run_periods.first().map(|period| period.from)
    }

    /// Returns when it really ended; `None` before that, or if it never ran.
    #[must_use]
    pub fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.run_periods.last().filter(|_| self.closed)?.to
    }
}

/// Replays the updates, oldest first, and the events of the clock up to `now`. Updates dated slightly after `now` are
/// included. Returns `None` if there are no updates.
#[must_use]
pub fn replay(updates: &[StatusUpdate], now: DateTime<Utc>) -> Option<MaintenanceCourse> {
    let updates = &without_retracted_windows(updates)[..];
    let mut course = run_to(updates, now)?;
    let newest = updates.iter().rev().find(|update| update.retracted.is_none());
    course.promise = newest.and_then(|update| update.next_update).filter(|_| !course.closed);
    Some(course)
}

fn run_to(updates: &[StatusUpdate], now: DateTime<Utc>) -> Option<MaintenanceCourse> {
    let mut run = Run::new(updates.first()?.at);
    for (index, update) in updates.iter().enumerate() {
        run.clock_while(|at| at < update.at);
        run.apply(index, update);
    }
    run.clock_while(|at| at <= now);
    let mut course = run.into_course();
    for update in updates.iter().filter(|update| update.impact.is_some()) {
        course.impact =
            if update.retracted.is_some() { course.impact.max(update.impact) } else { update.impact };
    }
    Some(course)
}

/// Returns the updates without the windows of retracted ones, except those without which the maintenance would have
/// ended or not begun at the time of the retraction.
fn without_retracted_windows(updates: &[StatusUpdate]) -> Cow<'_, [StatusUpdate]> {
    let mut retractions: Vec<(DateTime<Utc>, usize)> = updates
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, update)| update.window.is_some())
        .filter_map(|(index, update)| Some((update.retracted?, index)))
        .collect();
    if retractions.is_empty() {
        return Cow::Borrowed(updates);
    }
    retractions.sort_unstable();
    let mut counting = updates.to_vec();
    for (at, index) in retractions {
        let before = counting.iter().take_while(|update| update.at <= at).count().max(index + 1);
        let is_running = |updates: &[StatusUpdate]| {
            run_to(&updates[..before], at).is_some_and(|course| course.is_running())
        };
        let with = is_running(&counting);
        let window = counting[index].window.take();
        if with && !is_running(&counting) {
            counting[index].window = window;
        }
    }
    Cow::Owned(counting)
}
