//! One incident in the lists.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::title::title;
use crate::content::internal::IncidentKind;
use crate::content::public::RecordKind;
use crate::content::{ComponentNames, Content, Folder, SeverityName};
use crate::response::{Milestones, PostmortemStanding, is_open, severities_of};

/// One incident, near miss or drill.
#[derive(Clone, Debug)]
pub(super) struct Summary<'a> {
    pub(super) folder: &'a Folder,
    pub(super) title: &'a str,
    pub(super) kind: IncidentKind,
    /// The worst severity that it ever had.
    pub(super) severity: Option<&'a str>,
    /// When it was noticed, UTC; or else what its folder proves.
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) is_open: bool,
    /// The components that the record or an update names.
    pub(super) components: BTreeSet<usize>,
    /// The kinds of causes, in lower case.
    pub(super) causes: BTreeSet<String>,
    /// How far its post-mortem is.
    pub(super) postmortem: PostmortemStanding,
}

impl<'a> Summary<'a> {
    /// Summarises an incident at `now` (UTC), without its post-mortem for customers.
    pub(super) fn of(folder: &'a Folder, names: &ComponentNames<'_>, now: DateTime<Utc>) -> Self {
        let incident = folder.incident.as_ref();
        let by_record = incident.into_iter().flat_map(|incident| &incident.components);
        let by_updates = folder.released().flat_map(|update| &update.components).map(|(name, _)| name);
        let causes = folder.postmortem.iter().flat_map(|postmortem| &postmortem.causes);
        let causes = causes.map(|cause| cause.value.trim().to_lowercase());
        let postmortem = match &folder.postmortem {
            None => PostmortemStanding::Missing,
            Some(postmortem) if postmortem.placeholders.is_empty() => PostmortemStanding::InReview,
            Some(_) => PostmortemStanding::Draft,
        };
        Self {
            folder,
            title: title(folder),
            kind: incident.map_or(IncidentKind::Incident, |incident| incident.kind),
            severity: severities_of(folder, now).into_iter().map(|(_, severity)| severity).min_by_key(rank),
            at: Milestones::of(folder, now).noticed().or_else(|| folder.began()),
            is_open: is_open(folder, now),
            components: by_record.chain(by_updates).filter_map(|name| names.one(&name.value)).collect(),
            causes: causes.filter(|cause| !cause.is_empty()).collect(),
            postmortem,
        }
    }

    /// Adds which post-mortems for customers are published at `now` (UTC). One that covers several incidents counts for
    /// each of them.
    pub(super) fn add_postmortems(all: &mut [Self], content: &Content, now: DateTime<Utc>) {
        let mut published: BTreeSet<(&str, bool)> = BTreeSet::new();
        let records = content.public.records.iter();
        for record in records {
            let Some(postmortem) = &record.postmortem else { continue };
            if postmortem.published.as_ref().is_some_and(|at| at.value <= now) {
                let own = (record.kind == RecordKind::Incident).then_some((record.folder.as_str(), true));
                published.extend(own);
                published.extend(postmortem.incidents.iter().map(|slug| (slug.value.as_str(), false)));
            }
        }
        let slugs: BTreeMap<&str, String> =
            all.iter().map(|one| (one.folder.name.as_str(), one.folder.slug())).collect();
        for one in all {
            let name = one.folder.name.as_str();
            let slug = slugs.get(name).map_or("", String::as_str);
            if published.contains(&(name, true)) || published.contains(&(slug, false)) {
                one.postmortem = PostmortemStanding::Published;
            }
        }
    }
}

/// The order of severities, the worst first. One of the site's own may be grave, so it comes after `P2`.
pub(super) fn rank(severity: &&str) -> usize {
    let [p1, p2, p3, p4] = SeverityName::BUILT_IN;
    let order = [p1, p2, "", p3, p4];
    order.iter().position(|known| known == severity).unwrap_or(2)
}
