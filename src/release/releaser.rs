//! Releases content and caches the result for each record.
//!
//! The released form of a record depends on the record, on the context shared by all records (the audience, the
//! components and their names, the authority that ids are derived from), and on the current time as far as
//! [`Validity`](super::validity::Validity) says. References between incidents are filled in every time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::merges::Merges;
use super::model::{Incident, Reference, Site};
use super::postmortem::{PostmortemContext, Postmortems};
use super::released::{ReleasedEvent, ReleasedRecord};
use super::site::site;
use super::sla::{SlaContext, attach};
use super::sla_records::SlaRecords;
use super::visible_components::VisibleComponents;
use super::{Audience, ReleaseError, approval};
use crate::check::Verdict;
use crate::content::PublicContent;
use crate::content::public::Record;
use crate::pointer_cache::PointerCache;

/// Returns everything that an audience may see at `now` (UTC), without a service level agreement.
///
/// # Errors
///
/// Fails without a `site.toml`, and if a required approval is missing or void.
pub fn release(
    content: &PublicContent,
    audience: &Audience,
    now: DateTime<Utc>,
    verdict: &Verdict,
) -> Result<Site, ReleaseError> {
    Releaser::default().release(content, audience, &SlaRecords::default(), now, verdict)
}

/// Releases content repeatedly. The result always equals that of [`release`].
#[derive(Debug, Default)]
pub struct Releaser {
    release_context: Option<ReleaseContext>,
    /// The released form of each record; `None` if the audience sees no part of it.
    records: PointerCache<Record, Option<ReleasedRecord>>,
}

/// The context that all records are released in.
#[derive(Debug, PartialEq, Eq)]
struct ReleaseContext {
    audience: Audience,
    authority: String,
    /// The paths of all components with their indexes among the visible ones.
    components: Vec<(String, Option<usize>)>,
}

impl Releaser {
    /// Returns everything that an audience may see at `now` (UTC). `records` are those of the same audience.
    ///
    /// # Errors
    ///
    /// Fails as [`release`] does.
    pub fn release(
        &mut self,
        content: &PublicContent,
        audience: &Audience,
        records: &SlaRecords<'_>,
        now: DateTime<Utc>,
        verdict: &Verdict,
    ) -> Result<Site, ReleaseError> {
        let config = content.site.as_ref().ok_or(ReleaseError::NoSite)?;
        approval::check(content, config, verdict)?;
        let shown = VisibleComponents::new(content, audience, now);
        let paths = content.components.iter().map(|component| component.path.clone());
        let release_context = ReleaseContext {
            audience: audience.clone(),
            authority: config.authority().to_owned(),
            components: paths.zip(shown.places().iter().copied()).collect(),
        };
        if self.release_context.as_ref() != Some(&release_context) {
            *self = Self { release_context: Some(release_context), records: PointerCache::default() };
        }
        let mut released = self.records(content, &shown, config.authority(), audience, now);
        Merges { records: &content.records, shown: &shown, authority: config.authority(), audience, now }
            .apply(&mut released);
        link(&mut released);
        attach_postmortems(
            &mut released,
            &PostmortemContext { content, config, shown: &shown, audience, now },
        );
        let agreement = audience.agreement();
        let sla = agreement.and_then(|agreement| SlaContext::new(agreement, config, records, now));
        let clock_change = attach_sla(&mut released, &content.records, sla.as_ref());
        let seen: Vec<&ReleasedRecord> = released.iter().flatten().collect();
        let mut site = site(content, config, &shown, &seen, audience, now);
        site.sla = sla.map(|sla| sla.sla(&site.components));
        site.next_change = site.next_change.into_iter().chain(clock_change).min();
        self.records = PointerCache::with_capacity(released.len());
        for (record, released) in content.records.iter().zip(released) {
            self.records.put(record.clone(), released);
        }
        Ok(site)
    }

    /// Returns the released form of each record, from the cache where it is still valid.
    fn records(
        &mut self,
        content: &PublicContent,
        shown: &VisibleComponents<'_>,
        authority: &str,
        audience: &Audience,
        now: DateTime<Utc>,
    ) -> Vec<Option<ReleasedRecord>> {
        let mut known =
            |record| self.records.take(record).filter(|known| is_still_valid(known.as_ref(), now));
        let known: Vec<Option<Option<ReleasedRecord>>> = content.records.iter().map(&mut known).collect();
        let records = content.records.par_iter().zip(known);
        records
            .map(|(record, known)| {
                known.unwrap_or_else(|| {
                    ReleasedRecord::new(record, Vec::new(), shown, authority, audience, now)
                })
            })
            .collect()
    }
}

/// Whether a cached result is still valid; releasing it again would only take time. An audience that sees no part of an
/// unchanged record never will.
fn is_still_valid(released: Option<&ReleasedRecord>, now: DateTime<Utc>) -> bool {
    released.is_none_or(|released| released.validity.contains(now))
}

/// Fills in the references between incidents.
fn link(released: &mut [Option<ReleasedRecord>]) {
    let wanted: BTreeSet<&str> =
        released.iter().flatten().flat_map(ReleasedRecord::referenced_slugs).collect();
    let incidents = released.iter().flatten().filter_map(|record| match &record.event {
        Some(ReleasedEvent::Incident { incident, .. }) => Some(&incident.event),
        Some(ReleasedEvent::Maintenance { .. }) | None => None,
    });
    let titles: BTreeMap<String, String> = incidents
        .filter(|event| wanted.contains(event.slug.as_str()))
        .map(|event| (event.slug.clone(), event.title.clone()))
        .collect();
    let reference =
        |slug: &str| titles.get(slug).map(|title| Reference { slug: slug.to_owned(), title: title.clone() });
    for record in released.iter_mut().flatten() {
        record.link(reference);
    }
}

/// Updates how the targets of an agreement were kept in each incident. Returns the next time after now at which that
/// changes by itself, UTC.
fn attach_sla(
    released: &mut [Option<ReleasedRecord>],
    records: &[Arc<Record>],
    sla: Option<&SlaContext<'_>>,
) -> Option<DateTime<Utc>> {
    let (mut by_slug, next_change) = match sla {
        Some(sla) => {
            let pairs = records.iter().zip(released.iter());
            let incidents = pairs.filter_map(|(record, released)| match &released.as_ref()?.event {
                Some(ReleasedEvent::Incident { incident, .. }) => {
                    Some((record.folder.as_str(), incident.clone()))
                }
                Some(ReleasedEvent::Maintenance { .. }) | None => None,
            });
            let incidents: Vec<(&str, Arc<Incident>)> = incidents.collect();
            sla.incidents(&incidents)
        }
        None => (BTreeMap::new(), None),
    };
    for record in released.iter_mut().flatten() {
        if let Some(ReleasedEvent::Incident { incident, .. }) = &mut record.event {
            attach(incident, &mut by_slug);
        }
    }
    next_change
}

/// Updates the lists of post-mortems in incidents.
fn attach_postmortems(released: &mut [Option<ReleasedRecord>], context: &PostmortemContext<'_>) {
    let incidents: Vec<Arc<Incident>> = released
        .iter()
        .flatten()
        .filter_map(|record| match &record.event {
            Some(ReleasedEvent::Incident { incident, .. }) => Some(incident.clone()),
            Some(ReleasedEvent::Maintenance { .. }) | None => None,
        })
        .collect();
    let covering = Postmortems::new(context, &incidents).covering(&incidents);
    // Dropped first: changing a shared incident would copy it.
    drop(incidents);
    for record in released.iter_mut().flatten() {
        record.attach_postmortems(&covering);
    }
}
