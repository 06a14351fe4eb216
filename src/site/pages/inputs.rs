//! The inputs of pages: what a page shows of the released records, as values that can be compared.
//!
//! A page whose inputs and whose [site context](crate::site::rendering::SiteContext) are unchanged is unchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::release::Site;
use crate::release::model::{Component, Event, Incident, Maintenance, Postmortem};
use crate::site::event_index::{EventKey, MonthEvents};

/// A shared incident or maintenance, compared by pointer: two are equal if they are the same allocation.
#[derive(Clone, Debug)]
pub(in crate::site) struct ByPointer<T>(pub(in crate::site) Arc<T>);

impl<T> PartialEq for ByPointer<T> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(Arc::as_ptr(&self.0), Arc::as_ptr(&other.0))
    }
}

/// A shared incident or maintenance.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) enum SharedEvent {
    Incident(ByPointer<Incident>),
    Maintenance(ByPointer<Maintenance>),
}

impl SharedEvent {
    fn of(site: &Site, key: EventKey) -> Option<Self> {
        Some(match key {
            EventKey::Incident(index) => Self::Incident(ByPointer(site.incidents.get(index)?.clone())),
            EventKey::Maintenance(index) => {
                Self::Maintenance(ByPointer(site.maintenances.get(index)?.clone()))
            }
        })
    }

    pub(in crate::site) fn borrowed(&self) -> EventRef<'_> {
        match self {
            Self::Incident(ByPointer(incident)) => EventRef::Incident(incident),
            Self::Maintenance(ByPointer(maintenance)) => EventRef::Maintenance(maintenance),
        }
    }
}

/// A borrowed incident or maintenance.
#[derive(Clone, Copy)]
pub(in crate::site) enum EventRef<'a> {
    Incident(&'a Incident),
    Maintenance(&'a Maintenance),
}

impl<'a> EventRef<'a> {
    /// Returns the incidents of a site, then its maintenances.
    pub(in crate::site) fn all(site: &'a Site) -> impl Iterator<Item = Self> {
        let incidents = site.incidents.iter().map(|incident| Self::Incident(incident));
        incidents.chain(site.maintenances.iter().map(|maintenance| Self::Maintenance(maintenance)))
    }

    /// The fields that incidents and maintenances share.
    pub(in crate::site) fn event(self) -> &'a Event {
        match self {
            Self::Incident(incident) => &incident.event,
            Self::Maintenance(maintenance) => &maintenance.event,
        }
    }
}

/// The inputs of the page of a post-mortem.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct PostmortemInputs {
    /// The post-mortem, with an empty `incidents`: the indexes move with every new incident, and no page shows them.
    pub(in crate::site) postmortem: Postmortem,
    /// The incidents that it covers. Its address is that of the first.
    pub(in crate::site) incidents: Vec<ByPointer<Incident>>,
}

impl PostmortemInputs {
    /// Returns the inputs of every post-mortem, in the order of the site.
    pub(in crate::site) fn all(site: &Site) -> Vec<Arc<Self>> {
        let postmortems = site.postmortems.iter().map(|postmortem| {
            let incidents = postmortem.incidents.iter().filter_map(|index| site.incidents.get(*index));
            Arc::new(Self {
                postmortem: Postmortem { incidents: Vec::new(), ..postmortem.clone() },
                incidents: incidents.cloned().map(ByPointer).collect(),
            })
        });
        postmortems.collect()
    }

    /// Returns the components that its incidents name, by index, each once.
    pub(in crate::site) fn components(&self) -> BTreeSet<usize> {
        let hits = self.incidents.iter().flat_map(|ByPointer(incident)| &incident.event.hits);
        hits.map(|hit| hit.component).collect()
    }
}

/// The inputs of the page and the feed of a component.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct ComponentInputs {
    /// Its index in the list of the site.
    pub(in crate::site) index: usize,
    pub(in crate::site) component: Component,
    /// The names of the groups that contain it, outermost first.
    pub(in crate::site) groups: Vec<String>,
    /// The incidents and maintenances that name it, newest first.
    pub(in crate::site) history: Vec<SharedEvent>,
    /// The post-mortems of incidents that name it, newest first.
    pub(in crate::site) postmortems: Vec<Arc<PostmortemInputs>>,
}

impl ComponentInputs {
    /// Returns the inputs of every component, in the order of the site.
    pub(in crate::site) fn all(
        site: &Site,
        histories: &[Vec<EventKey>],
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
                index,
                component: component.clone(),
                groups: component
                    .groups
                    .iter()
                    .filter_map(|index| site.groups.get(*index))
                    .map(|group| group.name.clone())
                    .collect(),
                history: history.iter().filter_map(|key| SharedEvent::of(site, *key)).collect(),
                postmortems: own.remove(&index).unwrap_or_default(),
            })
            .collect()
    }
}

/// The inputs of the page of a month.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct MonthInputs {
    /// The first day of the month.
    pub(in crate::site) first: NaiveDate,
    pub(in crate::site) incidents: Vec<ByPointer<Incident>>,
    /// The incidents that began earlier, with the first day of the month on which they were ongoing.
    pub(in crate::site) ongoing: Vec<(ByPointer<Incident>, NaiveDate)>,
    pub(in crate::site) maintenances: Vec<ByPointer<Maintenance>>,
    /// The nearest months before and after that have a page.
    pub(in crate::site) earlier: Option<NaiveDate>,
    pub(in crate::site) later: Option<NaiveDate>,
}

impl MonthInputs {
    /// Returns the inputs of every month that has a page, oldest first.
    pub(in crate::site) fn all(site: &Site, months: &BTreeMap<NaiveDate, MonthEvents>) -> Vec<Self> {
        let firsts: Vec<NaiveDate> = months.keys().copied().collect();
        let months = months.iter().enumerate().map(|(index, (first, month))| {
            let incidents = month.incidents.iter().filter_map(|index| site.incidents.get(*index));
            let ongoing = month
                .ongoing
                .iter()
                .filter_map(|(index, first)| Some((ByPointer(site.incidents.get(*index)?.clone()), *first)));
            let maintenances = month.maintenances.iter().filter_map(|index| site.maintenances.get(*index));
            Self {
                first: *first,
                incidents: incidents.cloned().map(ByPointer).collect(),
                ongoing: ongoing.collect(),
                maintenances: maintenances.cloned().map(ByPointer).collect(),
                earlier: index.checked_sub(1).and_then(|before| firsts.get(before)).copied(),
                later: firsts.get(index + 1).copied(),
            }
        });
        months.collect()
    }
}
