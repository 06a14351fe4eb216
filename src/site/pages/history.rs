//! The history: an index of months, and a page per month.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use serde::Serialize;

use super::inputs::{ByPointer, MonthInputs};
use super::{Card, Head, Link, TimeView, postmortem_list};
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Progress};
use crate::site::event_index::MonthEvents;
use crate::site::ongoing;
use crate::site::rendering::RenderContext;
use crate::status::day;

/// The number of past days on the home page.
const LAST_DAYS: u64 = 14;

/// The index of the history.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// The head of the page.
    pub head: Head,
    /// The years with incidents or maintenances, newest first.
    pub years: Vec<YearLinks>,
    /// Address of the list of post-mortems; empty if there are none.
    pub postmortems: String,
}

/// A year in the index of the history.
#[derive(Clone, Debug, Serialize)]
pub struct YearLinks {
    /// The year.
    pub year: String,
    /// Its months with incidents or maintenances, newest first.
    pub months: Vec<MonthLink>,
}

/// A month in the index of the history.
#[derive(Clone, Debug, Serialize)]
pub struct MonthLink {
    /// The month.
    pub label: String,
    /// Address of its page.
    pub url: String,
    /// The number of incidents in words; empty if none.
    pub incidents: String,
    /// The number of maintenances in words; empty if none.
    pub maintenances: String,
}

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

pub(in crate::site) fn history_page(
    context: RenderContext<'_>,
    site: &Site,
    months: &BTreeMap<NaiveDate, MonthEvents>,
) -> HistoryPage {
    let mut years: Vec<YearLinks> = Vec::new();
    for (first, month) in months.iter().rev() {
        let (year, link) = (first.year().to_string(), MonthLink::new(context, *first, month));
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.months.push(link),
            None => years.push(YearLinks { year, months: vec![link] }),
        }
    }
    let title = context.language.word("history");
    HistoryPage {
        head: Head::new(context, title, context.addresses.history()),
        years,
        postmortems: postmortem_list::address(context, site),
    }
}

impl MonthLink {
    fn new(context: RenderContext<'_>, first: NaiveDate, month: &MonthEvents) -> Self {
        Self {
            label: context.language.month(first),
            url: context.addresses.month(first),
            incidents: count(context, "incident", month.incidents.len() + month.ongoing.len()),
            maintenances: count(context, "maintenance", month.maintenances.len()),
        }
    }
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

/// Returns the last days, newest first. Consecutive days on which nothing began, and the same incidents were ongoing, form
/// a range. Open incidents are included, although the home page shows them above as well: their days were not days
/// without incidents.
pub(super) fn last_days(context: RenderContext<'_>, site: &Site) -> Vec<DayGroup> {
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
    let mut began = by_day(context, incidents, maintenances);
    let mut ongoing = ongoing_by_day(site, first);
    let mut runs: Vec<Run> = Vec::new();
    for date in first.iter_days().take_while(|date| *date <= site.today) {
        let (group, ongoing) = (began.remove(&date), ongoing.remove(&date).unwrap_or_default());
        match runs.last_mut() {
            Some(last) if last.group.is_none() && group.is_none() && last.ongoing == ongoing => {
                last.to = date;
            }
            _ => runs.push(Run { from: date, to: date, group, ongoing }),
        }
    }
    runs.into_iter().rev().map(|run| run.group(context, site)).collect()
}

/// The incidents that were ongoing on each day since `first` and began on an earlier day, by their indexes.
fn ongoing_by_day(site: &Site, first: NaiveDate) -> BTreeMap<NaiveDate, Vec<usize>> {
    let mut days: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
    for (index, incident) in site.incidents.iter().enumerate() {
        let began = day::date_of(incident.event.started_at, site.time_zone);
        let ongoing = ongoing::days(incident, site.time_zone, &(first..=site.today));
        for date in ongoing.into_iter().filter(|date| *date > began) {
            days.entry(date).or_default().push(index);
        }
    }
    days
}

/// A day on which something began, or consecutive days on which nothing did.
struct Run {
    from: NaiveDate,
    to: NaiveDate,
    /// The events that began on the day.
    group: Option<DayGroup>,
    /// The incidents that were ongoing, by their indexes.
    ongoing: Vec<usize>,
}

impl Run {
    fn group(self, context: RenderContext<'_>, site: &Site) -> DayGroup {
        let incidents = self.ongoing.iter().filter_map(|index| site.incidents.get(*index));
        let ongoing = incidents.map(|incident| Link {
            label: incident.event.title.clone(),
            url: context.addresses.incident(&incident.event.slug),
        });
        let ongoing = ongoing.collect();
        if let Some(group) = self.group {
            return DayGroup { ongoing, ..group };
        }
        let label = context.language.days(self.from, self.to);
        DayGroup { label, iso: String::new(), cards: Vec::new(), ongoing }
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
