//! Passes on what merged incidents reported to the incidents that continue them.
//!
//! A merged incident closes, and its components stay affected in the other incident. So the release of an incident
//! depends on the incidents that were merged into it, and this step comes after all records are released on their own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Audience;
use super::record::VisibleUpdates;
use super::released::ReleasedRecord;
use super::visible::visible;
use super::visible_components::VisibleComponents;
use crate::content::public::{Record, RecordKind};
use crate::status::Handover;

/// The context of merges.
pub(super) struct Merges<'a> {
    pub(super) records: &'a [Arc<Record>],
    pub(super) shown: &'a VisibleComponents<'a>,
    pub(super) authority: &'a str,
    pub(super) audience: &'a Audience,
    pub(super) now: DateTime<Utc>,
}

impl Merges<'_> {
    /// Releases the records again that took over something else than before. `released` has one item per record.
    pub(super) fn apply(&self, released: &mut [Option<ReleasedRecord>]) {
        let merged = released.iter().flatten().filter(|record| !record.handovers().is_empty()).count();
        // What an incident took over is part of what it passes on itself, so a chain of merges takes several rounds.
        for _ in 0..=merged {
            let mut taken_over = self.taken_over(released);
            let mut outdated: BTreeSet<usize> = taken_over.keys().copied().collect();
            let before = released.iter().enumerate();
            outdated.extend(
                before
                    .filter(|(_, record)| !taken_over_by(record.as_ref()).is_empty())
                    .map(|(index, _)| index),
            );
            outdated.retain(|index| {
                taken_over_by(released[*index].as_ref())
                    != taken_over.get(index).map(Vec::as_slice).unwrap_or_default()
            });
            if outdated.is_empty() {
                return;
            }
            for index in outdated {
                released[index] = ReleasedRecord::new(
                    &self.records[index],
                    taken_over.remove(&index).unwrap_or_default(),
                    self.shown,
                    self.authority,
                    self.audience,
                    self.now,
                );
            }
        }
    }

    /// Returns what each incident takes over, oldest first, by its index.
    fn taken_over(&self, released: &[Option<ReleasedRecord>]) -> BTreeMap<usize, Vec<Handover>> {
        let handovers = || released.iter().flatten().flat_map(ReleasedRecord::handovers);
        let slugs: BTreeSet<&str> = handovers().map(|(slug, _)| slug.as_str()).collect();
        let targets = self.targets(&slugs);
        let mut taken_over: BTreeMap<usize, Vec<Handover>> = BTreeMap::new();
        // An incident that was merged into itself is closed by that, so it takes over nothing.
        for (slug, handover) in handovers() {
            if let Some(target) = targets.get(slug.as_str()) {
                taken_over.entry(*target).or_default().push(handover.clone());
            }
        }
        for handovers in taken_over.values_mut() {
            handovers.sort_by_key(|handover| handover.at);
        }
        taken_over
    }

    /// Returns the indexes of the incidents with these slugs that the audience may see, including those that do not
    /// concern it.
    fn targets<'s>(&self, slugs: &BTreeSet<&'s str>) -> BTreeMap<&'s str, usize> {
        let mut targets = BTreeMap::new();
        if slugs.is_empty() {
            return targets;
        }
        for (index, record) in self.records.iter().enumerate() {
            if record.kind == RecordKind::Incident && may_be_one_of(record, slugs) {
                let updates = visible(record, self.audience);
                let seen = VisibleUpdates::new(updates, self.shown, self.authority, record.kind);
                for slug in slugs.iter().filter(|slug| seen.has_slug(slug)) {
                    targets.entry(*slug).or_insert(index);
                }
            }
        }
        targets
    }
}

fn taken_over_by(record: Option<&ReleasedRecord>) -> &[Handover] {
    record.map(|record| record.taken_over.as_slice()).unwrap_or_default()
}

/// Whether a record may have one of these slugs. Almost all records have a written slug, which is cheap to compare. Only
/// speed depends on this: [`VisibleUpdates::has_slug`] decides.
fn may_be_one_of(record: &Record, slugs: &BTreeSet<&str>) -> bool {
    record.updates.iter().any(|update| match &update.slug {
        Some(slug) => slugs.contains(slug.value.as_str()),
        None => update.title.is_some(),
    })
}
