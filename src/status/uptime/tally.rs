//! The time that a component spent in each state.

use chrono::TimeDelta;

use crate::status::State;

/// Times by state within some range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// The worst state of the range; `None` if nothing of the range was measured. It knows of a problem that
    /// begins at the very end of the measured time, for which no time has been counted yet.
    pub worst: Option<State>,
    /// Slow or with errors.
    pub degraded: TimeDelta,
    /// Partly out.
    pub partial: TimeDelta,
    /// Out.
    pub major: TimeDelta,
    /// Under planned work, and nothing worse.
    pub maintenance: TimeDelta,
    /// All the time that counts, the good one too.
    pub counted: TimeDelta,
    /// The uptime, 0 to 1; `None` if nothing counts.
    pub ratio: Option<f64>,
}

impl Tally {
    /// A range of which nothing was measured.
    #[must_use]
    pub const fn unmeasured() -> Self {
        let nothing = TimeDelta::zero();
        Self {
            worst: None,
            degraded: nothing,
            partial: nothing,
            major: nothing,
            maintenance: nothing,
            counted: nothing,
            ratio: None,
        }
    }

    /// Adds time in a state. Operational time is what is left of `counted`.
    pub(super) fn add(&mut self, state: State, time: TimeDelta) {
        match state {
            State::Operational => {}
            State::UnderMaintenance => self.maintenance += time,
            State::DegradedPerformance => self.degraded += time,
            State::PartialOutage => self.partial += time,
            State::MajorOutage => self.major += time,
        }
    }

    /// The ratio for a weight of partial outages between 0 and 1. A weight that is not a number counts a partial
    /// outage in full: uptime is never told better than it can be known to be.
    pub(super) fn ratio(&self, partial_weight: f64) -> Option<f64> {
        if self.counted <= TimeDelta::zero() {
            return None;
        }
        let weight = if partial_weight.is_nan() { 1.0 } else { partial_weight.clamp(0.0, 1.0) };
        let down = self.partial.as_seconds_f64().mul_add(weight, self.major.as_seconds_f64());
        Some((1.0 - down / self.counted.as_seconds_f64()).clamp(0.0, 1.0))
    }
}
