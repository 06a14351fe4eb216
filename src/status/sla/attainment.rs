//! Compares the uptime of a month with the agreed uptime.

use chrono::TimeDelta;

use crate::status::uptime::Tally;

/// The uptime of a component in a month, compared with what was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attainment {
    /// Nothing was measured.
    Unmeasured,
    /// The agreed uptime was reached, or is reached so far.
    Attained,
    /// The month is not over, and the uptime is below the agreed one so far.
    Below,
    /// The agreed uptime was not reached, or cannot be reached any more in this month.
    Missed,
}

/// Absorbs the rounding errors of binary fractions. It is less than a millisecond in a year.
const TOLERANCE: f64 = 1e-12;

/// Compares a tally with the agreed uptime in percent. `rest` is how much of the month is still to come or not measured
/// yet; zero once it is over.
#[must_use]
pub fn attainment(tally: &Tally, agreed: f64, rest: TimeDelta) -> Attainment {
    let Some(ratio) = tally.ratio else { return Attainment::Unmeasured };
    let agreed = agreed / 100.0;
    if ratio + TOLERANCE >= agreed {
        return Attainment::Attained;
    }
    let (measured, rest) = (seconds(tally.counted), seconds(rest.max(TimeDelta::zero())));
    // Even if nothing else happens, the ratio ends there.
    let best = (ratio * measured + rest) / (measured + rest).max(f64::MIN_POSITIVE);
    if rest > 0.0 && best + TOLERANCE >= agreed { Attainment::Below } else { Attainment::Missed }
}

/// Returns a duration in seconds.
fn seconds(span: TimeDelta) -> f64 {
    span.as_seconds_f64()
}
