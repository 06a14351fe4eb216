//! The history: an index of months, and a page for each.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use serde::Serialize;

use super::{Card, Head, Link, Moment, Views, postmortem_list};
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Progress};
use crate::site::page_inputs::{MonthInputs, Same};
use crate::status::day;

/// How many days the first page looks back.
const LAST_DAYS: u64 = 14;

/// The index of months.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// The head of the page.
    pub head: Head,
    /// The years in which something was reported, newest first.
    pub years: Vec<YearLinks>,
    /// Address of the list of post-mortems; empty if there are none.
    pub postmortems: String,
}

/// A year in the index.
#[derive(Clone, Debug, Serialize)]
pub struct YearLinks {
    /// The year.
    pub year: String,
    /// Its months in which something was reported, newest first.
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
    /// The head of the page.
    pub head: Head,
    /// Its headline.
    pub title: String,
    /// How much was reported: `3 incidents, 1 maintenance`.
    pub counts: String,
    /// What was reported, by days, newest first.
    pub days: Vec<DayGroup>,
    /// The month before in which something was reported.
    pub earlier: Option<Link>,
    /// The month after in which something was reported.
    pub later: Option<Link>,
}

/// A day with what began on it, or a run of days on which nothing did.
#[derive(Clone, Debug, Serialize)]
pub struct DayGroup {
    /// The day or the days.
    pub label: String,
    /// The day for `datetime`; empty for a run of days.
    pub iso: String,
    /// What began on it, newest first.
    pub cards: Vec<Card>,
}

/// What began in one month, by the places in the site's lists.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct Month {
    pub(in crate::site) incidents: Vec<usize>,
    pub(in crate::site) maintenances: Vec<usize>,
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

pub(in crate::site) fn history_page(
    views: Views<'_>,
    site: &Site,
    months: &BTreeMap<NaiveDate, Month>,
) -> HistoryPage {
    let mut years: Vec<YearLinks> = Vec::new();
    for (first, month) in months.iter().rev() {
        let (year, link) = (first.year().to_string(), MonthLink::new(views, *first, month));
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.months.push(link),
            None => years.push(YearLinks { year, months: vec![link] }),
        }
    }
    let title = views.language.word("history");
    HistoryPage {
        head: Head::new(views, title, views.addresses.history()),
        years,
        postmortems: postmortem_list::address(views, site),
    }
}

impl MonthLink {
    fn new(views: Views<'_>, first: NaiveDate, month: &Month) -> Self {
        Self {
            label: views.language.month(first),
            url: views.addresses.month(first),
            incidents: count(views, "incident", month.incidents.len()),
            maintenances: count(views, "maintenance", month.maintenances.len()),
        }
    }
}

/// How many of something, in words; empty if none.
fn count(views: Views<'_>, key: &str, n: usize) -> String {
    if n == 0 { String::new() } else { views.language.count(key, n) }
}

pub(in crate::site) fn month_page(views: Views<'_>, month: &MonthInputs) -> MonthPage {
    let counts = [("incident", month.incidents.len()), ("maintenance", month.maintenances.len())];
    let counts: Vec<String> = counts.into_iter().map(|(key, n)| count(views, key, n)).collect();
    let counts: Vec<&str> = counts.iter().map(String::as_str).filter(|count| !count.is_empty()).collect();
    let title = views.language.fill("month_title", &[("month", &views.language.month(month.first))]);
    let link =
        |first: NaiveDate| Link { label: views.language.month(first), url: views.addresses.month(first) };
    let incidents = month.incidents.iter().map(|Same(incident)| incident.as_ref());
    let maintenances = month.maintenances.iter().map(|Same(maintenance)| maintenance.as_ref());
    MonthPage {
        head: Head::new(views, &title, views.addresses.month(month.first)),
        title,
        counts: views.language.list(&counts),
        days: by_day(views, incidents, maintenances).into_values().rev().collect(),
        earlier: month.earlier.map(link),
        later: month.later.map(link),
    }
}

/// The last days, newest first; those without incidents are run together. What is open stands above on the first
/// page and here as well, since its day was not one without incidents.
pub(super) fn last_days(views: Views<'_>, site: &Site) -> Vec<DayGroup> {
    let first = site.today.checked_sub_days(Days::new(LAST_DAYS - 1)).unwrap_or(site.today);
    let recent = |at| day::date_of(at, site.time_zone) >= first;
    let incidents = site
        .incidents
        .iter()
        .map(AsRef::as_ref)
        .filter(|incident: &&Incident| recent(incident.event.started_at));
    let maintenances = site.maintenances.iter().map(AsRef::as_ref).filter(|maintenance: &&Maintenance| {
        maintenance.progress != Progress::Coming && recent(maintenance.event.started_at)
    });
    let mut days = Vec::new();
    let mut quiet_to = Some(site.today);
    for (date, group) in by_day(views, incidents, maintenances).into_iter().rev() {
        days.extend(quiet(views, date.succ_opt(), quiet_to));
        days.push(group);
        quiet_to = date.pred_opt();
    }
    days.extend(quiet(views, Some(first), quiet_to));
    days
}

/// A run of days without incidents, if it has any days.
fn quiet(views: Views<'_>, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<DayGroup> {
    let (from, to) = from.zip(to).filter(|(from, to)| from <= to)?;
    Some(DayGroup { label: views.language.days(from, to), iso: String::new(), cards: Vec::new() })
}

/// Groups what began by days, oldest day first; within a day newest first.
fn by_day<'a>(
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
    for (at, mut card) in all {
        let date = day::date_of(at, views.site.time_zone);
        if at.date_naive() == date {
            card.started = Moment::clock(at, views.language);
        }
        let label = || views.language.day(date);
        let empty = || DayGroup { label: label(), iso: date.to_string(), cards: Vec::new() };
        days.entry(date).or_insert_with(empty).cards.push(card);
    }
    days
}
