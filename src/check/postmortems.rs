//! Published post-mortems: that whoever may read one also sees the incident from which it has its address, and that
//! no two need the same one.
//!
//! A post-mortem that nobody could reach would be dropped silently, and nothing that is released ever is.

use std::collections::BTreeMap;

use super::case::Case;
use super::directory::{Directory, derived_slug};
use crate::content::AudienceTag;
use crate::content::public::{Postmortem, RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::source::Place;

/// Post-mortems without an incident that their readers see, and two of one incident.
pub(super) fn check(cases: &[Case<'_>], directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let published = cases.iter().filter_map(|case| {
        let postmortem = case.postmortem?;
        Some((case, postmortem, postmortem.published.as_ref()?.place))
    });
    let mut homes: BTreeMap<&str, Place> = BTreeMap::new();
    for (case, postmortem, place) in published {
        let Some(home) = home(case, postmortem, cases) else {
            found.push(
                Finding::at(
                    &rules::POSTMORTEM_WITHOUT_INCIDENT,
                    place,
                    "no incident is told beside this post-mortem",
                )
                .hint("name what it covers: `incidents = [\"slug\"]`, the slug of each incident"),
            );
            continue;
        };
        if let Some(tag) = unseen_by(home, postmortem, directory) {
            let message = format!("this post-mortem is for `{tag}`, and of its incident nothing is");
            found.push(
                Finding::at(&rules::POSTMORTEM_WITHOUT_INCIDENT, place, message)
                    .hint("give it the `audience` of the incident, or leave `published` out"),
            );
        }
        if let Some(first) = homes.insert(home.folder, place) {
            let message = "another post-mortem has the address of this incident";
            found.push(
                Finding::at(&rules::DUPLICATE_SLUG, place, message)
                    .related(first, "the other one")
                    .hint("cover both incidents in one, with `incidents`, or name another incident first"),
            );
            homes.insert(home.folder, first);
        }
    }
}

/// The incident from which a post-mortem has its address: that of its folder, or else the first that it names.
fn home<'a, 'b>(case: &'b Case<'a>, postmortem: &Postmortem, cases: &'b [Case<'a>]) -> Option<&'b Case<'a>> {
    if !case.released.is_empty() {
        return Some(case);
    }
    let slug = &postmortem.incidents.first()?.value;
    let has = |update: &Update| match (&update.slug, &update.title) {
        (Some(own), _) => own.value == *slug,
        (None, Some(title)) => derived_slug(update.at.date_naive(), &title.value) == *slug,
        (None, None) => false,
    };
    let mut incidents = cases.iter().filter(|other| other.kind == RecordKind::Incident);
    incidents.find(|other| other.released.iter().any(|update| has(update)))
}

/// A part of the post-mortem's audience that sees nothing of the incident.
fn unseen_by<'a>(
    home: &Case<'a>,
    postmortem: &'a Postmortem,
    directory: &Directory<'_>,
) -> Option<&'a AudienceTag> {
    let tags = postmortem.audience.as_ref()?.value.iter();
    let usual = home.released.first().and_then(|first| first.audience.as_ref());
    let usual = usual.map_or(&[AudienceTag::Public][..], |tags| tags.value.as_slice());
    let sees = |viewer: &AudienceTag, update: &Update| {
        let of_update = update.audience.as_ref().map_or(usual, |tags| tags.value.as_slice());
        of_update.iter().any(|tag| directory.sees(viewer, tag))
    };
    let mut unseen = tags.filter(|viewer| !home.released.iter().any(|update| sees(viewer, update)));
    unseen.next()
}
