//! The severity in force, and the policy that goes with it.

use chrono::{DateTime, Utc};

use crate::content::public::{SeverityPolicy, SiteConfig};
use crate::content::{Folder, SeverityName};
use crate::status::in_force;

/// Returns the severity of an incident at a time (UTC): that of its record, as changed by the timeline.
#[must_use]
pub fn severity_at(folder: &Folder, at: DateTime<Utc>) -> Option<&SeverityName> {
    let beginning = folder.incident.as_ref().and_then(|incident| incident.severity.as_ref());
    let changes = folder.timeline.iter().filter_map(|entry| Some((entry.at, entry.severity.as_ref()?)));
    in_force(beginning, changes, at).map(|severity| &severity.value)
}

/// Returns the policy of the severity of an incident at a time (UTC).
#[must_use]
pub fn policy_at(folder: &Folder, site: &SiteConfig, at: DateTime<Utc>) -> Option<SeverityPolicy> {
    site.severities.get(severity_at(folder, at)?.as_str()).copied()
}

/// Returns the severities of an incident with the times (UTC) from which they are in force, oldest first, as of `now`. The
/// one of the record is in force from the beginning.
#[must_use]
pub fn severities_of(folder: &Folder, now: DateTime<Utc>) -> Vec<(DateTime<Utc>, &str)> {
    let beginning = folder.incident.as_ref().and_then(|incident| incident.severity.as_ref());
    let beginning = beginning.map(|severity| (DateTime::<Utc>::MIN_UTC, severity.value.as_str()));
    let changes = folder.timeline.iter().filter(|entry| entry.at <= now);
    let changes = changes.filter_map(|entry| Some((entry.at, entry.severity.as_ref()?.value.as_str())));
    let mut severities: Vec<_> = beginning.into_iter().chain(changes).collect();
    severities.sort_by_key(|(from, _)| *from);
    severities
}
