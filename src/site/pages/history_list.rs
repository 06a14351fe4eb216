//! The history as lists: everything, by kind, and by year. A list has one row for each incident and maintenance, and
//! changes only when a title, an impact or a time changes, not with every update.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use super::{Head, Link};
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Progress};
use crate::site::rendering::RenderContext;
use crate::status::{Impact, day};

/// The number of rows above which a list that covers several years names its older years as links only. Their own
/// pages list them.
const MANY_ROWS: usize = 1000;

/// A row of the history, as far as it depends on released data.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct HistoryEntry {
    pub(in crate::site) slug: String,
    pub(in crate::site) title: String,
    pub(in crate::site) kind: EntryKind,
    pub(in crate::site) started: DateTime<Utc>,
    pub(in crate::site) ended: Option<DateTime<Utc>>,
    duration: Option<TimeDelta>,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::site) enum EntryKind {
    Incident(Impact),
    Maintenance(Progress),
}

/// Which rows a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) enum HistoryFilter {
    All,
    Incidents,
    Maintenance,
    Year(i32),
}

/// The inputs of a list.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct HistoryInputs {
    pub(in crate::site) filter: HistoryFilter,
    /// The rows, newest first.
    entries: Vec<Arc<HistoryEntry>>,
    /// The years that are not among the rows because there are too many, newest first.
    older: Vec<i32>,
    /// All years with rows, newest first.
    years: Vec<i32>,
    /// The number of incidents and of maintenances that pass the filter.
    totals: (usize, usize),
    /// When the history begins, UTC; for a year `None`, so that what happens in other years does not change its list.
    first: Option<DateTime<Utc>>,
    /// Whether to link to the list of post-mortems. Only the list of everything does, so that the first post-mortem
    /// rewrites one list.
    has_postmortems: bool,
}

/// A list of the history.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// The head of the page.
    pub head: Head,
    /// Its headline.
    pub title: String,
    /// The totals in words: `3 incidents, 1 maintenance, since March 2025`; empty if nothing happened yet.
    pub counts: String,
    /// The lists of the whole history and of its kinds.
    pub kinds: Vec<FilterLink>,
    /// The lists of the years, newest first.
    pub years: Vec<FilterLink>,
    /// The rows by month, newest first.
    pub months: Vec<HistoryMonth>,
    /// The years that are not listed here because the list would be too long.
    pub older: Vec<Link>,
    /// Address of the index of titles for the script.
    pub index: String,
    /// Address of the list of post-mortems; empty if there are none.
    pub postmortems: String,
}

/// A link to a list of the history.
#[derive(Clone, Debug, Serialize)]
pub struct FilterLink {
    /// Its name.
    pub label: String,
    /// Its address.
    pub url: String,
    /// Whether it is the current page.
    pub current: bool,
}

/// A month in a list of the history.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryMonth {
    /// The month.
    pub label: String,
    /// Address of its page.
    pub url: String,
    /// Its rows, newest first.
    pub rows: Vec<HistoryRow>,
}

/// A row in a list of the history.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryRow {
    /// The day of the month.
    pub day: String,
    /// The day for `datetime`.
    pub iso: String,
    /// Address of its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Impact or stage of a maintenance, for style sheets; see `Card`.
    pub look: &'static str,
    /// The same in words.
    pub word: String,
    /// Start and end in UTC.
    pub time: String,
    /// How long it was open, in words; while it is open, that it is.
    pub duration: String,
    /// Whether it is open.
    pub open: bool,
}

/// Returns every row of the history, newest first. A maintenance that has not begun is left out.
pub(in crate::site) fn entries(site: &Site) -> Vec<Arc<HistoryEntry>> {
    let incident = |incident: &Arc<Incident>| HistoryEntry {
        slug: incident.event.slug.clone(),
        title: incident.event.title.clone(),
        kind: EntryKind::Incident(incident.event.impact),
        started: incident.event.started_at,
        ended: incident.event.ended_at,
        duration: incident.duration,
    };
    let maintenance = |maintenance: &Arc<Maintenance>| HistoryEntry {
        slug: maintenance.event.slug.clone(),
        title: maintenance.event.title.clone(),
        kind: EntryKind::Maintenance(maintenance.progress),
        started: maintenance.event.started_at,
        ended: maintenance.event.ended_at,
        duration: maintenance.event.ended_at.map(|ended| ended - maintenance.event.started_at),
    };
    let begun = site.maintenances.iter().filter(|maintenance| maintenance.progress != Progress::Coming);
    let mut all: Vec<Arc<HistoryEntry>> =
        site.incidents.iter().map(incident).chain(begun.map(maintenance)).map(Arc::new).collect();
    all.sort_by(|a, b| b.started.cmp(&a.started).then_with(|| a.slug.cmp(&b.slug)));
    all
}

impl HistoryInputs {
    /// Returns the inputs of every list. `entries` are all rows.
    pub(in crate::site) fn all(site: &Site, entries: &[Arc<HistoryEntry>]) -> Vec<Self> {
        let year = |entry: &HistoryEntry| day::date_of(entry.started, site.time_zone).year();
        let mut by_year: BTreeMap<i32, Vec<Arc<HistoryEntry>>> = BTreeMap::new();
        for entry in entries {
            by_year.entry(year(entry)).or_default().push(entry.clone());
        }
        let years: Vec<i32> = by_year.keys().rev().copied().collect();
        let base = Self {
            filter: HistoryFilter::All,
            entries: Vec::new(),
            older: Vec::new(),
            years: years.clone(),
            totals: (0, 0),
            first: None,
            has_postmortems: false,
        };
        let mut lists = Vec::new();
        for filter in [HistoryFilter::All, HistoryFilter::Incidents, HistoryFilter::Maintenance] {
            let has_postmortems = filter == HistoryFilter::All && !site.postmortems.is_empty();
            let mut own = entries.iter().rev().filter(|entry| filter.has(entry));
            let first = own.next().map(|entry| entry.started);
            let totals = totals(entries, filter);
            let mut list = Self { filter, totals, first, has_postmortems, ..base.clone() };
            for year in &years {
                if list.entries.len() >= MANY_ROWS {
                    list.older.push(*year);
                    continue;
                }
                let of_year = by_year.get(year).into_iter().flatten();
                list.entries.extend(of_year.filter(|entry| filter.has(entry)).cloned());
            }
            lists.push(list);
        }
        let of_years = by_year.into_iter().rev();
        lists.extend(of_years.map(|(year, entries)| Self {
            filter: HistoryFilter::Year(year),
            totals: totals(&entries, HistoryFilter::Year(year)),
            first: None,
            entries,
            ..base.clone()
        }));
        lists
    }
}

/// The number of incidents and of maintenances that pass a filter.
fn totals(entries: &[Arc<HistoryEntry>], filter: HistoryFilter) -> (usize, usize) {
    let own = entries.iter().filter(|entry| filter.has(entry));
    let (incidents, maintenances): (Vec<_>, Vec<_>) =
        own.partition(|entry| matches!(entry.kind, EntryKind::Incident(_)));
    (incidents.len(), maintenances.len())
}

impl HistoryFilter {
    fn has(self, entry: &HistoryEntry) -> bool {
        match self {
            Self::All | Self::Year(_) => true,
            Self::Incidents => matches!(entry.kind, EntryKind::Incident(_)),
            Self::Maintenance => matches!(entry.kind, EntryKind::Maintenance(_)),
        }
    }

    fn address(self, context: RenderContext<'_>) -> String {
        let history = context.addresses.history();
        match self {
            Self::All => history,
            Self::Incidents => format!("{history}incidents/"),
            Self::Maintenance => format!("{history}maintenance/"),
            Self::Year(year) => format!("{history}{year:04}/"),
        }
    }

    fn label(self, context: RenderContext<'_>) -> String {
        match self {
            Self::All => context.word("filter.all"),
            Self::Incidents => context.word("filter.incidents"),
            Self::Maintenance => context.word("filter.maintenance"),
            Self::Year(year) => year.to_string(),
        }
    }
}

pub(in crate::site) fn history_page(context: RenderContext<'_>, inputs: &HistoryInputs) -> HistoryPage {
    let history = context.word("history");
    let title = match inputs.filter {
        HistoryFilter::All => history,
        other => {
            let label = other.label(context);
            context.language.fill("change", &[("component", &history), ("state", &label)])
        }
    };
    let link = |filter: HistoryFilter| FilterLink {
        label: filter.label(context),
        url: filter.address(context),
        current: filter == inputs.filter,
    };
    let mut months: Vec<HistoryMonth> = Vec::new();
    let mut last = None;
    for entry in &inputs.entries {
        let date = day::date_of(entry.started, context.site.time_zone);
        let first = day::first_of_month(date);
        if last != Some(first) {
            let (label, url) = (context.language.month(first), context.addresses.month(first));
            months.push(HistoryMonth { label, url, rows: Vec::new() });
            last = Some(first);
        }
        if let Some(month) = months.last_mut() {
            month.rows.push(HistoryRow::new(context, entry, date));
        }
    }
    HistoryPage {
        head: Head::new(context, &title, inputs.filter.address(context)),
        title,
        counts: counts(context, inputs),
        kinds: [HistoryFilter::All, HistoryFilter::Incidents, HistoryFilter::Maintenance]
            .map(link)
            .into_iter()
            .collect(),
        years: inputs.years.iter().map(|year| link(HistoryFilter::Year(*year))).collect(),
        months,
        older: inputs
            .older
            .iter()
            .map(|year| {
                let year = HistoryFilter::Year(*year);
                Link { label: year.label(context), url: year.address(context) }
            })
            .collect(),
        index: context.addresses.asset("history/search.json"),
        postmortems: if inputs.has_postmortems { context.addresses.postmortems() } else { String::new() },
    }
}

fn counts(context: RenderContext<'_>, inputs: &HistoryInputs) -> String {
    let (incidents, maintenances) = inputs.totals;
    let parts = [("incident", incidents), ("maintenance", maintenances)];
    let parts: Vec<String> =
        parts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| context.language.count(key, *n)).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let counts = context.language.list(&parts);
    let Some(first) = inputs.first else { return counts };
    let month = context.language.month(day::first_of_month(day::date_of(first, context.site.time_zone)));
    context.language.fill("since_month", &[("counts", &counts), ("month", &month)])
}

impl HistoryRow {
    fn new(context: RenderContext<'_>, entry: &HistoryEntry, date: NaiveDate) -> Self {
        let (url, look, word, open) = match entry.kind {
            EntryKind::Incident(impact) => (
                context.addresses.incident(&entry.slug),
                impact.as_str(),
                context.word(&format!("impact_short.{impact}")),
                context.word("open"),
            ),
            EntryKind::Maintenance(progress) => {
                let look = match progress {
                    Progress::Coming => "coming",
                    Progress::Running => "running",
                    Progress::Overrun => "overrun",
                    Progress::Done => "done",
                    Progress::Cancelled => "cancelled",
                };
                (
                    context.addresses.maintenance(&entry.slug),
                    "maintenance",
                    context.word("filter.maintenance"),
                    context.word(&format!("stage.{look}")),
                )
            }
        };
        let is_cancelled = matches!(entry.kind, EntryKind::Maintenance(Progress::Cancelled));
        let duration = entry.duration.map(|span| context.language.duration(span));
        Self {
            day: date.format("%-d").to_string(),
            iso: date.to_string(),
            url,
            title: entry.title.clone(),
            look,
            word,
            time: times(context, entry, date),
            duration: duration.filter(|_| !is_cancelled).unwrap_or(open),
            open: entry.ended.is_none() && !is_cancelled,
        }
    }
}

/// Start and end in UTC, without the date of the row.
fn times(context: RenderContext<'_>, entry: &HistoryEntry, date: NaiveDate) -> String {
    let clock = |at: DateTime<Utc>, day: NaiveDate| {
        let text = at.format("%H:%M").to_string();
        if at.date_naive() == day {
            text
        } else {
            let day = day_near(context, at.date_naive(), date);
            context.language.fill("day_time", &[("day", &day), ("time", &text)])
        }
    };
    let from = clock(entry.started, date);
    match entry.ended {
        None if matches!(entry.kind, EntryKind::Maintenance(Progress::Cancelled)) => from,
        None => context.language.fill("since", &[("time", &from)]),
        Some(ended) if ended == entry.started => from,
        Some(ended) => {
            let to = if ended.date_naive() == entry.started.date_naive() {
                ended.format("%H:%M").to_string()
            } else {
                day_near(context, ended.date_naive(), date)
            };
            context.language.fill("clock_span", &[("from", &from), ("to", &to)])
        }
    }
}

/// A day in the row of another day, whose year is above it: with its year if it is of another one.
fn day_near(context: RenderContext<'_>, day: NaiveDate, row: NaiveDate) -> String {
    if day.year() == row.year() { context.language.short_day(day) } else { context.language.day_short(day) }
}
