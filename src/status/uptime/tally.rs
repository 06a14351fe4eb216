//! The time that a component was in each state.

use chrono::TimeDelta;

use crate::status::State;

/// The time in each state within a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// The worst state in the range; `None` if no part of it was measured. Includes a problem that begins at the very
    /// end of the measured time, before any time is counted.
    pub worst: Option<State>,
    /// Degraded performance.
    pub degraded: TimeDelta,
    /// Partial outage.
    pub partial: TimeDelta,
    /// Major outage.
    pub major: TimeDelta,
    /// Maintenance without an outage.
    pub maintenance: TimeDelta,
    /// All time that counts, including operational time.
    pub counted: TimeDelta,
    /// The uptime, 0 to 1; `None` if no time counts.
    pub ratio: Option<f64>,
}

impl Tally {
    /// Returns the tally of a range without measured time.
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

    /// Adds time in a state. Operational time is the rest of `counted`.
    pub(super) fn add(&mut self, state: State, time: TimeDelta) {
        match state {
            State::Operational => {}
            State::UnderMaintenance => self.maintenance += time,
            State::DegradedPerformance => self.degraded += time,
            State::PartialOutage => self.partial += time,
            State::MajorOutage => self.major += time,
        }
    }

    /// Returns the uptime for a weight of partial outages from 0 to 1. If the weight is not a number, partial outages
    /// count in full, so that uptime is never reported too high. After an outage the uptime is less than 1, even if
    /// no time or no weight is counted for it.
    pub(super) fn ratio(&self, partial_weight: f64) -> Option<f64> {
        if self.counted <= TimeDelta::zero() {
            return None;
        }
        let weight = if partial_weight.is_nan() { 1.0 } else { partial_weight.clamp(0.0, 1.0) };
        let down = self.partial.as_seconds_f64().mul_add(weight, self.major.as_seconds_f64());
        let ratio = (1.0 - down / self.counted.as_seconds_f64()).clamp(0.0, 1.0);
        let outage = self.worst.is_some_and(|worst| worst >= State::PartialOutage);
        Some(if outage { ratio.min(1.0 - f64::EPSILON) } else { ratio })
    }
}
