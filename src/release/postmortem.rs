//! Releases post-mortems.
//!
//! A post-mortem is released when it is published, to the part of its audience that sees its incident. Nothing at all is
//! released while a required approval is missing.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::model::{Commitment, Due, Incident, Mark, Postmortem, Reference};
use super::record::VisibleUpdates;
use super::text::non_empty_text;
use super::visible::visible;
use super::visible_components::VisibleComponents;
use super::{Audience, imported};
use crate::content::public::{self, Done, Record, RecordKind, SiteConfig};
use crate::content::{Body, PublicContent, derived_id, slug_of};

/// The post-mortems of a site.
#[derive(Default)]
pub(super) struct Postmortems<'a> {
    /// The released ones, newest first.
    pub(super) released: Vec<Postmortem>,
    /// Their texts, in no particular order.
    pub(super) bodies: Vec<&'a Body>,
    /// The times at which they are published, UTC, including past ones.
    pub(super) changes: Vec<DateTime<Utc>>,
}

/// The inputs for releasing post-mortems.
pub(super) struct PostmortemContext<'a> {
    pub(super) content: &'a PublicContent,
    pub(super) config: &'a SiteConfig,
    pub(super) shown: &'a VisibleComponents<'a>,
    pub(super) audience: &'a Audience,
    pub(super) now: DateTime<Utc>,
}

impl<'a> Postmortems<'a> {
    /// Selects the post-mortems of incidents that the audience sees.
    pub(super) fn new(context: &PostmortemContext<'a>, incidents: &[Arc<Incident>]) -> Self {
        let mut all = Self::default();
        let with_one = context.content.records.iter().filter_map(|record| {
            let postmortem = record.postmortem.as_ref()?;
            Some((record, postmortem, postmortem.published.as_ref()?.value))
        });
        let mut places: Option<BTreeMap<String, usize>> = None;
        for (record, postmortem, published) in with_one {
            let places = places.get_or_insert_with(|| places_of(incidents));
            let covered = context.covered(record, postmortem, places);
            // A date before that of its incidents could exempt it from approvals.
            let told = |index: &usize| Some(incidents.get(*index)?.event.updates.first()?.at);
            let in_time =
                |covered: &Vec<usize>| covered.iter().filter_map(told).all(|told| told <= published);
            if let Some(covered) = covered.filter(in_time) {
                all.changes.push(published);
                if published <= context.now {
                    all.released.push(context.postmortem(postmortem, published, covered, incidents));
                    all.bodies.push(&postmortem.body);
                }
            }
        }
        all.released.sort_by(|a, b| (Reverse(a.published), &a.slug).cmp(&(Reverse(b.published), &b.slug)));
        all
    }

    /// Returns the post-mortems that cover each incident, newest first, by the slug of the incident.
    pub(super) fn covering(&self, incidents: &[Arc<Incident>]) -> BTreeMap<String, Vec<Reference>> {
        let mut covering: BTreeMap<String, Vec<Reference>> = BTreeMap::new();
        for postmortem in &self.released {
            let covered = postmortem.incidents.iter().filter_map(|index| incidents.get(*index));
            for incident in covered {
                let reference = Reference { slug: postmortem.slug.clone(), title: postmortem.title.clone() };
                covering.entry(incident.event.slug.clone()).or_default().push(reference);
            }
        }
        covering
    }
}

fn places_of(incidents: &[Arc<Incident>]) -> BTreeMap<String, usize> {
    let places = incidents.iter().enumerate();
    places.map(|(index, incident)| (incident.event.slug.clone(), index)).collect()
}

impl PostmortemContext<'_> {
    /// Returns the indexes of the incidents that the post-mortem covers, its own first; `None` if the audience may not
    /// see it.
    fn covered(
        &self,
        record: &Record,
        postmortem: &public::Postmortem,
        places: &BTreeMap<String, usize>,
    ) -> Option<Vec<usize>> {
        let home = self.home(record, postmortem)?;
        let tags = postmortem.audience.as_ref().map(|tags| tags.value.as_slice());
        if !self.audience.may_see(tags.unwrap_or(home.usual_audience())) {
            return None;
        }
        let updates = visible(home, self.audience);
        let seen = VisibleUpdates::new(updates, self.shown, self.config.authority(), home.kind);
        let mut covered = vec![*places.get(&seen.slug)?];
        for span in postmortem.incidents.iter().filter_map(|slug| places.get(&slug.value)) {
            if !covered.contains(span) {
                covered.push(*span);
            }
        }
        Some(covered)
    }

    /// Finds the record that a post-mortem belongs to: that of its folder or, if that has no released entry, the first
    /// incident that it lists.
    fn home<'b>(&'b self, record: &'b Record, postmortem: &public::Postmortem) -> Option<&'b Record> {
        let told = |record: &Record| record.updates.iter().any(|update| !update.draft);
        if told(record) {
            return Some(record);
        }
        let slug = &postmortem.incidents.first()?.value;
        let has = |update: &public::Update| match (&update.slug, &update.title) {
            _ if update.draft => false,
            (Some(own), _) => own.value == *slug,
            (None, Some(title)) => format!("{}-{}", update.at.date_naive(), slug_of(&title.value)) == *slug,
            (None, None) => false,
        };
        let mut incidents = self.content.records.iter().filter(|record| record.kind == RecordKind::Incident);
        incidents.find(|record| record.updates.iter().any(has)).map(AsRef::as_ref)
    }

    fn postmortem(
        &self,
        written: &public::Postmortem,
        published: DateTime<Utc>,
        covered: Vec<usize>,
        incidents: &[Arc<Incident>],
    ) -> Postmortem {
        let slug = covered.first().and_then(|first| incidents.get(*first));
        let slug = slug.map(|incident| incident.event.slug.clone()).unwrap_or_default();
        // The names of updates begin with a time, so no update has the same id.
        let id_in = |slug: &str| derived_id("update", &[self.config.authority(), slug, "postmortem"]);
        let others = covered.iter().skip(1).filter_map(|index| incidents.get(*index));
        Postmortem {
            id: written.id.as_ref().map_or_else(|| id_in(&slug), |id| id.value.clone()),
            other_ids: others.map(|incident| id_in(&incident.event.slug)).collect(),
            title: written.title.clone().unwrap_or_default(),
            byline: written.byline.clone(),
            published,
            edited: edits(written, published),
            text: non_empty_text(&written.body),
            commitments: written.commitments.iter().filter_map(commitment).collect(),
            incidents: covered,
            imported: imported::update(written.imported.as_deref(), RecordKind::Incident, self.shown),
            slug,
        }
    }
}

/// Returns the changes since it was published, as they are shown.
fn edits(written: &public::Postmortem, published: DateTime<Utc>) -> Vec<Mark> {
    let later = written.edited.iter().filter(|edit| edit.at >= published);
    later.map(|edit| Mark { at: edit.at, note: edit.note.clone() }).collect()
}

fn commitment(written: &public::Commitment) -> Option<Commitment> {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let due = |by: &String| day(by).map(Due::Day).or_else(|| day(&format!("{by}-01")).map(Due::Month));
    Some(Commitment {
        text: written.text.clone()?,
        by: written.by.as_ref().and_then(due),
        done: written.done.map(|done| match done {
            Done::Sometime => None,
            Done::On(day) => Some(day),
        }),
    })
}
