//! The clocks of the service level agreements for an incident, by tier, computed from the internal record.
//!
//! They start when the incident was detected, whether or not anything was released. So they can differ from the clock
//! in a customer's view, which knows only the updates that the customer sees.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::course::incident_course;
use super::milestones::Milestones;
use super::policy::severities_of;
use crate::content::internal::{Customer, Incident, IncidentKind};
use crate::content::public::{RecordKind, SiteConfig, Tier, TierTarget};
use crate::content::{ComponentNames, Content, Folder};
use crate::status::sla::{Clock, clock, pauses, resolution};
use crate::status::{IncidentCourse, Period, in_force};

/// The clocks of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentClocks {
    /// When they started, UTC.
    pub started: DateTime<Utc>,
    /// The severity that is in force, or was in force at the end.
    pub severity: String,
    /// The clocks of each affected tier that has a target, by the name of the tier.
    pub tiers: Vec<TierClocks>,
}

/// The clocks of the customers of a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierClocks {
    /// The tier.
    pub tier: String,
    /// The affected customers of the tier, by id.
    pub customers: Vec<String>,
    /// The response; `None` if no target was agreed.
    pub response: Option<Clock>,
    /// The resolution; `None` if no target was agreed, or if an incident continues this one whose record cannot be read.
    pub resolution: Option<Clock>,
}

/// Why there are no clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoClocks {
    /// A near miss, a drill or a maintenance: no agreement applies.
    NotAnIncident,
    /// The record or a file of the timeline has errors.
    Unreadable,
    /// No record gives a severity that `site.toml` knows.
    NoSeverity,
    /// The timeline has no entry, and customers have had no update.
    NotBegun,
}

/// Returns the clocks of an incident at `now` (UTC).
///
/// # Errors
///
/// Returns why there are none. A wrong figure would be worse.
pub fn incident_clocks(
    folder: &Folder,
    content: &Content,
    now: DateTime<Utc>,
) -> Result<IncidentClocks, NoClocks> {
    let incident = folder.incident.as_ref();
    if folder.kind == RecordKind::Maintenance
        || incident.is_some_and(|incident| incident.kind != IncidentKind::Incident)
    {
        return Err(NoClocks::NotAnIncident);
    }
    if folder.record_incomplete {
        return Err(NoClocks::Unreadable);
    }
    let site = content.public.site.as_ref().ok_or(NoClocks::Unreadable)?;
    let severities = severities_of(folder, now);
    if severities.iter().any(|(_, severity)| !site.severities.contains_key(*severity)) {
        return Err(NoClocks::NoSeverity);
    }
    let milestones = Milestones::of(folder, now);
    let started = milestones.noticed().ok_or(NoClocks::NotBegun)?;
    let response = milestones.acknowledged.or(milestones.first_update);
    let course = incident_course(folder);
    let end = End::of(folder, course.as_ref(), &milestones, content, now);
    let stopped = match &end {
        End::At(at, _) => *at,
        End::Open(_) | End::Unknown => now,
    };
    let severity =
        in_force(None, severities.iter().copied(), stopped.max(started)).ok_or(NoClocks::NoSeverity)?;
    let pauses = match &end {
        End::At(_, pauses) | End::Open(pauses) => pauses.as_slice(),
        End::Unknown => &[],
    };
    let run = |tier: &Tier, reached, time: fn(&TierTarget) -> _| {
        clock(started, &tier.periods(&severities, time), pauses, reached, now)
    };
    let tiers = affected_tiers(incident, content, site).into_iter().filter_map(|(name, customers)| {
        let tier = site.tiers.get(name)?;
        let resolution = match end {
            End::At(at, _) => run(tier, Some(at), |target| target.resolution),
            End::Open(_) => run(tier, None, |target| target.resolution),
            End::Unknown => None,
        };
        let response = run(tier, response, |target| target.response);
        (response.is_some() || resolution.is_some()).then(|| TierClocks {
            tier: name.to_owned(),
            customers: customers.iter().map(|customer| customer.id.clone()).collect(),
            response,
            resolution,
        })
    });
    Ok(IncidentClocks { started, severity: severity.to_owned(), tiers: tiers.collect() })
}

/// The end of an incident, with the pauses between closing and reopening.
enum End {
    Open(Vec<Period>),
    /// When it was over, UTC.
    At(DateTime<Utc>, Vec<Period>),
    /// It is continued by an incident that does not exist, or whose record cannot be read.
    Unknown,
}

impl End {
    /// Returns the end of an incident. One that was merged ends with the incident that continues it.
    fn of(
        folder: &Folder,
        course: Option<&IncidentCourse>,
        milestones: &Milestones,
        content: &Content,
        now: DateTime<Utc>,
    ) -> Self {
        let Some(course) = course else {
            // Customers have heard nothing, so the record alone decides.
            return milestones.resolved.last().map_or(Self::Open(Vec::new()), |at| Self::At(*at, Vec::new()));
        };
        let mut all = pauses(&course.open_periods);
        if !course.merged {
            return match resolution(&milestones.of_agreement(), &course.open_periods, course.closed_at, now) {
                Some(at) => Self::At(at, all),
                None => Self::Open(all),
            };
        }
        let Some((next, next_course)) = continuation(folder, content) else { return Self::Unknown };
        if next.record_incomplete {
            return Self::Unknown;
        }
        let (merged_at, times) = (course.closed_at, Milestones::of(next, now).of_agreement());
        let later = pauses(&next_course.open_periods);
        all.extend(later.into_iter().filter(|pause| merged_at.is_none_or(|at| pause.from >= at)));
        match resolution(&times, &next_course.open_periods, next_course.closed_at, now) {
            Some(at) => Self::At(at, all),
            None => Self::Open(all),
        }
    }
}

/// Returns the incident that continues a merged one in the end, with its course.
pub(super) fn continuation<'c>(
    folder: &Folder,
    content: &'c Content,
) -> Option<(&'c Folder, IncidentCourse)> {
    let into = |folder: &Folder| {
        let merging =
            folder.released().rfind(|update| update.retracted.is_none() && update.merged_into.is_some());
        Some(merging?.merged_into.as_ref()?.value.clone())
    };
    let incidents = || content.internal.folders.iter().filter(|other| other.kind == RecordKind::Incident);
    let mut slug = into(folder)?;
    // Merges form no cycle; the limit only makes sure of that.
    for _ in 0..content.internal.folders.len() {
        let next: &Arc<Folder> = incidents().find(|other| other.slug() == slug)?;
        let course = incident_course(next)?;
        if !course.merged {
            return Some((next, course));
        }
        slug = into(next)?;
    }
    None
}

/// Returns the affected tiers with their affected customers: those that the record names, and those of the customers that
/// it names. If it names neither, every tier is affected that has a customer who uses an affected component, and every
/// tier without customers, of which nothing is known.
pub(super) fn affected_tiers<'c>(
    incident: Option<&Incident>,
    content: &'c Content,
    site: &'c SiteConfig,
) -> Vec<(&'c str, Vec<&'c Customer>)> {
    if site.tiers.is_empty() {
        return Vec::new();
    }
    let names = ComponentNames::new(&content.public.components);
    let components = incident.map(|incident| &*incident.components).unwrap_or_default();
    let affected: BTreeSet<usize> = components.iter().filter_map(|name| names.one(&name.value)).collect();
    let uses = |customer: &Customer| {
        affected.is_empty()
            || customer.components.is_empty()
            || customer
                .components
                .iter()
                .any(|name| names.one(&name.value).is_some_and(|component| affected.contains(&component)))
    };
    let is_named = |customer: &Customer| {
        incident.is_some_and(|incident| incident.customers.iter().any(|name| name.value == customer.id))
    };
    let names_tier =
        |tier: &str| incident.is_some_and(|incident| incident.tiers.iter().any(|name| name.value == tier));
    let names_none =
        incident.is_none_or(|incident| incident.tiers.is_empty() && incident.customers.is_empty());
    let tiers = site.tiers.keys().filter_map(|tier| {
        let all: Vec<&Customer> = content
            .internal
            .customers
            .iter()
            .filter(|customer| customer.tier.as_ref().is_some_and(|own| own.value == *tier))
            .collect();
        let is_unknown = all.is_empty();
        let whole = names_none || names_tier(tier);
        let customers: Vec<&Customer> =
            all.into_iter().filter(|customer| is_named(customer) || (whole && uses(customer))).collect();
        let counts = names_tier(tier) || !customers.is_empty() || (names_none && is_unknown);
        counts.then_some((tier.as_str(), customers))
    });
    tiers.collect()
}
