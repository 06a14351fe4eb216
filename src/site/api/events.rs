//! Incidents and maintenances with their updates, as the API sends them.

use chrono::{DateTime, Utc};

use super::affected::{affected, of_postmortem};
use super::body::with_breaks;
use super::catalogue::Catalogue;
use super::occurrence::{Occurrence, displayed_at};
use super::timestamp::timestamp;
use super::told::Told;
use super::wire;
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Postmortem};
use crate::status::Status;

/// What incidents and maintenances are written with.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) site: &'a Site,
    pub(super) catalogue: &'a Catalogue<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn incident(
        self,
        incident: &'a Incident,
        postmortem: Option<&'a Postmortem>,
    ) -> wire::Incident<'a> {
        let occurrence = Occurrence::Incident(incident, postmortem);
        let event = self.event(occurrence, incident.event.impact.as_str());
        wire::Incident { event, reminder_intervals: None }
    }

    pub(super) fn maintenance(self, maintenance: &'a Maintenance) -> wire::Maintenance<'a> {
        wire::Maintenance {
            event: self.event(Occurrence::Maintenance(maintenance), "maintenance"),
            scheduled_for: self.time(maintenance.scheduled_for),
            scheduled_until: self.time(maintenance.scheduled_until),
        }
    }

    /// The components that an incident or a maintenance lists, by their places in the site's list.
    pub(super) fn named(occurrence: Occurrence<'a>) -> impl Iterator<Item = usize> + 'a {
        let event = occurrence.event();
        let kept = event.imported.as_ref().and_then(|kept| kept.components.as_deref());
        let hits = event.hits.iter().filter(move |_| kept.is_none()).map(|hit| hit.component);
        hits.chain(kept.unwrap_or_default().iter().copied())
    }

    fn event(self, occurrence: Occurrence<'a>, impact: &'static str) -> wire::Event<'a> {
        let event = occurrence.event();
        let kept = event.imported.as_deref();
        let statuses = occurrence.statuses();
        let told = occurrence.told();
        let last = event.newest();
        let monitored =
            event.updates.iter().zip(&statuses).find(|(_, status)| **status == Status::Monitoring);
        let monitoring_at = kept
            .and_then(|kept| kept.monitoring_at)
            .unwrap_or(monitored.map(|(update, _)| displayed_at(update)));
        let resolved_at = kept.and_then(|kept| kept.resolved_at).unwrap_or(last.map(displayed_at));
        let started_at = match occurrence {
            Occurrence::Incident(..) => event.started_at,
            Occurrence::Maintenance(_) => occurrence.created_at(),
        };
        wire::Event {
            id: &event.id,
            name: &event.title,
            status: told.last().map_or("resolved", |told| told.word),
            created_at: self.time(occurrence.created_at()),
            updated_at: self.time(occurrence.updated_at()),
            monitoring_at: monitoring_at.map(|at| self.time(at)),
            resolved_at: resolved_at.filter(|_| event.closed).map(|at| self.time(at)),
            impact,
            shortlink: kept
                .and_then(|kept| kept.shortlink.clone())
                .unwrap_or_else(|| occurrence.url(self.site)),
            started_at: self.time(kept.and_then(|kept| kept.started_at).unwrap_or(started_at)),
            page_id: &self.site.id,
            incident_updates: self.updates(occurrence, &told),
            components: self.catalogue.in_order(Self::named(occurrence)),
        }
    }

    /// The updates, newest first.
    fn updates(self, occurrence: Occurrence<'a>, told: &[Told<'a>]) -> Vec<wire::Update<'a>> {
        let mut affected = affected(occurrence, self.catalogue);
        let mut updates: Vec<_> = told
            .iter()
            .map(|told| {
                let kept = told.kept();
                let affected_components = match told.place() {
                    Some(place) => affected.get_mut(place).and_then(Option::take),
                    None => of_postmortem(kept, self.catalogue),
                };
                wire::Update {
                    id: told.id(),
                    status: told.word,
                    body: with_breaks(told.plain()),
                    incident_id: &occurrence.event().id,
                    created_at: self.time(told.created_at()),
                    updated_at: self.time(told.updated_at()),
                    display_at: self.time(told.displayed_at()),
                    affected_components,
                    deliver_notifications: kept.and_then(|kept| kept.deliver_notifications).unwrap_or(true),
                    custom_tweet: kept.and_then(|kept| kept.custom_tweet.as_deref()),
                    tweet_id: kept.and_then(|kept| kept.tweet_id),
                }
            })
            .collect();
        updates.reverse();
        updates
    }

    fn time(self, at: DateTime<Utc>) -> String {
        timestamp(at, self.site.time_zone)
    }
}
