//! When customers are due the next update, and why.

use chrono::{DateTime, Utc};

use super::course::is_open;
use super::milestones::Milestones;
use super::policy::{policy_at, severities_of};
use super::reader_view::reader_views;
use crate::content::internal::IncidentKind;
use crate::content::public::{RecordKind, Update};
use crate::content::{AudienceTag, Content, Folder};

/// The next update of an open record to some readers.
#[derive(Clone, Debug)]
pub struct NextUpdate<'f> {
    /// Who waits for it, all groups of readers that have seen the same newest update.
    pub readers: Vec<AudienceTag>,
    /// The newest update that they have seen; `None` if they have had none.
    pub newest: Option<&'f Update>,
    /// When it is due, UTC; `None` if nothing was promised and no policy applies.
    pub due: Option<DateTime<Utc>>,
    /// Why.
    pub reason: UpdateReason,
}

/// Why an update is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateReason {
    /// The newest update promised it.
    Promised,
    /// The policy of the severity requires one so often.
    Policy,
    /// The severity rose after the newest update, and its policy requires one sooner than promised.
    SeverityRaised,
    /// Customers have had no update, and the policy of the severity requires a first one.
    First,
}

/// Returns the next updates of a record that is open at `now` (UTC). None if it is closed, or stays internal.
#[must_use]
pub fn next_updates<'f>(folder: &'f Folder, content: &Content, now: DateTime<Utc>) -> Vec<NextUpdate<'f>> {
    let is_internal =
        folder.incident.as_ref().is_some_and(|incident| incident.kind != IncidentKind::Incident);
    if is_internal || !is_open(folder, now) {
        return Vec::new();
    }
    let views = reader_views(folder, content);
    if views.is_empty() {
        return first(folder, content, now).into_iter().collect();
    }
    let mut all: Vec<NextUpdate<'f>> = Vec::new();
    for view in views {
        let deciding = view.updates.iter().rev().find(|update| update.closes() || update.opens());
        let is_closed = deciding.is_some_and(|update| update.closes());
        let newest = view.updates.iter().rev().find(|update| update.retracted.is_none());
        let Some(newest) = newest.or(view.updates.last()).copied().filter(|_| !is_closed) else { continue };
        match all.iter_mut().find(|next| next.newest.is_some_and(|update| update.span == newest.span)) {
            Some(known) => known.readers.push(view.readers),
            None => all.push(next(newest, view.readers, folder, content, now)),
        }
    }
    all
}

fn first<'f>(folder: &'f Folder, content: &Content, now: DateTime<Utc>) -> Option<NextUpdate<'f>> {
    let within = policy_at(folder, content.public.site.as_ref()?, now)?.first_update?;
    let due = Milestones::of(folder, now).noticed()?.checked_add_signed(within);
    let readers = vec![AudienceTag::Public];
    Some(NextUpdate { readers, newest: None, due, reason: UpdateReason::First })
}

fn next<'f>(
    newest: &'f Update,
    readers: AudienceTag,
    folder: &'f Folder,
    content: &Content,
    now: DateTime<Utc>,
) -> NextUpdate<'f> {
    let promised = newest.next_update_due().filter(|_| newest.retracted.is_none());
    let site = content.public.site.as_ref().filter(|_| folder.kind == RecordKind::Incident);
    let every = site.and_then(|site| policy_at(folder, site, now)?.update_every);
    let by_policy = every.and_then(|every| newest.at.checked_add_signed(every));
    let has_risen = severities_of(folder, now).last().is_some_and(|(from, _)| *from > newest.at);
    let (due, reason) = match (promised, by_policy) {
        (Some(promised), Some(policy)) if has_risen && policy < promised => {
            (Some(policy), UpdateReason::SeverityRaised)
        }
        (Some(promised), _) => (Some(promised), UpdateReason::Promised),
        (None, policy) => (policy, UpdateReason::Policy),
    };
    NextUpdate { readers: vec![readers], newest: Some(newest), due, reason }
}
