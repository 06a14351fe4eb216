//! One record, released to an audience: everything that the site is put together from.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Audience;
use super::incident::incident;
use super::maintenance::maintenance;
use super::model::{Incident, Maintenance, Reference};
use super::record::VisibleUpdates;
use super::validity::Validity;
use super::visible::visible;
use super::visible_components::VisibleComponents;
use crate::content::public::{Record, RecordKind};

/// What an audience learns of a record.
#[derive(Debug)]
pub(super) struct ReleasedRecord {
    /// When it learned of it first, UTC.
    pub(super) first: DateTime<Utc>,
    pub(super) event: Option<ReleasedEvent>,
    /// The images of its texts, by their paths in the output.
    pub(super) images: Vec<(String, Arc<[u8]>)>,
    /// As long as this is so, nothing here depends on the clock.
    pub(super) validity: Validity,
}

/// An incident or a maintenance as it is told.
#[derive(Debug)]
pub(super) enum ReleasedEvent {
    Incident {
        /// Its references to others are filled in by [`link`](ReleasedRecord::link).
        incident: Arc<Incident>,
        /// Slug of the incident that went before.
        follows: Option<String>,
        /// Slug of the incident that it was merged into.
        merged_into: Option<String>,
    },
    Maintenance {
        maintenance: Arc<Maintenance>,
        /// When the clock changes it next, UTC.
        next_change: Option<DateTime<Utc>>,
    },
}

impl ReleasedRecord {
    /// A record as an audience sees it; `None` if it does not see any of it.
    pub(super) fn new(
        record: &Record,
        shown: &VisibleComponents<'_>,
        host: &str,
        audience: &Audience,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let seen = VisibleUpdates::new(visible(record, audience), shown, host, record.kind);
        let first = seen.updates.first()?.at;
        if !seen.concerns(audience) {
            return None;
        }
        let (event, validity) = match record.kind {
            RecordKind::Incident => incident(&seen, now).map(|(incident, validity)| {
                let (follows, merged_into) = (seen.follows(), seen.merged_into());
                let [follows, merged_into] = [follows, merged_into].map(|slug| slug.map(str::to_owned));
                (ReleasedEvent::Incident { incident: Arc::new(incident), follows, merged_into }, validity)
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
            images: images.map(|image| (image.path.clone(), image.bytes.clone())).collect(),
            // Nothing is told of it, and that may be because of the clock.
            validity: validity.unwrap_or(Validity::NEVER),
        })
    }

    /// The slugs of the incidents that it speaks of.
    pub(super) fn referenced_slugs(&self) -> impl Iterator<Item = &str> {
        let slugs = match &self.event {
            Some(ReleasedEvent::Incident { follows, merged_into, .. }) => {
                [follows, merged_into].map(Option::as_deref)
            }
            Some(ReleasedEvent::Maintenance { .. }) | None => [None, None],
        };
        slugs.into_iter().flatten()
    }

    /// Tells an incident of the post-mortems that cover it, which are listed by its slug.
    pub(super) fn attach_postmortems(&mut self, covering: &BTreeMap<String, Vec<Reference>>) {
        let Some(ReleasedEvent::Incident { incident, .. }) = &mut self.event else { return };
        let postmortems = covering.get(&incident.event.slug).map(Vec::as_slice).unwrap_or_default();
        if incident.postmortems != postmortems {
            Arc::make_mut(incident).postmortems = postmortems.to_vec();
        }
    }

    /// Fills in the references to other incidents. An incident is copied only if one of them is another than before.
    pub(super) fn link(&mut self, reference: impl Fn(&str) -> Option<Reference>) {
        let Some(ReleasedEvent::Incident { incident, follows, merged_into }) = &mut self.event else {
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
