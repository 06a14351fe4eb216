//! What pages show of records, as values that can be compared: a page whose matter and whose
//! [frame](super::frame::Frame) are the same is the same page.

use std::collections::BTreeMap;
use std::ptr;
use std::sync::Arc;

use chrono::NaiveDate;

use super::api::Occurrence;
use super::plan::Record;
use super::views::Month;
use crate::release::Site;
use crate::release::model::{Component, Incident, Maintenance};

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

    pub(super) fn occurrence(&self) -> Occurrence<'_> {
        match self {
            Self::Incident(Same(incident)) => Occurrence::Incident(incident),
            Self::Maintenance(Same(maintenance)) => Occurrence::Maintenance(maintenance),
        }
    }
}

/// What the page and the feed of a component show.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ComponentMatter {
    pub(super) component: Component,
    /// The names of the groups that it is in, outermost first.
    pub(super) groups: Vec<String>,
    /// What names it, newest first.
    pub(super) history: Vec<Told>,
}

impl ComponentMatter {
    /// Of every component of the site, in the order of its list.
    pub(super) fn all(site: &Site, histories: &[Vec<Record>]) -> Vec<Self> {
        let components = site.components.iter().zip(histories);
        components
            .map(|(component, history)| Self {
                component: component.clone(),
                groups: component
                    .groups
                    .iter()
                    .filter_map(|index| site.groups.get(*index))
                    .map(|group| group.name.clone())
                    .collect(),
                history: history.iter().filter_map(|record| Told::of(site, *record)).collect(),
            })
            .collect()
    }
}

/// What the page of a month shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MonthMatter {
    /// Its first day.
    pub(super) first: NaiveDate,
    pub(super) incidents: Vec<Same<Incident>>,
    pub(super) maintenances: Vec<Same<Maintenance>>,
    /// The months before and after in which something was reported.
    pub(super) earlier: Option<NaiveDate>,
    pub(super) later: Option<NaiveDate>,
}

impl MonthMatter {
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
