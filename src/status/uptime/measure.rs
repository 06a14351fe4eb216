//! Measures uptime by day and month of a time zone.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::Tally;
use crate::status::{State, Timeline, day};

/// The parameters of an uptime measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The first instant that counts, UTC.
    pub since: DateTime<Utc>,
    /// The end of the measured time, exclusive, UTC: see [`measured_to`].
    pub measured_to: DateTime<Utc>,
    /// The time zone of days and months.
    pub zone: Tz,
    /// How much of a partial outage counts as downtime, 0 to 1.
    pub partial_weight: f64,
}

/// The uptime of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayUptime {
    /// The date, in the zone of the measurement.
    pub date: NaiveDate,
    /// The time in each state.
    pub tally: Tally,
}

/// The uptime of one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthUptime {
    /// The first day of the month, in the zone of the measurement.
    pub first: NaiveDate,
    /// The time in each state.
    pub tally: Tally,
}

/// Returns the end of the measured time: the start of today or the last change, whichever is later. Pages therefore
/// change when something happens or a day begins, and not with every build.
#[must_use]
pub fn measured_to(timeline: &Timeline, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let today = day::start_of_day_of(now, zone);
    timeline.last_change(now).map_or(today, |change| change.max(today))
}

impl Measure {
    /// Returns the uptime of each day from `first` to `last`, inclusive.
    #[must_use]
    pub fn by_day(&self, timeline: &Timeline, first: NaiveDate, last: NaiveDate) -> Vec<DayUptime> {
        let days = first.iter_days().take_while(|date| *date <= last);
        days.map(|date| {
            let (from, to) = (day::start_of_day(date, self.zone), day::end_of_day(date, self.zone));
            DayUptime { date, tally: self.over(timeline, from, to) }
        })
        .collect()
    }

    /// Returns the uptime of each month from that of `first` to that of `last`, inclusive.
    #[must_use]
    pub fn by_month(&self, timeline: &Timeline, first: NaiveDate, last: NaiveDate) -> Vec<MonthUptime> {
        let mut months = Vec::new();
        let mut next = Some(day::first_of_month(first));
        while let Some(month) = next.filter(|month| *month <= last) {
            next = day::first_of_next_month(month);
            let from = day::start_of_day(month, self.zone);
            let to = next.map_or(self.measured_to, |next| day::start_of_day(next, self.zone));
            months.push(MonthUptime { first: month, tally: self.over(timeline, from, to) });
        }
        months
    }

    /// Returns the time in each state between two instants.
    #[must_use]
    pub fn over(&self, timeline: &Timeline, from: DateTime<Utc>, to: DateTime<Utc>) -> Tally {
        let (from, end) = (from.max(self.since), to.min(self.measured_to));
        let mut tally = Tally::unmeasured();
        if from >= to || from > self.measured_to {
            return tally;
        }
        let mut worst = State::Operational;
        // The state at `measured_to` is known, unless that instant belongs to the next range.
        let is_known = |at: DateTime<Utc>| at < to && at <= self.measured_to;
        for span in timeline.after(from).take_while(|span| is_known(span.from)) {
            worst = worst.max(span.state);
            let time = span.to.unwrap_or(end).min(end) - span.from.max(from);
            tally.add(span.state, time);
        }
        tally.worst = Some(worst);
        tally.counted = end - from;
        tally.ratio = tally.ratio(self.partial_weight);
        tally
    }
}
