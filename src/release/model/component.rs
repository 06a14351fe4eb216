//! Components with their groups and uptime.

use chrono::{DateTime, NaiveDate, Utc};

use super::{ImportedComponent, Text};
use crate::status::uptime::Tally;
use crate::status::{State, StateInterval};

/// A component.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// The slug of its page.
    pub slug: String,
    /// The paths of its earlier addresses.
    pub aliases: Vec<String>,
    /// The id in the API.
    pub id: String,
    /// The name that customers see.
    pub name: String,
    /// The description, in one line.
    pub description: Option<String>,
    /// The longer description.
    pub text: Option<Text>,
    /// The indexes of its groups in the site's list, outermost first.
    pub groups: Vec<usize>,
    /// The current state: the worst state in any open incident or running maintenance.
    pub state: State,
    /// Whether the home page shows it only while something is wrong with it.
    pub hidden_until_affected: bool,
    /// When it was taken out of service, UTC.
    pub retired: Option<DateTime<Utc>>,
    /// The configured start of uptime measurement, UTC.
    pub since: Option<DateTime<Utc>>,
    /// The effective start of uptime measurement, UTC; `None` if nothing was released yet.
    pub counts_from: Option<DateTime<Utc>>,
    /// The end of the measured time, UTC.
    pub measured_to: DateTime<Utc>,
    /// The last 90 days, oldest first.
    pub days: Vec<Day>,
    /// The last 12 months, oldest first.
    pub months: Vec<Month>,
    /// The uptime over these days, 0 to 1.
    pub uptime: Option<f64>,
    /// All state intervals, without operational ones.
    pub spans: Vec<StateInterval>,
    /// Data preserved by an import.
    pub imported: ImportedComponent,
}

/// A day of a component, in the site's time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// The time in each state.
    pub tally: Tally,
}

/// A month of a component, in the site's time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// The first day of the month.
    pub first: NaiveDate,
    /// The time in each state.
    pub tally: Tally,
}

/// A group of components.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The id in the API.
    pub id: String,
    /// The name that customers see.
    pub name: String,
    /// The description, in one line.
    pub description: Option<String>,
    /// The worst state of its components.
    pub state: State,
    /// Whether it is shown collapsed while all its components are operational.
    pub collapsed: bool,
    /// Its children, in the order in which they are shown.
    pub children: Vec<Node>,
    /// Data preserved by an import.
    pub imported: ImportedComponent,
}

/// A node of the component tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A group, by its index in the site's list.
    Group(usize),
    /// A component, by its index in the site's list.
    Component(usize),
}
