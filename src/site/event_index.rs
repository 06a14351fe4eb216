//! Which incidents and maintenances belong to a month and to a component, by index into the lists of the site.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::release::Site;
use crate::release::model::Progress;
use crate::site::ongoing;
use crate::status::day;

/// An incident or a maintenance, by its index in the list of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum EventKey {
    Incident(usize),
    Maintenance(usize),
}

/// The events of one month, by index.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct MonthEvents {
    /// The incidents that began in it.
    pub(in crate::site) incidents: Vec<usize>,
    /// The incidents that began earlier and were ongoing in it, with the first day on which they were.
    pub(in crate::site) ongoing: Vec<(usize, NaiveDate)>,
    /// The maintenances that began in it.
    pub(in crate::site) maintenances: Vec<usize>,
}

/// The events of a site by month and by component.
#[derive(Clone, Debug)]
pub(in crate::site) struct EventIndex {
    /// The months in which an event began or an incident was ongoing, by their first day in the time zone of the site. A maintenance that has
    /// not begun is left out.
    pub(in crate::site) months: BTreeMap<NaiveDate, MonthEvents>,
    /// For each component of the site, the events that name it, newest first.
    pub(in crate::site) by_component: Vec<Vec<EventKey>>,
}

impl EventIndex {
    pub(in crate::site) fn new(site: &Site) -> Self {
        Self { months: months(site), by_component: by_component(site) }
    }
}

fn months(site: &Site) -> BTreeMap<NaiveDate, MonthEvents> {
    let month_of = |at: DateTime<Utc>| day::first_of_month(day::date_of(at, site.time_zone));
    let mut months: BTreeMap<NaiveDate, MonthEvents> = BTreeMap::new();
    for (index, incident) in site.incidents.iter().enumerate() {
        let began = month_of(incident.event.started_at);
        months.entry(began).or_default().incidents.push(index);
        for (month, first) in ongoing::months(incident, site.time_zone, site.today) {
            if month > began {
                months.entry(month).or_default().ongoing.push((index, first));
            }
        }
    }
    for (index, maintenance) in site.maintenances.iter().enumerate() {
        if maintenance.progress != Progress::Coming {
            months.entry(month_of(maintenance.event.started_at)).or_default().maintenances.push(index);
        }
    }
    months
}

fn by_component(site: &Site) -> Vec<Vec<EventKey>> {
    let incidents = site
        .incidents
        .iter()
        .enumerate()
        .map(|(index, incident)| (EventKey::Incident(index), &incident.event));
    let maintenances = site
        .maintenances
        .iter()
        .enumerate()
        .map(|(index, maintenance)| (EventKey::Maintenance(index), &maintenance.event));
    let mut all: Vec<_> = incidents.chain(maintenances).collect();
    all.sort_by(|(_, a), (_, b)| b.started_at.cmp(&a.started_at).then_with(|| a.slug.cmp(&b.slug)));
    let mut by_component = vec![Vec::new(); site.components.len()];
    for (key, event) in all {
        for hit in &event.hits {
            if let Some(events) = by_component.get_mut(hit.component) {
                events.push(key);
            }
        }
    }
    by_component
}
