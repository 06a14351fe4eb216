//! The time that counts for a clock: hours without holidays and pauses.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::Hours;
use crate::status::Period;

/// The longest stretch that is looked at in one step, in seconds. Clocks do not change twice in it.
const STEP: i64 = 6 * 3_600;

/// How far ahead a due time is searched, in seconds: a hundred years.
const FAR: i64 = 36_525 * 86_400;

/// When time counts: around the clock, or within weekly hours except on holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The hours; `None` for around the clock, without any holidays.
    hours: Option<Hours>,
    /// The dates, in the zone of the hours, on which no time counts.
    holidays: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// Time counts around the clock, on every day.
    #[must_use]
    pub fn around_the_clock() -> Self {
        Self::default()
    }

    /// Time counts within the hours, except on the holidays, from midnight to midnight in the zone of the hours.
    #[must_use]
    pub const fn new(hours: Hours, holidays: BTreeSet<NaiveDate>) -> Self {
        Self { hours: Some(hours), holidays }
    }

    /// Returns the time that counts between two instants, without the pauses. Never negative.
    #[must_use]
    pub fn elapsed(&self, from: DateTime<Utc>, to: DateTime<Utc>, pauses: &[Period]) -> TimeDelta {
        let mut sum: i64 = 0;
        let _ = self.walk(from.timestamp_millis(), to.timestamp_millis(), pauses, &mut |begin, end| {
            sum = sum.saturating_add(end - begin);
            ControlFlow::<()>::Continue(())
        });
        TimeDelta::try_milliseconds(sum).unwrap_or(TimeDelta::MAX)
    }

    /// Returns the first instant at which `target` has elapsed since `from`. Returns `None` if that is more than a hundred
    /// years away, or never.
    #[must_use]
    pub fn due(&self, from: DateTime<Utc>, target: TimeDelta, pauses: &[Period]) -> Option<DateTime<Utc>> {
        let begin = from.timestamp_millis();
        let mut left = target.num_milliseconds();
        if left <= 0 {
            return Some(from);
        }
        let found = self.walk(begin, begin.saturating_add(FAR * 1_000), pauses, &mut |begin, end| {
            if left <= end - begin {
                return ControlFlow::Break(begin + left);
            }
            left -= end - begin;
            ControlFlow::Continue(())
        });
        found.break_value().and_then(DateTime::from_timestamp_millis)
    }

    /// Visits the stretches of time that count, in order, in milliseconds since the epoch.
    fn walk<B>(
        &self,
        from: i64,
        to: i64,
        pauses: &[Period],
        visit: &mut impl FnMut(i64, i64) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Some(hours) = &self.hours else { return without(pauses, from, to, visit) };
        if hours.is_empty() {
            return ControlFlow::Continue(());
        }
        let mut at = from;
        while at < to {
            let Some((offset, until)) = steady(hours.zone(), at, to.min(at.saturating_add(STEP * 1_000)))
            else {
                break;
            };
            let mut date = date_of(at + offset);
            let last = date_of(until + offset - 1);
            while let Some(day) = date.filter(|day| last.is_some_and(|last| *day <= last)) {
                let midnight = day.and_time(NaiveTime::MIN).and_utc().timestamp_millis() - offset;
                let windows = if self.holidays.contains(&day) { &[] } else { hours.on(day.weekday()) };
                for (begin, end) in windows {
                    let begin = at.max(midnight + i64::from(*begin) * 1_000);
                    let end = until.min(midnight + i64::from(*end) * 1_000);
                    without(pauses, begin, end, visit)?;
                }
                date = day.checked_add_days(Days::new(1));
            }
            at = until;
        }
        ControlFlow::Continue(())
    }
}

/// Visits a stretch of time without the pauses in it.
fn without<B>(
    pauses: &[Period],
    from: i64,
    to: i64,
    visit: &mut impl FnMut(i64, i64) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let mut at = from;
    for pause in pauses {
        let begin = pause.from.timestamp_millis();
        let end = pause.to.map_or(to, |end| end.timestamp_millis());
        if begin >= to {
            break;
        }
        if at < begin {
            visit(at, begin)?;
        }
        at = at.max(end);
    }
    if at < to { visit(at, to) } else { ControlFlow::Continue(()) }
}

/// Returns the offset of a zone at an instant, in milliseconds, and how long it stays the same, at most up to `to`.
fn steady(zone: Tz, at: i64, to: i64) -> Option<(i64, i64)> {
    let offset = |second: i64| {
        let utc = DateTime::from_timestamp(second, 0)?.naive_utc();
        Some(i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()))
    };
    // Clocks change at whole seconds.
    let (mut same, mut other) = (at.div_euclid(1_000), (to - 1).div_euclid(1_000));
    let own = offset(same)?;
    if offset(other)? == own {
        return Some((own * 1_000, to));
    }
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if offset(middle)? == own { same = middle } else { other = middle }
    }
    Some((own * 1_000, other * 1_000))
}

/// Returns the date of a local time in milliseconds.
fn date_of(local: i64) -> Option<NaiveDate> {
    Some(DateTime::from_timestamp_millis(local)?.date_naive())
}
