//! What pages show of records, as values that can be compared: a page whose matter and whose
//! [frame](super::site_context::SiteContext) are the same is the same page.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::sync::Arc;

use chrono::NaiveDate;

use super::plan::Record;
use super::views::Month;
use crate::release::Site;
use crate::release::model::{Component, Event, Incident, Maintenance, Postmortem};

/// A shared incident or maintenance. Two are equal if they are the very same value.
#[derive(Clone, Debug)]
pub(super) struct Same<T>(pub(super) Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(Arc::as_ptr(&self.0), Arc::as_ptr(&other.0))
    }
}

/// An incident or a maintenance.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Told {
    Incident(Same<Incident>),
    Maintenance(Same<Maintenance>),
}

impl Told {
    fn of(site: &Site, record: Record) -> Option<Self> {
        Some(match record {
            Record::Incident(index) => Self::Incident(Same(site.incidents.get(index)?.clone())),
            Record::Maintenance(index) => Self::Maintenance(Same(site.maintenances.get(index)?.clone())),
        })
    }

    pub(super) fn happening(&self) -> Happening<'_> {
        match self {
            Self::Incident(Same(incident)) => Happening::Incident(incident),
            Self::Maintenance(Same(maintenance)) => Happening::Maintenance(maintenance),
        }
    }
}

/// An incident or a maintenance, looked at.
#[derive(Clone, Copy)]
pub(super) enum Happening<'a> {
    Incident(&'a Incident),
    Maintenance(&'a Maintenance),
}

impl<'a> Happening<'a> {
    /// All of a site, in no order that matters.
    pub(super) fn all(site: &'a Site) -> impl Iterator<Item = Self> {
        let incidents = site.incidents.iter().map(|incident| Self::Incident(incident));
        incidents.chain(site.maintenances.iter().map(|maintenance| Self::Maintenance(maintenance)))
    }

    /// What both have.
    pub(super) fn event(self) -> &'a Event {
        match self {
            Self::Incident(incident) => &incident.event,
            Self::Maintenance(maintenance) => &maintenance.event,
        }
    }
}

/// What is shown of a post-mortem.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PostmortemInputs {
    /// Without the places of its incidents: they move with every new incident, and no page shows them.
    pub(super) postmortem: Postmortem,
    /// The incidents that it covers, that of its address first.
    pub(super) incidents: Vec<Same<Incident>>,
}

impl PostmortemInputs {
    /// Of every post-mortem of the site, in the order of its list.
    pub(super) fn all(site: &Site) -> Vec<Arc<Self>> {
        let postmortems = site.postmortems.iter().map(|postmortem| {
            let incidents = postmortem.incidents.iter().filter_map(|index| site.incidents.get(*index));
            Arc::new(Self {
                postmortem: Postmortem { incidents: Vec::new(), ..postmortem.clone() },
                incidents: incidents.cloned().map(Same).collect(),
            })
        });
        postmortems.collect()
    }

    /// The components that its incidents name, each once, by their places in the site's list.
    pub(super) fn components(&self) -> BTreeSet<usize> {
        let hits = self.incidents.iter().flat_map(|Same(incident)| &incident.event.hits);
        hits.map(|hit| hit.component).collect()
    }
}

/// What the page and the feed of a component show.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ComponentInputs {
    pub(super) component: Component,
    /// The names of the groups that it is in, outermost first.
    pub(super) groups: Vec<String>,
    /// What names it, newest first.
    pub(super) history: Vec<Told>,
    /// The post-mortems of incidents that name it, newest first.
    pub(super) postmortems: Vec<Arc<PostmortemInputs>>,
}

impl ComponentInputs {
    /// Of every component of the site, in the order of its list.
    pub(super) fn all(
        site: &Site,
        histories: &[Vec<Record>],
        postmortems: &[Arc<PostmortemInputs>],
    ) -> Vec<Self> {
        let mut own: BTreeMap<usize, Vec<Arc<PostmortemInputs>>> = BTreeMap::new();
        for postmortem in postmortems {
            for component in postmortem.components() {
                own.entry(component).or_default().push(postmortem.clone());
            }
        }
        let components = site.components.iter().zip(histories).enumerate();
        components
            .map(|(index, (component, history))| Self {
                component: component.clone(),
                groups: component
                    .groups
                    .iter()
                    .filter_map(|index| site.groups.get(*index))
                    .map(|group| group.name.clone())
                    .collect(),
                history: history.iter().filter_map(|record| Told::of(site, *record)).collect(),
                postmortems: own.remove(&index).unwrap_or_default(),
            })
            .collect()
    }
}

/// What the page of a month shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MonthInputs {
    /// Its first day.
    pub(super) first: NaiveDate,
    pub(super) incidents: Vec<Same<Incident>>,
    pub(super) maintenances: Vec<Same<Maintenance>>,
    /// The months before and after in which something was reported.
    pub(super) earlier: Option<NaiveDate>,
    pub(super) later: Option<NaiveDate>,
}

impl MonthInputs {
    /// Of every month in which something was reported, oldest first.
    pub(super) fn all(site: &Site, months: &BTreeMap<NaiveDate, Month>) -> Vec<Self> {
        let firsts: Vec<NaiveDate> = months.keys().copied().collect();
        let months = months.iter().enumerate().map(|(index, (first, month))| {
            let incidents = month.incidents.iter().filter_map(|index| site.incidents.get(*index));
            let maintenances = month.maintenances.iter().filter_map(|index| site.maintenances.get(*index));
            Self {
                first: *first,
                incidents: incidents.cloned().map(Same).collect(),
                maintenances: maintenances.cloned().map(Same).collect(),
                earlier: index.checked_sub(1).and_then(|before| firsts.get(before)).copied(),
                later: firsts.get(index + 1).copied(),
            }
        });
        months.collect()
    }
}
