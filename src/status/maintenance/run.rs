//! The states a maintenance goes through, moved by entries and by the clock.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{ClockEvent, ClockKind, MaintenanceCourse, MaintenanceStep, PlannedWindow, StepCause};
use crate::status::state_history::StateHistory;
use crate::status::{Period, State, Status, StatusUpdate, Window};

/// A maintenance as it stands after some entries and events.
pub(super) struct Run {
    status: Status,
    end: End,
    /// Whether somebody has written that it is under way, and so must end it.
    in_hand: bool,
    overrun: bool,
    window: Window,
    windows: Vec<PlannedWindow>,
    planned: BTreeMap<usize, State>,
    history: StateHistory,
    periods: Vec<Period>,
    steps: Vec<MaintenanceStep>,
    /// The time of the last step: what the clock has missed happens now, never before.
    reached: DateTime<Utc>,
}

/// Whether and by whom it was ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    ByClock,
    Written,
}

impl Run {
    /// A maintenance of which nothing is known before `start`.
    pub(super) const fn new(start: DateTime<Utc>) -> Self {
        Self {
            status: Status::Scheduled,
            end: End::Open,
            in_hand: false,
            overrun: false,
            window: Window { from: None, to: None },
            windows: Vec::new(),
            planned: BTreeMap::new(),
            history: StateHistory::new(),
            periods: Vec::new(),
            steps: Vec::new(),
            reached: start,
        }
    }

    /// Lets the clock do what is due, as long as it is due at such an instant.
    pub(super) fn clock_while(&mut self, is_due: impl Fn(DateTime<Utc>) -> bool) {
        while let Some((kind, at)) = self.due().filter(|(_, at)| is_due(*at)) {
            match kind {
                ClockKind::Began => self.status = Status::InProgress,
                ClockKind::Ended => {
                    self.status = Status::Completed;
                    self.end = End::ByClock;
                }
                ClockKind::Overrun => self.overrun = true,
            }
            let count = 1 + self.steps.iter().filter(|step| step.is_clock(kind)).count();
            self.step(StepCause::Clock(ClockEvent { kind, count, at }), at);
        }
    }

    /// What the clock does next. A window that was over before anybody was told of it ends without a beginning.
    fn due(&self) -> Option<(ClockKind, DateTime<Utc>)> {
        if self.end != End::Open {
            return None;
        }
        if self.is_running() {
            let kind = if self.in_hand { ClockKind::Overrun } else { ClockKind::Ended };
            let at = self.window.to?.max(self.reached);
            return (!self.overrun).then_some((kind, at));
        }
        let at = self.window.from.filter(|_| !self.window.is_empty())?.max(self.reached);
        let kind = if self.lasts_beyond(at) { ClockKind::Began } else { ClockKind::Ended };
        Some((kind, at))
    }

    /// Does what an entry says.
    pub(super) fn entry(&mut self, index: usize, entry: &StatusUpdate) {
        if let Some(window) = entry.window {
            self.window = self.window.moved_by(window);
            self.windows.push(PlannedWindow { entry: index, window: self.window });
        }
        for (component, state) in &entry.components {
            self.planned.insert(*component, *state);
        }
        if entry.closes() {
            self.close(entry);
        } else {
            self.go_on(entry);
        }
        self.overrun &= self.is_running() && !self.lasts_beyond(entry.at);
        self.step(StepCause::Entry(index), entry.at);
        self.history.correct(&entry.intervals, entry.at);
    }

    fn close(&mut self, entry: &StatusUpdate) {
        self.status = entry.status.unwrap_or(self.status);
        self.end = End::Written;
        for state in self.planned.values_mut() {
            *state = State::Operational;
        }
    }

    fn go_on(&mut self, entry: &StatusUpdate) {
        match entry.status {
            Some(status @ (Status::InProgress | Status::Verifying)) => self.take_in_hand(status),
            None if entry.reopened && self.end != End::Open => self.take_in_hand(Status::InProgress),
            status => self.plan_again(entry, status == Some(Status::Scheduled)),
        }
    }

    fn take_in_hand(&mut self, status: Status) {
        self.status = status;
        self.end = End::Open;
        self.in_hand = true;
    }

    /// Follows the window after an entry that may have moved it. What somebody has in hand or has ended is only
    /// planned again by a written `scheduled`; what runs or was ended by the clock follows the window alone.
    fn plan_again(&mut self, entry: &StatusUpdate, scheduled: bool) {
        let moved = entry.window.is_some() && !self.in_hand && self.end != End::Written;
        if !scheduled && !moved {
            return;
        }
        let begins_later = self.window.from.is_none_or(|from| from > entry.at);
        if begins_later {
            self.status = Status::Scheduled;
        } else if self.end != End::Open && self.lasts_beyond(entry.at) {
            self.status = if scheduled { Status::Scheduled } else { Status::InProgress };
        } else {
            return;
        }
        self.end = End::Open;
        self.in_hand = false;
    }

    /// Whether the planned end is later than `at`, or unknown.
    fn lasts_beyond(&self, at: DateTime<Utc>) -> bool {
        self.window.to.is_none_or(|to| to > at)
    }

    fn is_running(&self) -> bool {
        self.end == End::Open && matches!(self.status, Status::InProgress | Status::Verifying)
    }

    /// Writes down what has just happened; component states count only while it runs.
    fn step(&mut self, what: StepCause, at: DateTime<Utc>) {
        let changed = self.steps.last().is_none_or(|step| step.status != self.status);
        self.steps.push(MaintenanceStep { what, at, status: self.status, changed });
        self.reached = self.reached.max(at);
        if self.is_running() {
            Period::begin(&mut self.periods, at);
            for (component, state) in &self.planned {
                self.history.set(*component, *state, at);
            }
        } else {
            Period::end_last(&mut self.periods, at);
            self.history.clear(at);
        }
    }

    /// The result, once the clock has done all that is due.
    pub(super) fn into_course(self) -> MaintenanceCourse {
        MaintenanceCourse {
            status: self.status,
            closed: self.end != End::Open,
            overrun: self.overrun,
            window: self.window,
            next_change: self.due().map(|(_, at)| at),
            states: if self.is_running() { self.planned.clone() } else { BTreeMap::new() },
            corrected: self.history.corrected(),
            spans: self.history.into_spans(),
            planned: self.planned,
            windows: self.windows,
            run_periods: self.periods,
            steps: self.steps,
            impact: None,
            promise: None,
        }
    }
}

impl MaintenanceStep {
    fn is_clock(&self, kind: ClockKind) -> bool {
        matches!(self.what, StepCause::Clock(event) if event.kind == kind)
    }
}
