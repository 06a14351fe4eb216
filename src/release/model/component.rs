//! Components, their groups, and how they did.

use chrono::{DateTime, NaiveDate, Utc};

use super::{ImportedComponent, Text};
use crate::status::uptime::Tally;
use crate::status::{State, StateInterval};

/// A component.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Its part of an address.
    pub slug: String,
    /// Id in the API.
    pub id: String,
    /// What customers call it.
    pub name: String,
    /// What it does.
    pub description: Option<String>,
    /// More about it.
    pub text: Option<Text>,
    /// The groups that it is in, outermost first, by their places in the site's list.
    pub groups: Vec<usize>,
    /// Its state now: the worst that any open incident or running maintenance says.
    pub state: State,
    /// Gone since, UTC.
    pub retired: Option<DateTime<Utc>>,
    /// Its uptime was said to count from here, UTC.
    pub since: Option<DateTime<Utc>>,
    /// Its uptime counts from here, UTC; none if nothing was ever released.
    pub counts_from: Option<DateTime<Utc>>,
    /// The last 90 days, oldest first.
    pub days: Vec<Day>,
    /// The last 12 months, oldest first.
    pub months: Vec<Month>,
    /// Uptime over the days, 0 to 1.
    pub uptime: Option<f64>,
    /// Its states over all time, without the operational ones.
    pub spans: Vec<StateInterval>,
    /// What an import kept.
    pub imported: ImportedComponent,
}

/// A day of a component, in the site's time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// Its times.
    pub tally: Tally,
}

/// A month of a component, in the site's time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// Its times.
    pub tally: Tally,
}

/// A group of components.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Id in the API.
    pub id: String,
    /// What customers call it.
    pub name: String,
    /// What is in it.
    pub description: Option<String>,
    /// The worst state in it.
    pub state: State,
    /// Whether it is shown closed while all in it works.
    pub collapsed: bool,
    /// What is in it, in the order in which it is shown.
    pub children: Vec<Node>,
    /// What an import kept.
    pub imported: ImportedComponent,
}

/// A place in the tree of components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A group, by its place in the site's list.
    Group(usize),
    /// A component, by its place in the site's list.
    Component(usize),
}
