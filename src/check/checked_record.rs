//! What was found of one folder, and what of it must differ from all others; and how long that holds.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::published_address::{PublishedAddress, record_addresses};
use super::record_context::{RecordContext, closes, is_open};
use super::record_names::RecordNames;
use super::{
    addresses, approvals, audiences, closing, components, milestones, opening, overrun, people, promises,
    record_kind, references, severities, texts, times,
};
use crate::content::Folder;
use crate::content::internal::IncidentKind;
use crate::content::public::RecordKind;
use crate::diagnostics::Finding;

/// One incident or maintenance, checked.
#[derive(Debug)]
pub(super) struct CheckedRecord {
    pub(super) folder: Arc<Folder>,
    pub(super) findings: Vec<Finding>,
    pub(super) names: RecordNames,
    /// The names of suppliers, which stand on pages.
    pub(super) suppliers: Vec<String>,
    /// What of it stands in addresses.
    pub(super) addresses: Vec<PublishedAddress>,
    /// Whether it has a published post-mortem.
    pub(super) publishes: bool,
    /// From when on nothing of it can change but by a change of files; none if it has to be checked each time.
    valid_since: Option<DateTime<Utc>>,
}

impl CheckedRecord {
    pub(super) fn new<'a>(folder: &'a Arc<Folder>, directory: &Directory<'a>, now: DateTime<Utc>) -> Self {
        let context = RecordContext::new(folder, directory);
        Self {
            findings: judge(&context, directory, now),
            names: RecordNames::of(&context),
            suppliers: context
                .updates
                .iter()
                .filter_map(|update| update.upstream.as_ref())
                .map(|upstream| upstream.name.clone())
                .collect(),
            addresses: record_addresses(folder),
            publishes: context.postmortem.is_some_and(|postmortem| postmortem.published.is_some()),
            valid_since: (is_settled(&context, now) && !points_at_others(&context)).then_some(now),
            folder: Arc::clone(folder),
        }
    }

    /// Whether it would be checked the same at a moment, as long as no file changes.
    pub(super) fn is_valid_at(&self, now: DateTime<Utc>) -> bool {
        self.valid_since.is_some_and(|since| now >= since)
    }
}

/// Whether it is over and told to the end, so that no later moment finds anything else: no promise and no window can
/// run out, and no time in it lies ahead. The rules that know the clock are [`times`], [`promises`] and [`overrun`].
fn is_settled(context: &RecordContext<'_>, now: DateTime<Utc>) -> bool {
    let over = |view: &Vec<_>| match context.kind {
        RecordKind::Incident => !is_open(view),
        RecordKind::Maintenance => !is_open(view) && view.last().is_some_and(|update| closes(update)),
    };
    // Of what is no incident, or has only drafts, the clock asks for a first word to customers.
    let told = !context.released.is_empty()
        || context.is_over()
        || context.incident.is_none_or(|incident| incident.kind != IncidentKind::Incident);
    let past = context.released.iter().all(|update| {
        let edited = update.edited.iter().map(|edit| edit.at);
        let others = update.retracted.iter().map(|retraction| retraction.at).chain(update.added);
        std::iter::once(update.at).chain(edited).chain(others).all(|at| at <= now)
    });
    told && past && context.views.iter().all(over)
}

/// Whether a rule looks at other records for it.
fn points_at_others(context: &RecordContext<'_>) -> bool {
    context.updates.iter().any(|update| update.merged_into.is_some() || update.follows.is_some())
        || context.postmortem.is_some_and(|postmortem| !postmortem.incidents.is_empty())
        || context.incident.is_some_and(|incident| incident.repeat_of.is_some())
}

/// Judges one incident or maintenance.
fn judge(context: &RecordContext<'_>, directory: &Directory<'_>, now: DateTime<Utc>) -> Vec<Finding> {
    let mut found = Vec::new();
    components::check_record(context, directory, &mut found);
    people::check_record(context, directory, &mut found);
    audiences::check_record(context, directory, &mut found);
    severities::check_record(context, directory, &mut found);
    references::check(context, directory, &mut found);
    addresses::check_record(context, &mut found);
    record_kind::check(context, &mut found);
    times::check(context, now, &mut found);
    milestones::check(context, &mut found);
    texts::check_record(context, &mut found);
    approvals::check(context, directory, &mut found);
    if context.whole {
        opening::check(context, &mut found);
        closing::check(context, directory, &mut found);
        promises::check(context, directory, now, &mut found);
        overrun::check(context, directory, now, &mut found);
    }
    found
}
