//! One record, released to an audience.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Audience;
use super::incident::{SingleIncident, incident};
use super::maintenance::maintenance;
use super::model::{Incident, Maintenance, Reference};
use super::record::VisibleUpdates;
use super::validity::Validity;
use super::visible::visible;
use super::visible_components::VisibleComponents;
use crate::content::public::{Record, RecordKind};
use crate::status::Handover;

/// Everything about a record that an audience sees.
#[derive(Debug)]
pub(super) struct ReleasedRecord {
    /// The time of the first visible update, UTC.
    pub(super) first: DateTime<Utc>,
    pub(super) event: Option<ReleasedEvent>,
    /// The images in its texts, by their paths in the output.
    pub(super) images: Vec<(String, Arc<[u8]>)>,
    /// What it took over from incidents that were merged into it.
    pub(super) taken_over: Vec<Handover>,
    /// How long this stays valid.
    pub(super) validity: Validity,
}

/// A released incident or maintenance.
#[derive(Debug)]
pub(super) enum ReleasedEvent {
    Incident {
        /// Its references to other incidents are filled in by [`link`](ReleasedRecord::link).
        incident: Arc<Incident>,
        /// The slug of the incident that this one follows.
        follows: Option<String>,
        /// The slug of the incident that it was merged into.
        merged_into: Option<String>,
        /// What it passes on to other incidents, with their slugs.
        handovers: Vec<(String, Handover)>,
    },
    Maintenance {
        maintenance: Arc<Maintenance>,
        /// When the clock changes it next, UTC.
        next_change: Option<DateTime<Utc>>,
    },
}

impl ReleasedRecord {
    /// Releases a record to an audience, with what it took over from merged incidents; `None` if the audience sees no
    /// part of it.
    pub(super) fn new(
        record: &Record,
        taken_over: Vec<Handover>,
        shown: &VisibleComponents<'_>,
        authority: &str,
        audience: &Audience,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let seen = VisibleUpdates::new(visible(record, audience), shown, authority, record.kind);
        let first = seen.updates.first()?.at;
        if !seen.concerns(audience, &taken_over) {
            return None;
        }
        let (event, validity) = match record.kind {
            RecordKind::Incident => incident(&seen, &taken_over, now).map(|single| {
                let SingleIncident { incident, handovers, merged_into, validity } = single;
                let follows = seen.follows().map(str::to_owned);
                let incident = Arc::new(incident);
                (ReleasedEvent::Incident { incident, follows, merged_into, handovers }, validity)
            }),
            RecordKind::Maintenance => maintenance(&seen, now).map(|(maintenance, next_change, validity)| {
                (ReleasedEvent::Maintenance { maintenance: Arc::new(maintenance), next_change }, validity)
            }),
        }
        .map_or((None, None), |(event, validity)| (Some(event), Some(validity)));
        let shown = seen.updates.iter().filter(|update| update.retracted.is_none());
        let images = shown.flat_map(|update| &update.body.images);
        Some(Self {
            first,
            event,
            taken_over,
            images: images.map(|image| (image.path.clone(), image.bytes.clone())).collect(),
            // There is no event, and the reason may be the current time.
            validity: validity.unwrap_or(Validity::NEVER),
        })
    }

    /// Returns the slugs of the incidents that it refers to.
    pub(super) fn referenced_slugs(&self) -> impl Iterator<Item = &str> {
        let slugs = match &self.event {
            Some(ReleasedEvent::Incident { follows, merged_into, .. }) => {
                [follows, merged_into].map(Option::as_deref)
            }
            Some(ReleasedEvent::Maintenance { .. }) | None => [None, None],
        };
        slugs.into_iter().flatten()
    }

    /// Returns what it passes on to other incidents, with their slugs.
    pub(super) fn handovers(&self) -> &[(String, Handover)] {
        match &self.event {
            Some(ReleasedEvent::Incident { handovers, .. }) => handovers,
            Some(ReleasedEvent::Maintenance { .. }) | None => &[],
        }
    }

    /// Adds the post-mortems that cover an incident; `covering` lists them by its slug.
    pub(super) fn attach_postmortems(&mut self, covering: &BTreeMap<String, Vec<Reference>>) {
        let Some(ReleasedEvent::Incident { incident, .. }) = &mut self.event else { return };
        let postmortems = covering.get(&incident.event.slug).map(Vec::as_slice).unwrap_or_default();
        if incident.postmortems != postmortems {
            Arc::make_mut(incident).postmortems = postmortems.to_vec();
        }
    }

    /// Fills in the references to other incidents. An incident is copied only if a reference changed.
    pub(super) fn link(&mut self, reference: impl Fn(&str) -> Option<Reference>) {
        let Some(ReleasedEvent::Incident { incident, follows, merged_into, .. }) = &mut self.event else {
            return;
        };
        let follows = follows.as_deref().and_then(&reference);
        let merged = incident.merged.is_some().then(|| merged_into.as_deref().and_then(&reference));
        if incident.event.follows != follows || incident.merged != merged {
            let incident = Arc::make_mut(incident);
            (incident.event.follows, incident.merged) = (follows, merged);
        }
    }
}
