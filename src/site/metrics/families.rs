//! The metrics of a site and their samples.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::family::{Family, Sample};
use crate::release::Site;
use crate::release::model::{Component, Event, Origin};
use crate::site::rendering::text::one_line;
use crate::status::{Impact, State, Status, day};

pub(super) const COMPONENT_STATE: Family = Family {
    name: "allclear_component_state",
    help: "Whether a component is in a state, 1 for its current state and 0 for the others.",
    unit: None,
};
pub(super) const OPEN_INCIDENTS: Family =
    Family { name: "allclear_open_incidents", help: "The number of open incidents.", unit: None };
pub(super) const OPEN_MAINTENANCES: Family = Family {
    name: "allclear_open_maintenances",
    help: "The number of planned and running maintenances.",
    unit: None,
};
pub(super) const UPTIME: Family = Family {
    name: "allclear_uptime_ratio",
    help: "The uptime of a component in a complete month, from 0 to 1.",
    unit: Some("ratio"),
};
pub(super) const NEWEST_UPDATE: Family = Family {
    name: "allclear_newest_update_timestamp_seconds",
    help: "The date of the newest published update as Unix time.",
    unit: Some("seconds"),
};

/// Every metric.
pub(super) const ALL: [Family; 5] =
    [COMPONENT_STATE, OPEN_INCIDENTS, OPEN_MAINTENANCES, UPTIME, NEWEST_UPDATE];

/// The names of all labels.
pub(super) const LABELS: [&str; 6] = ["component", "name", "state", "impact", "status", "month"];

/// Five samples for each component, in the order of the site.
pub(super) fn component_states(site: &Site) -> Vec<Sample<'_>> {
    let samples = in_use(site).flat_map(|component| {
        State::ALL.into_iter().map(move |state| Sample {
            labels: with_component(component, ("state", state.as_str().into())),
            value: u8::from(component.state == state).to_string(),
        })
    });
    samples.collect()
}

/// The number of open incidents by impact and status. Combinations without an incident are 0, so that a series neither
/// begins nor ends with an incident.
pub(super) fn open_incidents(site: &Site) -> Vec<Sample<'_>> {
    let open = Status::INCIDENT.into_iter().filter(|status| !status.is_closing());
    let mut counts: BTreeMap<(Impact, Status), usize> =
        open.flat_map(|status| Impact::ALL.map(|impact| ((impact, status), 0))).collect();
    for event in site.incidents.iter().map(|incident| &incident.event).filter(|event| is_open(event)) {
        *counts.entry((event.impact, event.status)).or_default() += 1;
    }
    let samples = counts.into_iter().map(|((impact, status), count)| Sample {
        labels: vec![("impact", impact.as_str().into()), ("status", status.as_str().into())],
        value: count.to_string(),
    });
    samples.collect()
}

/// The number of planned and running maintenances by status. They have no impact, as in the API.
pub(super) fn open_maintenances(site: &Site) -> Vec<Sample<'_>> {
    let open = Status::MAINTENANCE.into_iter().filter(|status| !status.is_closing());
    let mut counts: BTreeMap<Status, usize> = open.map(|status| (status, 0)).collect();
    let events = site.maintenances.iter().map(|maintenance| &maintenance.event);
    for event in events.filter(|event| is_open(event)) {
        *counts.entry(event.status).or_default() += 1;
    }
    let samples = counts.into_iter().map(|(status, count)| Sample {
        labels: vec![("status", status.as_str().into())],
        value: count.to_string(),
    });
    samples.collect()
}

/// The uptime of each component in the complete months of its page, oldest first; months in which nothing was measured
/// are left out. The current month would change every day, although nothing happens.
pub(super) fn uptimes(site: &Site) -> Vec<Sample<'_>> {
    let current = day::first_of_month(site.today);
    let samples = in_use(site).flat_map(move |component| {
        let complete = component.months.iter().filter(move |month| month.first < current);
        complete.filter_map(move |month| {
            let name = month.first.format("%Y-%m").to_string();
            let labels = with_component(component, ("month", name.into()));
            month.tally.ratio.map(|ratio| Sample { labels, value: ratio.to_string() })
        })
    });
    samples.collect()
}

/// The date of the newest update that a person wrote. What the clock does to a maintenance is no news from anybody.
pub(super) fn newest_update(site: &Site) -> Vec<Sample<'_>> {
    let incidents = site.incidents.iter().map(|incident| &incident.event);
    let events = incidents.chain(site.maintenances.iter().map(|maintenance| &maintenance.event));
    let written = events.flat_map(|event| &event.updates).filter(|update| update.origin == Origin::Written);
    let newest = written.map(|update| update.at).max();
    let samples = newest.map(|at| Sample { labels: Vec::new(), value: at.timestamp().to_string() });
    samples.into_iter().collect()
}

fn in_use(site: &Site) -> impl Iterator<Item = &Component> {
    site.components.iter().filter(|component| component.retired.is_none())
}

/// The labels of a component and one more. The slug stays the same when the component is renamed.
fn with_component<'a>(
    component: &'a Component,
    other: (&'static str, Cow<'a, str>),
) -> Vec<(&'static str, Cow<'a, str>)> {
    vec![("component", component.slug.as_str().into()), ("name", one_line(&component.name)), other]
}

fn is_open(event: &Event) -> bool {
    !event.closed
}
