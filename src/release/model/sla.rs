//! The service level agreement of a customer, and how it was kept.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::status::sla::{Attainment, Clock};

/// The service level agreement of a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Sla {
    /// What was agreed.
    pub terms: SlaTerms,
    /// The months that are compared with the agreed uptime, oldest first, by their first day in the site's time zone.
    pub months: Vec<NaiveDate>,
    /// The months of each component for which something was measured, in the order of the site's list.
    pub components: Vec<ComponentAttainment>,
}

/// What was agreed.
#[derive(Clone, Debug, PartialEq)]
pub struct SlaTerms {
    /// The tier of the customer.
    pub tier: String,
    /// The first day on which the agreement counts, in the site's time zone.
    pub since: NaiveDate,
    /// The agreed uptime in percent, per month and component.
    pub uptime: Option<f64>,
    /// The targets, by severity.
    pub targets: Vec<SlaTarget>,
    /// The days on which no time counts, in order.
    pub holidays: Vec<NaiveDate>,
}

/// The targets for a severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlaTarget {
    /// The severity.
    pub severity: String,
    /// The agreed time to a response.
    pub response: Option<TimeDelta>,
    /// The agreed time to a resolution.
    pub resolution: Option<TimeDelta>,
    /// When the time counts, as written in the settings; `None` for around the clock.
    pub hours: Option<String>,
}

/// The uptime of a component in each of the compared months.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentAttainment {
    /// The index of the component in the site's list.
    pub component: usize,
    /// The months, oldest first.
    pub months: Vec<MonthAttainment>,
}

/// The uptime of a component in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthAttainment {
    /// The uptime, 0 to 1; `None` if nothing was measured.
    pub ratio: Option<f64>,
    /// How it compares with the agreed uptime.
    pub attainment: Attainment,
}

/// How the targets for an incident were kept.
#[derive(Clone, Debug, PartialEq)]
pub enum IncidentSla {
    /// The internal record cannot be read as a whole, so there are no figures.
    Unreadable,
    /// No record gives a severity, so no target applies.
    NoSeverity,
    /// What is known.
    Clocks(Box<IncidentClocks>),
}

/// The clocks of an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentClocks {
    /// The severity that is in force, or was in force at the end.
    pub severity: String,
    /// Since when it is in force, UTC.
    pub severity_since: DateTime<Utc>,
    /// When the clocks started, UTC.
    pub started: DateTime<Utc>,
    /// The response; `None` if no target was agreed.
    pub response: Option<Clock>,
    /// The resolution; `None` if no target was agreed, or if it continues elsewhere.
    pub resolution: Option<Clock>,
    /// Whether another incident continues it that the customer may not see or whose record cannot be read, so that its
    /// resolution is unknown.
    pub continues_elsewhere: bool,
}
