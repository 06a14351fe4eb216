//! What the API and the history feeds know of an incident or a maintenance as a whole: its times, its address, and
//! the words that clients know for how it stands.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::told::Told;
use crate::release::Site;
use crate::release::model::{Event, Incident, Maintenance, Postmortem, Update};
use crate::site::address::Addresses;
use crate::status::Status;

/// An incident or a maintenance.
#[derive(Clone, Copy)]
pub(in crate::site) enum Occurrence<'a> {
    /// An incident, and the post-mortem that has its address.
    Incident(&'a Incident, Option<&'a Postmortem>),
    Maintenance(&'a Maintenance),
}

impl<'a> Occurrence<'a> {
    /// All incidents of a site.
    pub(in crate::site) fn incidents(site: &'a Site) -> impl Iterator<Item = Self> {
        let first = |postmortem: &'a Postmortem| Some((*postmortem.incidents.first()?, postmortem));
        let postmortems: BTreeMap<usize, &Postmortem> = site.postmortems.iter().filter_map(first).collect();
        let all = site.incidents.iter().enumerate();
        all.map(move |(index, incident)| Self::Incident(incident, postmortems.get(&index).copied()))
    }

    pub(in crate::site) fn event(self) -> &'a Event {
        match self {
            Self::Incident(incident, _) => &incident.event,
            Self::Maintenance(maintenance) => &maintenance.event,
        }
    }

    /// When it was written down first, UTC.
    pub(in crate::site) fn created_at(self) -> DateTime<Utc> {
        let event = self.event();
        let kept = event.imported.as_ref().and_then(|kept| kept.created_at);
        kept.or_else(|| event.updates.first().map(created_at)).unwrap_or(event.started_at)
    }

    /// When anything about it was changed last, UTC.
    pub(in crate::site) fn updated_at(self) -> DateTime<Utc> {
        let event = self.event();
        let kept = event.imported.as_ref().and_then(|kept| kept.updated_at);
        let told = event.updates.iter().map(updated_at);
        let postmortem = self.postmortem().map(|postmortem| Told::postmortem(postmortem).updated_at());
        told.chain(postmortem).chain(kept).max().unwrap_or(event.started_at)
    }

    /// The moment that gives it its place among others, UTC: an incident's first word, a maintenance's planned
    /// beginning.
    pub(super) fn placed_at(self) -> DateTime<Utc> {
        match self {
            Self::Incident(..) => self.created_at(),
            Self::Maintenance(maintenance) => maintenance.scheduled_for,
        }
    }

    /// The complete address of its page.
    pub(in crate::site) fn url(self, site: &Site) -> String {
        let addresses = Addresses::below(&site.base_path);
        let address = match self {
            Self::Incident(incident, _) => addresses.incident(&incident.event.slug),
            Self::Maintenance(maintenance) => addresses.maintenance(&maintenance.event.slug),
        };
        let host = site.url.strip_suffix(site.base_path.as_str()).unwrap_or(&site.url);
        format!("{host}{address}")
    }

    /// Everything that was said of it, oldest first.
    pub(in crate::site) fn told(self) -> Vec<Told<'a>> {
        Told::all(&self.event().updates, &self.statuses(), self.postmortem())
    }

    /// When something was said of it last, UTC; none if nothing ever was.
    pub(in crate::site) fn last_told_at(self) -> Option<DateTime<Utc>> {
        let postmortem = self.postmortem().map(|postmortem| Told::postmortem(postmortem).displayed_at());
        self.event().newest().map(displayed_at).max(postmortem)
    }

    fn postmortem(self) -> Option<&'a Postmortem> {
        match self {
            Self::Incident(_, postmortem) => postmortem,
            Self::Maintenance(_) => None,
        }
    }

    /// The status after each update, oldest first. One that was merged is resolved, as far as clients know words.
    pub(in crate::site) fn statuses(self) -> Vec<Status> {
        let updates = &self.event().updates;
        let merged = matches!(self, Self::Incident(incident, _) if incident.merged.is_some());
        let mut statuses: Vec<Status> = updates
            .iter()
            .map(|update| update.imported.as_ref().and_then(|kept| kept.status).unwrap_or(update.status))
            .collect();
        if let Some(last) = statuses.last_mut().filter(|last| merged && !last.is_closing()) {
            *last = Status::Resolved;
        }
        statuses
    }
}

/// The word for a status. The API knows no `cancelled`: what will not take place is over, and its text says why.
pub(in crate::site) const fn word(status: Status) -> &'static str {
    match status {
        Status::Cancelled => Status::Completed.as_str(),
        other => other.as_str(),
    }
}

/// When an update was written, UTC.
pub(in crate::site) fn created_at(update: &Update) -> DateTime<Utc> {
    let kept = update.imported.as_ref().and_then(|kept| kept.created_at);
    kept.or(update.added).unwrap_or_else(|| displayed_at(update))
}

/// The time that an update bears, UTC.
pub(in crate::site) fn displayed_at(update: &Update) -> DateTime<Utc> {
    update.imported.as_ref().and_then(|kept| kept.display_at).unwrap_or(update.at)
}

/// When an update was changed last, UTC.
pub(in crate::site) fn updated_at(update: &Update) -> DateTime<Utc> {
    let kept = update.imported.as_ref().and_then(|kept| kept.updated_at);
    let marks = update.edited.iter().chain(&update.retracted).map(|mark| mark.at);
    let written = kept.unwrap_or_else(|| displayed_at(update));
    marks.chain(update.added).fold(written, DateTime::max)
}

/// The newest of a list by a time, newest first; of two alike, by address, so that the order is always the same.
pub(in crate::site) fn newest<'a>(
    list: impl Iterator<Item = Occurrence<'a>>,
    time: impl Fn(Occurrence<'a>) -> DateTime<Utc>,
    most: usize,
) -> Vec<Occurrence<'a>> {
    let mut dated: Vec<_> = list.map(|one| (Reverse(time(one)), one.event().slug.as_str(), one)).collect();
    dated.sort_unstable_by_key(|(at, slug, _)| (*at, *slug));
    dated.truncate(most);
    dated.into_iter().map(|(_, _, one)| one).collect()
}
