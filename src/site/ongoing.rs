//! When an incident was ongoing: while its record was open, and while it affected a component according to corrected
//! times.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::release::model::Incident;
use crate::status::{Period, day};

/// Returns the days of `window` on which an incident was ongoing, in the time zone of the site. An incident without an
/// end is ongoing to the end of the window.
pub(super) fn days(incident: &Incident, zone: Tz, window: &RangeInclusive<NaiveDate>) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    for period in periods(incident) {
        let (from, to) = dates(period, zone, *window.end());
        let from = from.max(*window.start());
        days.extend(from.iter_days().take_while(|date| *date <= to.min(*window.end())));
    }
    days
}

/// Returns the first day of each month in which an incident was ongoing, up to `today`, with the first day on which it
/// was ongoing in that month.
pub(super) fn months(incident: &Incident, zone: Tz, today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let mut months: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for period in periods(incident) {
        let (mut date, to) = dates(period, zone, today);
        while date <= to {
            let month = day::first_of_month(date);
            match months.iter_mut().find(|(known, _)| *known == month) {
                Some((_, first)) => *first = date.min(*first),
                None => months.push((month, date)),
            }
            let Some(next) = day::first_of_next_month(date) else { break };
            date = next;
        }
    }
    months
}

/// The first and the last day of a period. A period that ends at midnight does not include the day that begins then.
fn dates(period: Period, zone: Tz, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let last = |to: DateTime<Utc>| to.checked_sub_signed(TimeDelta::nanoseconds(1)).unwrap_or(to);
    (
        day::date_of(period.from, zone),
        period.to.map_or(today, |to| day::date_of(last(to).max(period.from), zone)),
    )
}

/// Returns the periods in which an incident was ongoing, in no particular order.
fn periods(incident: &Incident) -> Vec<Period> {
    let event = &incident.event;
    let spans = event.hits.iter().flat_map(|hit| &hit.spans);
    let mut periods: Vec<Period> = Vec::new();
    for update in &event.updates {
        let closes = update.status.is_closing() || update.merged;
        match periods.last_mut().filter(|last| last.to.is_none()) {
            Some(last) if closes => last.to = Some(update.at),
            None if !closes => periods.push(Period { from: update.at, to: None }),
            _ => {}
        }
    }
    if let Some(last) = periods.last_mut().filter(|last| last.to.is_none() && event.closed) {
        last.to = Some(event.ended_at.unwrap_or(last.from));
    }
    let mut affected: Vec<Period> = spans.map(|span| Period { from: span.from, to: span.to }).collect();
    // Many components usually share the same times.
    affected.sort_by_key(|period| (period.from, period.to));
    affected.dedup();
    periods.extend(affected);
    periods
}
