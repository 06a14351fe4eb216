//! The state machine of a maintenance, driven by updates and by the clock.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{ClockEvent, ClockKind, MaintenanceCourse, MaintenanceStep, PlannedWindow, StepCause};
use crate::status::state_history::{StateHistory, open_states};
use crate::status::{Period, State, Status, StatusUpdate, Window};

/// The state of a maintenance after some updates and events.
pub(super) struct Run {
    status: Status,
    end: End,
    /// Whether an update took it over, so that an update has to end it.
    in_hand: bool,
    /// Whether an update that ended it was retracted. Reopening it then has the same effect as after an end.
    end_withdrawn: bool,
    overrun: bool,
    window: Window,
    windows: Vec<PlannedWindow>,
    planned: BTreeMap<usize, State>,
    history: StateHistory,
    periods: Vec<Period>,
    steps: Vec<MaintenanceStep>,
    /// The time of the last step. Overdue events of the clock happen then and not earlier.
    reached: DateTime<Utc>,
}

/// Whether and how it was ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    ByClock,
    Written,
}

impl Run {
    /// Creates a maintenance that is unknown before `start`.
    pub(super) const fn new(start: DateTime<Utc>) -> Self {
        Self {
            status: Status::Scheduled,
            end: End::Open,
            in_hand: false,
            end_withdrawn: false,
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

    /// Applies the events of the clock as long as `is_due` accepts their times.
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

    /// Returns the next event of the clock. A window that was over before it was announced ends without having begun.
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

    /// Applies an update.
    pub(super) fn apply(&mut self, index: usize, update: &StatusUpdate) {
        if let Some(window) = update.window {
            self.window = self.window.moved_by(window);
            self.windows.push(PlannedWindow { update: index, window: self.window });
        }
        let retracted = update.retracted.is_some();
        for (component, state) in &update.components {
            let planned = self.planned.entry(*component).or_default();
            *planned = if retracted { *state.max(planned) } else { *state };
        }
        for (component, state) in open_states(&update.intervals) {
            let planned = self.planned.entry(component).or_default();
            *planned = state.max(*planned);
        }
        if update.closes() {
            self.close(update);
        } else if retracted {
            self.apply_retracted(update);
        } else {
            self.apply_open(update);
        }
        self.overrun &= self.is_running() && !self.lasts_beyond(update.at);
        self.step(StepCause::Update(index), update.at);
        let ended = self.periods.last().and_then(|last| last.to).unwrap_or(update.at);
        let ended = (!self.is_running()).then_some(ended);
        if retracted {
            self.history.add(&update.intervals, update.at, ended);
        } else {
            self.history.correct(&update.intervals, update.at, ended);
        }
    }

    fn close(&mut self, update: &StatusUpdate) {
        self.status = update.status.unwrap_or(self.status);
        self.end = End::Written;
        for state in self.planned.values_mut() {
            *state = State::Operational;
        }
    }

    fn apply_open(&mut self, update: &StatusUpdate) {
        match update.status {
            Some(status @ (Status::InProgress | Status::Verifying)) => self.take_in_hand(status),
            None if update.reopened && self.is_or_was_ended() => self.take_in_hand(Status::InProgress),
            None => self.stay_in_hand(update),
            Some(status) => self.plan_again(update, status == Status::Scheduled),
        }
    }

    /// Whoever reports something within the window is still working, so the clock must not end the maintenance.
    fn stay_in_hand(&mut self, update: &StatusUpdate) {
        self.plan_again(update, false);
        let begun = self.window.from.is_some_and(|from| from <= update.at);
        let within = begun && !self.window.is_empty() && self.lasts_beyond(update.at);
        if self.is_running() {
            self.in_hand = true;
        } else if self.end == End::Open && within {
            self.take_in_hand(Status::InProgress);
        }
    }

    /// Applies what made the status worse: that the maintenance was started, taken over, reopened or planned again.
    fn apply_retracted(&mut self, update: &StatusUpdate) {
        if update.is_written_as_end() {
            self.end_withdrawn = true;
            return;
        }
        match update.status {
            Some(status @ (Status::InProgress | Status::Verifying)) => {
                let running = self.is_running();
                self.take_in_hand(if running { status.min(self.status) } else { status });
            }
            Some(status) => {
                if !self.is_running() {
                    self.plan_again(update, status == Status::Scheduled);
                }
            }
            None if update.reopened && self.is_or_was_ended() => self.take_in_hand(Status::InProgress),
            None => self.stay_in_hand(update),
        }
    }

    fn take_in_hand(&mut self, status: Status) {
        self.status = status;
        self.end = End::Open;
        self.in_hand = true;
        self.end_withdrawn = false;
    }

    fn is_or_was_ended(&self) -> bool {
        self.end != End::Open || self.end_withdrawn
    }

    /// Follows the window after an update that may have moved it. If an update took over or ended the maintenance,
    /// only a written `scheduled` plans it again; otherwise the window alone decides.
    fn plan_again(&mut self, update: &StatusUpdate, scheduled: bool) {
        let moved = update.window.is_some() && !self.in_hand && self.end != End::Written;
        if !scheduled && !moved {
            return;
        }
        let starts_later = self.window.from.is_none_or(|from| from > update.at);
        if starts_later {
            self.status = Status::Scheduled;
        } else if self.end != End::Open && self.lasts_beyond(update.at) {
            self.status = if scheduled { Status::Scheduled } else { Status::InProgress };
        } else {
            return;
        }
        self.end = End::Open;
        self.in_hand = false;
    }

    /// Whether the planned end is after `at` or unknown.
    fn lasts_beyond(&self, at: DateTime<Utc>) -> bool {
        self.window.to.is_none_or(|to| to > at)
    }

    fn is_running(&self) -> bool {
        self.end == End::Open && matches!(self.status, Status::InProgress | Status::Verifying)
    }

    /// Adds a step. Component states count only while the maintenance runs.
    fn step(&mut self, cause: StepCause, at: DateTime<Utc>) {
        let changed = self.steps.last().is_none_or(|step| step.status != self.status);
        self.steps.push(MaintenanceStep { cause, at, status: self.status, changed });
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

    /// Returns the result, after all due events were applied.
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
        matches!(self.cause, StepCause::Clock(event) if event.kind == kind)
    }
}
