//! The history: an index of months, and a page for each.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::incident::canonical;
use super::{Card, Views};
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Progress};
use crate::status::day;

/// The index of months.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// Address of the page, complete.
    pub canonical: String,
    /// The months in which something was reported, newest first.
    pub months: Vec<MonthLink>,
}

/// A month in the index.
#[derive(Clone, Debug, Serialize)]
pub struct MonthLink {
    /// The month.
    pub label: String,
    /// Address of its page.
    pub url: String,
    /// How many incidents, in words; empty if none.
    pub incidents: String,
    /// How many maintenances, in words; empty if none.
    pub maintenances: String,
}

/// The page of a month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthPage {
    /// Its headline.
    pub title: String,
    /// Address of the page, complete.
    pub canonical: String,
    /// What was reported, by days, newest first.
    pub days: Vec<DayGroup>,
}

/// A day with what began on it.
#[derive(Clone, Debug, Serialize)]
pub struct DayGroup {
    /// The day.
    pub label: String,
    /// The day for `datetime`.
    pub iso: String,
    /// What began on it, newest first.
    pub cards: Vec<Card>,
}

/// What began in one month, by the places in the site's lists.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct Month {
    incidents: Vec<usize>,
    maintenances: Vec<usize>,
}

/// Every month in which something was reported. A maintenance that has not begun is not history yet.
pub(in crate::site) fn months(site: &Site) -> BTreeMap<NaiveDate, Month> {
    let month_of = |at: DateTime<Utc>| day::first_of_month(day::date_of(at, site.time_zone));
    let mut months: BTreeMap<NaiveDate, Month> = BTreeMap::new();
    for (index, incident) in site.incidents.iter().enumerate() {
        months.entry(month_of(incident.event.started_at)).or_default().incidents.push(index);
    }
    for (index, maintenance) in site.maintenances.iter().enumerate() {
        if maintenance.progress != Progress::Coming {
            months.entry(month_of(maintenance.event.started_at)).or_default().maintenances.push(index);
        }
    }
    months
}

pub(in crate::site) fn history_page(views: Views<'_>, months: &BTreeMap<NaiveDate, Month>) -> HistoryPage {
    let count = |key, n| if n == 0 { String::new() } else { views.language.count(key, n) };
    let link = |(first, month): (&NaiveDate, &Month)| MonthLink {
        label: views.language.month(*first),
        url: views.addresses.month(*first),
        incidents: count("incident", month.incidents.len()),
        maintenances: count("maintenance", month.maintenances.len()),
    };
    HistoryPage {
        canonical: canonical(views, &views.addresses.history()),
        months: months.iter().rev().map(link).collect(),
    }
}

pub(in crate::site) fn month_page(views: Views<'_>, first: NaiveDate, month: &Month) -> MonthPage {
    let incidents = month.incidents.iter().filter_map(|index| views.site.incidents.get(*index));
    let maintenances = month.maintenances.iter().filter_map(|index| views.site.maintenances.get(*index));
    MonthPage {
        title: views.language.fill("month_title", &[("month", &views.language.month(first))]),
        canonical: canonical(views, &views.addresses.month(first)),
        days: by_day(views, incidents, maintenances).into_values().rev().collect(),
    }
}

/// Groups what began by days, oldest day first; within a day newest first.
pub(super) fn by_day<'a>(
    views: Views<'_>,
    incidents: impl Iterator<Item = &'a Incident>,
    maintenances: impl Iterator<Item = &'a Maintenance>,
) -> BTreeMap<NaiveDate, DayGroup> {
    let incidents = incidents.map(|incident| (incident.event.started_at, Card::incident(views, incident)));
    let maintenances =
        maintenances.map(|maintenance| (maintenance.event.started_at, Card::maintenance(views, maintenance)));
    let mut all: Vec<(DateTime<Utc>, Card)> = incidents.chain(maintenances).collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.url.cmp(&b.1.url)));
    let mut days: BTreeMap<NaiveDate, DayGroup> = BTreeMap::new();
    for (at, card) in all {
        let date = day::date_of(at, views.site.time_zone);
        days.entry(date).or_insert_with(|| DayGroup::empty(views, date)).cards.push(card);
    }
    days
}

impl DayGroup {
    pub(super) fn empty(views: Views<'_>, date: NaiveDate) -> Self {
        Self { label: views.language.day(date), iso: date.to_string(), cards: Vec::new() }
    }
}
