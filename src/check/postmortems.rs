//! Published post-mortems: that whoever may read one also sees the incident from which it has its address, and that
//! no two need the same one.
//!
//! A post-mortem that nobody could reach would be dropped silently, and nothing that is released ever is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::checked_record::CheckedRecord;
use super::directory::{Directory, derived_slug};
use crate::content::public::{Postmortem, RecordKind, Update};
use crate::content::{AudienceTag, Folder};
use crate::diagnostics::{Finding, rules};
use crate::span::Span;

/// Post-mortems without an incident that their readers see, and two of one incident.
pub(super) fn check(checked: &[Arc<CheckedRecord>], directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let published = checked.iter().filter(|checked| checked.publishes).filter_map(|checked| {
        let postmortem = checked.folder.record.as_ref()?.postmortem.as_ref()?;
        Some((checked, postmortem, postmortem.published.as_ref()?.span))
    });
    let mut homes: BTreeMap<&str, Span> = BTreeMap::new();
    for (own, postmortem, span) in published {
        let Some(home) = home(&own.folder, postmortem, checked) else {
            found.push(
                Finding::at(
                    &rules::POSTMORTEM_WITHOUT_INCIDENT,
                    span,
                    "the folder of this post-mortem has no released entry",
                )
                .hint("list the incidents that it covers by slug: `incidents = [\"slug\"]`"),
            );
            continue;
        };
        if let Some(meant) = meant_for(&own.folder, postmortem, &home) {
            found.push(
                Finding::at(
                    &rules::AUDIENCE_UNCLEAR,
                    span,
                    "this post-mortem has no `audience`, but a draft in the same folder has one",
                )
                .hint("write the audience down: `audience = [\"public\"]` is everybody")
                .related(meant, "post-mortems do not inherit from this draft"),
            );
        }
        if is_dated_before(postmortem, &home, checked) {
            let message = "this post-mortem is dated before its incident was published; without a correct date it needs approvals, \
                           which cannot be verified yet";
            found.push(
                Finding::at(&rules::APPROVAL_NOT_JUDGED, span, message)
                    .hint("set `published` to when it was really published"),
            );
        }
        if let Some(tag) = unseen_by(&home, postmortem, directory) {
            let message = format!("this post-mortem is for `{tag}`, but no entry of its incident is");
            found.push(
                Finding::at(&rules::POSTMORTEM_WITHOUT_INCIDENT, span, message)
                    .hint("give it the `audience` of the incident, or remove `published`"),
            );
        }
        if let Some(first) = homes.insert(home.folder, span) {
            let message = "another post-mortem already has the address of this incident";
            found.push(
                Finding::at(&rules::DUPLICATE_SLUG, span, message).related(first, "the other one").hint(
                    "cover both incidents in one post-mortem, or list another incident first in `incidents`",
                ),
            );
            homes.insert(home.folder, first);
        }
    }
}

/// What is released of an incident.
struct Home<'a> {
    folder: &'a str,
    released: Vec<&'a Update>,
}

impl<'a> Home<'a> {
    fn of(folder: &'a Folder) -> Self {
        let updates = folder.record.iter().flat_map(|record| &record.updates);
        Self { folder: &folder.name, released: updates.filter(|update| !update.draft).collect() }
    }

    /// Whom texts without an audience are for.
    fn usual_audience(&self) -> &'a [AudienceTag] {
        let first = self.released.first().and_then(|first| first.audience.as_ref());
        first.map_or(&[AudienceTag::Public], |tags| tags.value.as_slice())
    }
}

/// The incident from which a post-mortem has its address: that of its folder, or else the first that it names.
fn home<'a>(own: &'a Folder, postmortem: &Postmortem, checked: &'a [Arc<CheckedRecord>]) -> Option<Home<'a>> {
    let home = Home::of(own);
    if !home.released.is_empty() {
        return Some(home);
    }
    let slug = &postmortem.incidents.first()?.value;
    let has = |update: &Update| match (&update.slug, &update.title) {
        (Some(own), _) => own.value == *slug,
        (None, Some(title)) => derived_slug(update.at.date_naive(), &title.value) == *slug,
        (None, None) => false,
    };
    let folders = checked.iter().map(|checked| &checked.folder);
    let mut incidents =
        folders.filter(|folder| folder.kind == RecordKind::Incident).map(|folder| Home::of(folder));
    incidents.find(|other| other.released.iter().any(|update| has(update)))
}

/// The audience of a draft in the folder of a post-mortem that takes its own from another incident: its writer may think
/// that it is inherited.
fn meant_for(own: &Folder, postmortem: &Postmortem, home: &Home<'_>) -> Option<Span> {
    if postmortem.audience.is_some() || home.folder == own.name {
        return None;
    }
    let inherited = home.usual_audience();
    let updates = own.record.iter().flat_map(|record| &record.updates);
    let mut audiences = updates.filter_map(|update| update.audience.as_ref());
    audiences.find(|audience| audience.value != inherited).map(|audience| audience.span)
}

/// Whether a post-mortem says that it came out before one of its incidents was told: such a date could get it past
/// the approvals that it needs.
fn is_dated_before(postmortem: &Postmortem, home: &Home<'_>, checked: &[Arc<CheckedRecord>]) -> bool {
    let Some(published) = &postmortem.published else { return false };
    let named = |folder: &Home<'_>| {
        let slugs = folder.released.iter().filter_map(|update| update.slug.as_ref());
        slugs.into_iter().any(|slug| postmortem.incidents.iter().any(|wanted| wanted.value == slug.value))
    };
    let others = checked
        .iter()
        .filter(|checked| !postmortem.incidents.is_empty() && checked.folder.kind == RecordKind::Incident)
        .map(|checked| Home::of(&checked.folder))
        .filter(named);
    let first_told = |home: &Home<'_>| home.released.iter().map(|update| update.latest_date()).min();
    let told = others.filter_map(|other| first_told(&other)).chain(first_told(home));
    told.max().is_some_and(|told| published.value < told)
}

/// A part of the post-mortem's audience that sees nothing of the incident.
fn unseen_by<'a>(
    home: &Home<'_>,
    postmortem: &'a Postmortem,
    directory: &Directory<'_>,
) -> Option<&'a AudienceTag> {
    let tags = postmortem.audience.as_ref()?.value.iter();
    let usual = home.usual_audience();
    let sees = |viewer: &AudienceTag, update: &Update| {
        let of_update = update.audience.as_ref().map_or(usual, |tags| tags.value.as_slice());
        of_update.iter().any(|tag| directory.sees(viewer, tag))
    };
    let mut unseen = tags.filter(|viewer| !home.released.iter().any(|update| sees(viewer, update)));
    unseen.next()
}
