//! Converts incidents and maintenances with their updates to the objects of the API.

use chrono::{DateTime, Utc};

use super::affected::{affected, of_postmortem};
use super::body::with_breaks;
use super::catalogue::Catalogue;
use super::event::ApiEvent;
use super::timestamp::timestamp;
use super::update::{ApiUpdate, CoveringPostmortem, displayed_at};
use super::wire;
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Update};
use crate::status::Status;

/// Builds the API objects of incidents and maintenances.
#[derive(Clone, Copy)]
pub(super) struct EventWriter<'a> {
    pub(super) site: &'a Site,
    pub(super) catalogue: &'a Catalogue<'a>,
}

impl<'a> EventWriter<'a> {
    pub(super) fn incident(
        self,
        incident: &'a Incident,
        postmortem: Option<CoveringPostmortem<'a>>,
    ) -> wire::Incident<'a> {
        let api_event = ApiEvent::Incident(incident, postmortem);
        let event = self.event(api_event, incident.event.impact.as_str());
        let postmortem = postmortem.map(ApiUpdate::postmortem);
        wire::Incident {
            event,
            reminder_intervals: None,
            postmortem_body: postmortem.map(|own| with_breaks(&own.plain())),
            postmortem_published_at: postmortem.map(|own| self.time(own.displayed_at())),
        }
    }

    pub(super) fn maintenance(self, maintenance: &'a Maintenance) -> wire::Maintenance<'a> {
        wire::Maintenance {
            event: self.event(ApiEvent::Maintenance(maintenance), "maintenance"),
            scheduled_for: self.time(maintenance.scheduled_for),
            scheduled_until: self.time(maintenance.scheduled_until),
        }
    }

    /// The components that an incident or maintenance names, by index.
    pub(super) fn named(api_event: ApiEvent<'a>) -> impl Iterator<Item = usize> + 'a {
        let event = api_event.event();
        let imported = event.imported.as_ref().and_then(|imported| imported.components.as_deref());
        let hits = event.hits.iter().filter(move |_| imported.is_none()).map(|hit| hit.component);
        hits.chain(imported.unwrap_or_default().iter().copied())
    }

    fn event(self, api_event: ApiEvent<'a>, impact: &'static str) -> wire::Event<'a> {
        let event = api_event.event();
        let imported = event.imported.as_deref();
        let statuses = api_event.statuses();
        let updates = api_event.updates();
        let monitored =
            event.updates.iter().zip(&statuses).find(|(_, status)| **status == Status::Monitoring);
        let monitoring_at = imported
            .and_then(|imported| imported.monitoring_at)
            .unwrap_or(monitored.map(|(update, _)| displayed_at(update)));
        let started_at = match api_event {
            ApiEvent::Incident(..) => event.started_at,
            ApiEvent::Maintenance(_) => api_event.created_at(),
        };
        // Corrected times replace those of the updates and of an import, as they do on the page.
        let corrected = event.hits.iter().any(|hit| hit.corrected);
        let original = imported.filter(|_| !corrected);
        let resolved_at =
            original.and_then(|imported| imported.resolved_at).unwrap_or_else(|| resolved_at(api_event));
        let started_at = original.and_then(|imported| imported.started_at).unwrap_or(started_at);
        wire::Event {
            id: &event.id,
            name: &event.title,
            status: updates.last().map_or("resolved", |update| update.word),
            created_at: self.time(api_event.created_at()),
            updated_at: self.time(api_event.updated_at()),
            monitoring_at: monitoring_at.map(|at| self.time(at)),
            resolved_at: resolved_at.filter(|_| event.closed).map(|at| self.time(at)),
            impact,
            // The redirect page at this address leads to the page, even after the slug has changed.
            shortlink: format!("{}/incidents/{}/", self.site.url, event.id),
            started_at: self.time(started_at),
            page_id: &self.site.id,
            incident_updates: self.updates(api_event, &updates),
            components: self.catalogue.in_order(Self::named(api_event)),
        }
    }

    /// The updates, newest first.
    fn updates(self, api_event: ApiEvent<'a>, all: &[ApiUpdate<'a>]) -> Vec<wire::Update<'a>> {
        let mut affected = affected(api_event, self.catalogue);
        let mut updates: Vec<_> = all
            .iter()
            .map(|update| {
                let imported = update.imported();
                let affected_components = match update.index() {
                    Some(index) => affected.get_mut(index).and_then(Option::take),
                    None => of_postmortem(imported, self.catalogue),
                };
                wire::Update {
                    id: update.id(),
                    status: update.word,
                    body: with_breaks(&update.plain()),
                    incident_id: &api_event.event().id,
                    created_at: self.time(update.created_at()),
                    updated_at: self.time(update.updated_at()),
                    display_at: self.time(update.displayed_at()),
                    affected_components,
                    deliver_notifications: imported
                        .and_then(|imported| imported.deliver_notifications)
                        .unwrap_or(true),
                    custom_tweet: imported.and_then(|imported| imported.custom_tweet.as_deref()),
                    tweet_id: imported.and_then(|imported| imported.tweet_id),
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

/// When it was resolved, UTC: the corrected end, or the displayed time of the update that closed it. Updates after that one
/// do not move the end.
fn resolved_at(api_event: ApiEvent<'_>) -> Option<DateTime<Utc>> {
    if let ApiEvent::Incident(Incident { really_ended: Some(ended), .. }, _) = api_event {
        return Some(*ended);
    }
    let updates = &api_event.event().updates;
    let closes = |update: &&Update| update.status.is_closing() || update.merged;
    let closing = updates.iter().rev().take_while(closes).last();
    closing.or(updates.last()).map(displayed_at)
}
