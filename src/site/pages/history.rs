//! The page of a month.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::inputs::{ByPointer, MonthInputs};
use super::{Card, Head, Link, TimeView};
use crate::release::model::{Incident, Maintenance};
use crate::site::rendering::RenderContext;
use crate::status::day;

/// The page of a month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthPage {
    /// The head of the page.
    pub head: Head,
    /// Its headline.
    pub title: String,
    /// The totals in words: `3 incidents, 1 maintenance`.
    pub counts: String,
    /// The incidents and maintenances by day, newest first.
    pub days: Vec<DayGroup>,
    /// The nearest earlier month that has a page.
    pub earlier: Option<Link>,
    /// The nearest later month that has a page.
    pub later: Option<Link>,
}

/// A day with the incidents and maintenances that began on it, or a range of days on which nothing began.
#[derive(Clone, Debug, Serialize)]
pub struct DayGroup {
    /// The day, or the range of days.
    pub label: String,
    /// The day for `datetime`; empty for a range of days.
    pub iso: String,
    /// The incidents and maintenances that began on it, newest first.
    pub cards: Vec<Card>,
    /// The incidents that began earlier and were ongoing on each of these days, newest first.
    pub ongoing: Vec<Link>,
}

/// A count in words; empty if zero.
fn count(context: RenderContext<'_>, key: &str, n: usize) -> String {
    if n == 0 { String::new() } else { context.language.count(key, n) }
}

pub(in crate::site) fn month_page(context: RenderContext<'_>, month: &MonthInputs) -> MonthPage {
    let incidents = month.incidents.len() + month.ongoing.len();
    let counts = [("incident", incidents), ("maintenance", month.maintenances.len())];
    let counts: Vec<String> = counts.into_iter().map(|(key, n)| count(context, key, n)).collect();
    let counts: Vec<&str> = counts.iter().map(String::as_str).filter(|count| !count.is_empty()).collect();
    let title = context.language.fill("month_title", &[("month", &context.language.month(month.first))]);
    let link =
        |first: NaiveDate| Link { label: context.language.month(first), url: context.addresses.month(first) };
    let incidents = month.incidents.iter().map(|ByPointer(incident)| incident.as_ref());
    let maintenances = month.maintenances.iter().map(|ByPointer(maintenance)| maintenance.as_ref());
    let mut days = by_day(context, incidents, maintenances);
    // An incident from an earlier month is listed on the first day of this one on which it was ongoing.
    for (ByPointer(incident), first) in &month.ongoing {
        day_group(context, &mut days, *first).cards.push(Card::incident(context, incident));
    }
    MonthPage {
        head: Head::new(context, &title, context.addresses.month(month.first)),
        title,
        counts: context.language.list(&counts),
        days: days.into_values().rev().collect(),
        earlier: month.earlier.map(link),
        later: month.later.map(link),
    }
}

/// Groups events by the day on which they began, oldest day first; newest first within a day.
fn by_day<'a>(
    context: RenderContext<'_>,
    incidents: impl Iterator<Item = &'a Incident>,
    maintenances: impl Iterator<Item = &'a Maintenance>,
) -> BTreeMap<NaiveDate, DayGroup> {
    let incidents = incidents.map(|incident| (incident.event.started_at, Card::incident(context, incident)));
    let maintenances = maintenances
        .map(|maintenance| (maintenance.event.started_at, Card::maintenance(context, maintenance)));
    let mut all: Vec<(DateTime<Utc>, Card)> = incidents.chain(maintenances).collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.url.cmp(&b.1.url)));
    let mut days: BTreeMap<NaiveDate, DayGroup> = BTreeMap::new();
    for (at, mut card) in all {
        let date = day::date_of(at, context.site.time_zone);
        if at.date_naive() == date {
            card.started = TimeView::clock(at, context.language);
        }
        day_group(context, &mut days, date).cards.push(card);
    }
    days
}

/// The group of a day, which is added if there is none.
fn day_group<'a>(
    context: RenderContext<'_>,
    days: &'a mut BTreeMap<NaiveDate, DayGroup>,
    date: NaiveDate,
) -> &'a mut DayGroup {
    days.entry(date).or_insert_with(|| DayGroup {
        label: context.language.day(date),
        iso: date.to_string(),
        cards: Vec::new(),
        ongoing: Vec::new(),
    })
}
