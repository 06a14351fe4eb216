//! The facts of an incident that a post-mortem begins with. Nothing in them is guessed: what the record does not say is
//! `None`.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::chronology::{ChronologyEntry, Happened, chronology};
use super::durations::Durations;
use crate::content::internal::{Customer, Incident, Reporter};
use crate::content::{ComponentNames, Content, Folder};
use crate::response::tier_sla::affected_tiers;
use crate::response::{
    IncidentClocks, Milestones, NoClocks, ToldTimes, incident_clocks, roles_in_force, severities_of,
};
use crate::source::Snapshot;

/// The facts of an incident at a time.
#[derive(Clone, Debug)]
pub struct PostmortemFacts<'a> {
    /// The folder of the incident.
    pub folder: &'a Folder,
    /// The internal title, or else that of the first update.
    pub title: Option<&'a str>,
    /// When it began, UTC: the milestone, or else what customers were told, or else the first entry.
    pub began: Option<DateTime<Utc>>,
    /// When it was over, UTC: the last `resolved`, or else the closing update.
    pub ended: Option<DateTime<Utc>>,
    /// How long it lasted for customers, without the time between closing and reopening; `None` while it is open, and if
    /// they were not told.
    pub open_for: Option<TimeDelta>,
    /// The severities, with the time from which each was in force, UTC; `None` from the beginning.
    pub severities: Vec<(Option<DateTime<Utc>>, &'a str)>,
    /// The names of the affected components.
    pub components: Vec<&'a str>,
    /// The same components by their indexes.
    pub component_indexes: Vec<usize>,
    /// The affected tiers, with the customers of each.
    pub tiers: Vec<(&'a str, Vec<&'a Customer>)>,
    /// Affected customers that the record names.
    pub customers: Vec<&'a str>,
    /// The affected users, as the record says.
    pub users: Option<&'a str>,
    /// The affected revenue, as the record says.
    pub revenue: Option<&'a str>,
    /// Who reported it.
    pub reported_by: Option<Reporter>,
    /// The times of the milestones.
    pub milestones: Milestones,
    /// The durations between them.
    pub durations: Durations,
    /// The clocks of the agreements, by tier.
    pub clocks: Result<IncidentClocks, NoClocks>,
    /// Who was involved.
    pub involved: Vec<Involved>,
    /// Everything that happened.
    pub chronology: Vec<ChronologyEntry<'a>>,
}

/// A person who was involved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Involved {
    /// The person, by the id in `people.toml`.
    pub person: String,
    /// The roles that the person held at any time, then what else they did.
    pub parts: Vec<String>,
}

/// The author of entries that monitoring writes.
const MACHINE: &str = "monitor";

impl<'a> PostmortemFacts<'a> {
    /// Collects the facts of an incident at `now` (UTC).
    #[must_use]
    pub fn new(folder: &'a Folder, content: &'a Content, snapshot: &'a Snapshot, now: DateTime<Utc>) -> Self {
        let incident = folder.incident.as_ref();
        let milestones = Milestones::of(folder, now);
        let told = ToldTimes::of(folder.released().filter(|update| update.at <= now), content);
        let names = ComponentNames::new(&content.public.components);
        let component_indexes = affected_components(folder, &names);
        let components = component_indexes.iter().filter_map(|index| content.public.components.get(*index));
        let severities = severities_of(folder, now).into_iter();
        let line = |text: Option<&'a crate::span::Spanned<String>>| text.map(|text| text.value.as_str());
        let tiers = content.public.site.as_ref().map(|site| affected_tiers(incident, content, site));
        let first_title = || folder.released().find_map(|update| update.title.as_ref());
        Self {
            folder,
            title: line(incident.and_then(|incident| incident.title.as_ref()).or_else(first_title)),
            began: milestones.started.or(told.map(|told| told.began)).or(milestones.first_entry),
            ended: milestones.resolved.last().copied().or(told.and_then(|told| told.ended)),
            open_for: told.and_then(|told| told.lasted),
            severities: severities
                .map(|(from, severity)| {
                    (Some(from).filter(|from| *from != DateTime::<Utc>::MIN_UTC), severity)
                })
                .collect(),
            components: components.map(|component| &*component.name).collect(),
            component_indexes,
            tiers: tiers.filter(|_| incident.is_some_and(names_readers)).unwrap_or_default(),
            customers: incident
                .iter()
                .flat_map(|incident| &incident.customers)
                .map(|name| &*name.value)
                .collect(),
            users: line(incident.and_then(|incident| incident.affected_users.as_ref())),
            revenue: line(incident.and_then(|incident| incident.affected_revenue.as_ref())),
            reported_by: incident.and_then(|incident| incident.reported_by.as_ref()).map(|by| by.value),
            durations: Durations::of(&milestones),
            clocks: incident_clocks(folder, content, now),
            involved: involved(folder, content, &milestones, now),
            chronology: chronology(folder, snapshot, now),
            milestones,
        }
    }

    /// Returns the ids of all affected customers, those of the affected tiers and those that the record names.
    #[must_use]
    pub fn affected_customers(&self) -> Vec<&'a str> {
        let of_tiers = self.tiers.iter().flat_map(|(_, customers)| customers).map(|customer| &*customer.id);
        let mut all: Vec<&str> = of_tiers.chain(self.customers.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Returns what was tried: the entries that say what effect it had.
    pub fn attempts(&self) -> impl Iterator<Item = &ChronologyEntry<'a>> {
        self.chronology
            .iter()
            .filter(|entry| matches!(entry.happened, Happened::Seen { outcome: Some(_), .. }))
    }
}

/// Whether the record says who was affected.
fn names_readers(incident: &Incident) -> bool {
    !incident.tiers.is_empty() || !incident.customers.is_empty()
}

/// Returns the indexes of the components that the record or an update names, in order.
pub(in crate::response) fn affected_components(folder: &Folder, names: &ComponentNames<'_>) -> Vec<usize> {
    let by_record = folder.incident.iter().flat_map(|incident| &incident.components);
    let by_updates = folder.released().flat_map(|update| &update.components).map(|(name, _)| name);
    let mut all: Vec<usize> = by_record.chain(by_updates).filter_map(|name| names.one(&name.value)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns everybody who held a role or wrote something, those with roles first.
fn involved(
    folder: &Folder,
    content: &Content,
    milestones: &Milestones,
    now: DateTime<Utc>,
) -> Vec<Involved> {
    let mut parts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let people = content.internal.people.as_ref();
    let from = milestones.noticed().unwrap_or(now);
    let handovers = folder.timeline.iter().filter(|entry| !entry.roles.is_empty() && entry.at <= now);
    let holders: Vec<_> = std::iter::once(from)
        .chain(handovers.map(|entry| entry.at))
        .flat_map(|at| roles_in_force(folder, people, at))
        .collect();
    let timeline = folder.timeline.iter().filter(|entry| entry.at <= now);
    let writers = timeline.filter_map(|entry| entry.author.as_deref()).filter(|author| *author != MACHINE);
    let speakers = folder.released().filter_map(|update| update.author.as_ref()).map(|author| &*author.value);
    let all = holders
        .iter()
        .map(|holder| (holder.person.as_str(), holder.role.replace('_', " ")))
        .chain(writers.map(|person| (person, "timeline".to_owned())))
        .chain(speakers.map(|person| (person, "updates".to_owned())));
    for (person, part) in all {
        let own = parts.entry(person).or_insert_with(|| {
            order.push(person.to_owned());
            Vec::new()
        });
        if !own.contains(&part) {
            own.push(part);
        }
    }
    let taken = |person: String| {
        let parts = parts.remove(person.as_str()).unwrap_or_default();
        Involved { person, parts }
    };
    order.into_iter().map(taken).collect()
}
