//! Checks that the readers of a published post-mortem see the incident that gives it its address, and that no two
//! post-mortems have the same address.
//!
//! A post-mortem without an address would be dropped silently, which must not happen to anything that is released.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::checked_record::CheckedRecord;
use super::directory::{Directory, derived_slug};
use crate::content::public::{Postmortem, RecordKind, Update};
use crate::content::{AudienceTag, Folder};
use crate::diagnostics::{Finding, rules};
use crate::span::Span;

/// Reports post-mortems whose readers see no incident, and two post-mortems of one incident.
pub(super) fn check(checked: &[Arc<CheckedRecord>], directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let published = checked.iter().filter(|checked| checked.publishes).filter_map(|checked| {
        let postmortem = checked.folder.record.as_ref()?.postmortem.as_ref()?;
        Some((checked, postmortem, postmortem.published.as_ref()?.span))
    });
    let mut addressed: BTreeMap<&str, Span> = BTreeMap::new();
    for (own, postmortem, span) in published {
        if let Some(place) = postmortem.placeholders.first() {
            found.push(
                Finding::at(
                    &rules::PLACE_LEFT_OPEN,
                    *place,
                    "this place of a published post-mortem is still to be written",
                )
                .hint("write it, or take the post-mortem back: `draft = true`")
                .quoting_nothing(),
            );
        }
        let Some(incident) = owning_incident(&own.folder, postmortem, checked) else {
            found.push(
                Finding::at(
                    &rules::POSTMORTEM_WITHOUT_INCIDENT,
                    span,
                    "the folder of this post-mortem has no released entry",
                )
                .hint("list the incidents that it covers by slug: `incidents = [\"slug\"]`")
                .quoting_nothing(),
            );
            continue;
        };
        if let Some(draft) = inherited_draft_audience(&own.folder, postmortem, &incident) {
            found.push(
                Finding::at(
                    &rules::AUDIENCE_UNCLEAR,
                    span,
                    "this post-mortem has no `audience`, but a draft in the same folder has one",
                )
                .hint("write the audience down: `audience = [\"public\"]` is everybody")
                .related(draft, "post-mortems do not inherit from this draft")
                .quoting_nothing(),
            );
        }
        if is_dated_before(postmortem, &incident, checked) {
            let message = "this post-mortem is dated before its incident was published, and a wrong date must not spare it \
                           the approvals";
            found.push(
                Finding::at(&rules::APPROVAL_MISSING, span, message)
                    .hint("set `published` to when it was really published")
                    .quoting_nothing(),
            );
        }
        if let Some(tag) = tag_without_incident(&incident, postmortem, directory) {
            let message = format!("this post-mortem is for `{tag}`, but no entry of its incident is");
            found.push(
                Finding::at(&rules::POSTMORTEM_WITHOUT_INCIDENT, span, message)
                    .hint("give it the `audience` of the incident, or remove `published`"),
            );
        }
        if let Some(first) = addressed.insert(incident.folder, span) {
            let message = "another post-mortem already has the address of this incident";
            found.push(
                Finding::at(&rules::DUPLICATE_SLUG, span, message).related(first, "the other one").hint(
                    "cover both incidents in one post-mortem, or list another incident first in `incidents`",
                ).quoting_nothing(),
            );
            addressed.insert(incident.folder, first);
        }
    }
}

/// The released entries of an incident.
struct OwningIncident<'a> {
    folder: &'a str,
    released: Vec<&'a Update>,
}

impl<'a> OwningIncident<'a> {
    fn of(folder: &'a Folder) -> Self {
        let updates = folder.record.iter().flat_map(|record| &record.updates);
        Self { folder: &folder.name, released: updates.filter(|update| !update.draft).collect() }
    }

    /// Returns the audience of texts without an audience of their own.
    fn usual_audience(&self) -> &'a [AudienceTag] {
        let first = self.released.first().and_then(|first| first.audience.as_ref());
        first.map_or(&[AudienceTag::Public], |tags| tags.value.as_slice())
    }
}

/// Finds the incident that gives a post-mortem its address: that of its folder, or else the first one that it lists.
fn owning_incident<'a>(
    own: &'a Folder,
    postmortem: &Postmortem,
    checked: &'a [Arc<CheckedRecord>],
) -> Option<OwningIncident<'a>> {
    let incident = OwningIncident::of(own);
    if !incident.released.is_empty() {
        return Some(incident);
    }
    let slug = &postmortem.incidents.first()?.value;
    let folders = checked.iter().map(|checked| &checked.folder);
    let mut incidents =
        folders.filter(|folder| folder.kind == RecordKind::Incident).map(|folder| OwningIncident::of(folder));
    incidents.find(|other| other.released.iter().any(|update| has_slug(update, slug)))
}

/// Whether an update gives its incident this slug: one that is written, or else the one of its day and title.
fn has_slug(update: &Update, slug: &str) -> bool {
    match (&update.slug, &update.title) {
        (Some(own), _) => own.value == slug,
        (None, Some(title)) => derived_slug(update.at.date_naive(), &title.value) == slug,
        (None, None) => false,
    }
}

/// Returns the audience of a draft in the folder of a post-mortem that inherits its audience from another incident,
/// because its author may expect to inherit from the draft.
fn inherited_draft_audience(
    own: &Folder,
    postmortem: &Postmortem,
    incident: &OwningIncident<'_>,
) -> Option<Span> {
    if postmortem.audience.is_some() || incident.folder == own.name {
        return None;
    }
    let inherited = incident.usual_audience();
    let updates = own.record.iter().flat_map(|record| &record.updates);
    let mut audiences = updates.filter_map(|update| update.audience.as_ref());
    audiences.find(|audience| audience.value != inherited).map(|audience| audience.span)
}

/// Whether a post-mortem is dated before one of its incidents was published. Such a date could exempt it from
/// approvals.
fn is_dated_before(
    postmortem: &Postmortem,
    incident: &OwningIncident<'_>,
    checked: &[Arc<CheckedRecord>],
) -> bool {
    let Some(published) = &postmortem.published else { return false };
    let named = |folder: &OwningIncident<'_>| {
        let mut updates = folder.released.iter();
        updates.any(|update| postmortem.incidents.iter().any(|wanted| has_slug(update, &wanted.value)))
    };
    let others = checked
        .iter()
        .filter(|checked| !postmortem.incidents.is_empty() && checked.folder.kind == RecordKind::Incident)
        .map(|checked| OwningIncident::of(&checked.folder))
        .filter(named);
    let first_published =
        |incident: &OwningIncident<'_>| incident.released.iter().map(|update| update.latest_date()).min();
    let published_at = others.filter_map(|other| first_published(&other)).chain(first_published(incident));
    published_at.max().is_some_and(|published_at| published.value < published_at)
}

/// Returns a part of the audience of the post-mortem that sees no entry of the incident.
fn tag_without_incident<'a>(
    incident: &OwningIncident<'_>,
    postmortem: &'a Postmortem,
    directory: &Directory<'_>,
) -> Option<&'a AudienceTag> {
    let tags = postmortem.audience.as_ref()?.value.iter();
    let usual = incident.usual_audience();
    let sees = |viewer: &AudienceTag, update: &Update| {
        let of_update = update.audience.as_ref().map_or(usual, |tags| tags.value.as_slice());
        of_update.iter().any(|tag| directory.sees(viewer, tag))
    };
    let mut unseen = tags.filter(|viewer| !incident.released.iter().any(|update| sees(viewer, update)));
    unseen.next()
}
