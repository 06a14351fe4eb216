//! Measures a component's timeline against the days and months of a zone.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::Tally;
use crate::status::{State, Timeline, day};

/// What of a component's time counts, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The first instant that counts.
    pub since: DateTime<Utc>,
    /// The first instant that does not count any more: see [`measured_to`].
    pub measured_to: DateTime<Utc>,
    /// The zone whose days and months are meant.
    pub zone: Tz,
    /// How much of a partial outage counts as out, 0 to 1.
    pub partial_weight: f64,
}

/// The uptime of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayUptime {
    /// The day, in the zone of the measure.
    pub date: NaiveDate,
    /// The times of it.
    pub tally: Tally,
}

/// The uptime of one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthUptime {
    /// The first day of the month, in the zone of the measure.
    pub first: NaiveDate,
    /// The times of it.
    pub tally: Tally,
}

/// Up to when a component's time counts: the later of the start of today and its last change. So a page changes
/// when something happened or a day began, and not with every build.
#[must_use]
pub fn measured_to(timeline: &Timeline, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let today = day::start_of_day_of(now, zone);
    timeline.last_change(now).map_or(today, |change| change.max(today))
}

impl Measure {
    /// The uptime of each day from the first to the last, both included.
    #[must_use]
    pub fn by_day(&self, timeline: &Timeline, first: NaiveDate, last: NaiveDate) -> Vec<DayUptime> {
        let days = first.iter_days().take_while(|date| *date <= last);
        days.map(|date| {
            let (from, to) = (day::start_of_day(date, self.zone), day::end_of_day(date, self.zone));
            DayUptime { date, tally: self.over(timeline, from, to) }
        })
        .collect()
    }

    /// The uptime of each month from the one of the first date to the one of the last, both included.
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

    /// The times between two instants.
    #[must_use]
    pub fn over(&self, timeline: &Timeline, from: DateTime<Utc>, to: DateTime<Utc>) -> Tally {
        let (from, end) = (from.max(self.since), to.min(self.measured_to));
        let mut tally = Tally::unmeasured();
        if from >= to || from > self.measured_to {
            return tally;
        }
        let mut worst = State::Operational;
        // The state at `measured_to` itself is known, unless that instant belongs to the next range.
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
