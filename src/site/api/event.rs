//! An incident or maintenance as the API and the history feeds see it: its times, its URL, its updates and their
//! statuses.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::update::{self, ApiUpdate, CoveringPostmortem, displayed_at};
use crate::release::Site;
use crate::release::model::{Event, Incident, Maintenance, Postmortem};
use crate::site::rendering::Addresses;
use crate::status::Status;

/// An incident or maintenance.
#[derive(Clone, Copy)]
pub(in crate::site) enum ApiEvent<'a> {
    /// An incident, and the post-mortem that covers it.
    Incident(&'a Incident, Option<CoveringPostmortem<'a>>),
    Maintenance(&'a Maintenance),
}

impl<'a> ApiEvent<'a> {
    /// Returns all incidents of a site.
    pub(in crate::site) fn incidents(site: &'a Site) -> impl Iterator<Item = Self> {
        let postmortems = covering(site);
        let all = site.incidents.iter().enumerate();
        all.map(move |(index, incident)| Self::Incident(incident, postmortems.get(&index).copied()))
    }

    pub(in crate::site) fn event(self) -> &'a Event {
        match self {
            Self::Incident(incident, _) => &incident.event,
            Self::Maintenance(maintenance) => &maintenance.event,
        }
    }

    /// The time of its creation, UTC.
    pub(in crate::site) fn created_at(self) -> DateTime<Utc> {
        let event = self.event();
        let imported = event.imported.as_ref().and_then(|imported| imported.created_at);
        imported.or_else(|| event.updates.first().map(update::created_at)).unwrap_or(event.started_at)
    }

    /// The last change of any part of it, UTC.
    pub(in crate::site) fn updated_at(self) -> DateTime<Utc> {
        let event = self.event();
        let imported = event.imported.as_ref().and_then(|imported| imported.updated_at);
        let updates = event.updates.iter().map(update::updated_at);
        let postmortem = self.postmortem().map(|postmortem| ApiUpdate::postmortem(postmortem).updated_at());
        updates.chain(postmortem).chain(imported).max().unwrap_or(event.started_at)
    }

    /// The time by which lists are ordered, UTC: the creation of an incident, the planned start of a maintenance.
    pub(super) fn placed_at(self) -> DateTime<Utc> {
        match self {
            Self::Incident(..) => self.created_at(),
            Self::Maintenance(maintenance) => maintenance.scheduled_for,
        }
    }

    /// The URL of its page.
    pub(in crate::site) fn url(self, site: &Site) -> String {
        let addresses = Addresses::below(&site.base_path);
        let address = match self {
            Self::Incident(incident, _) => addresses.incident(&incident.event.slug),
            Self::Maintenance(maintenance) => addresses.maintenance(&maintenance.event.slug),
        };
        let host = site.url.strip_suffix(site.base_path.as_str()).unwrap_or(&site.url);
        format!("{host}{address}")
    }

    /// Its updates and its post-mortem, oldest first.
    pub(in crate::site) fn updates(self) -> Vec<ApiUpdate<'a>> {
        ApiUpdate::all(&self.event().updates, &self.statuses(), self.postmortem())
    }

    /// The displayed time of the newest update or of the post-mortem, UTC; `None` if there is neither.
    pub(in crate::site) fn last_update_at(self) -> Option<DateTime<Utc>> {
        let postmortem = self.postmortem().map(|postmortem| ApiUpdate::postmortem(postmortem).displayed_at());
        self.event().newest().map(displayed_at).max(postmortem)
    }

    fn postmortem(self) -> Option<CoveringPostmortem<'a>> {
        match self {
            Self::Incident(_, postmortem) => postmortem,
            Self::Maintenance(_) => None,
        }
    }

    /// The status after each update, oldest first. A merged incident counts as resolved, since the API has no status
    /// for it.
    pub(in crate::site) fn statuses(self) -> Vec<Status> {
        let updates = &self.event().updates;
        let merged = matches!(self, Self::Incident(incident, _) if incident.merged.is_some());
        let mut statuses: Vec<Status> = updates
            .iter()
            .map(|update| {
                update.imported.as_ref().and_then(|imported| imported.status).unwrap_or(update.status)
            })
            .collect();
        if let Some(last) = statuses.last_mut().filter(|last| merged && !last.is_closing()) {
            *last = Status::Resolved;
        }
        statuses
    }
}

/// Returns the post-mortem of each incident that has one, by the index of the incident: its own, or else the newest that covers
/// it. The API has one for each incident.
fn covering(site: &Site) -> BTreeMap<usize, CoveringPostmortem<'_>> {
    let mut found = BTreeMap::new();
    for postmortem in site.postmortems.iter().rev() {
        let others = postmortem.incidents.iter().skip(1).zip(&postmortem.other_ids);
        found.extend(others.map(|(index, id)| (*index, CoveringPostmortem { postmortem, id: id.as_str() })));
    }
    let own = site.postmortems.iter().rev().filter_map(|postmortem: &Postmortem| {
        Some((*postmortem.incidents.first()?, CoveringPostmortem { postmortem, id: postmortem.id.as_str() }))
    });
    found.extend(own);
    found
}

/// Returns the `most` newest items by `time`, newest first. Items with equal times are ordered by slug, so that the
/// order is deterministic.
pub(in crate::site) fn newest<'a>(
    list: impl Iterator<Item = ApiEvent<'a>>,
    time: impl Fn(ApiEvent<'a>) -> DateTime<Utc>,
    most: usize,
) -> Vec<ApiEvent<'a>> {
    let mut dated: Vec<_> = list.map(|one| (Reverse(time(one)), one.event().slug.as_str(), one)).collect();
    dated.sort_unstable_by_key(|(at, slug, _)| (*at, *slug));
    dated.truncate(most);
    dated.into_iter().map(|(_, _, one)| one).collect()
}
