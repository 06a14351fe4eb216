//! The result of checking one record, and how long it stays valid.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::published_address::{PublishedAddress, record_addresses};
use super::record_context::{RecordContext, is_open};
use super::record_names::RecordNames;
use super::{
    actions, addresses, analysis, audiences, breach_contact, causes, closing, commitments, components,
    copied_run, customer_views, identified, merges, milestones, named_status, opening, overrun, people,
    promises, record_kind, references, roles, severities, steps, texts, times, tone, withdrawals, wording,
};
use crate::content::Folder;
use crate::content::internal::{Action, IncidentKind};
use crate::content::public::{Done, RecordKind};
use crate::diagnostics::Finding;
use crate::source::Snapshot;

/// A checked incident or maintenance: its findings, and the data that is compared with all other records.
#[derive(Debug)]
pub(super) struct CheckedRecord {
    pub(super) folder: Arc<Folder>,
    pub(super) findings: Vec<Finding>,
    pub(super) names: RecordNames,
    /// The names of suppliers, which are published.
    pub(super) suppliers: Vec<String>,
    /// The parts of the record that are part of addresses.
    pub(super) addresses: Vec<PublishedAddress>,
    /// Whether the record has a published post-mortem.
    pub(super) publishes: bool,
    /// From this time on (UTC), only a change of files can change the findings; `None` if time can change them too.
    valid_since: Option<DateTime<Utc>>,
}

impl CheckedRecord {
    pub(super) fn new<'a>(
        folder: &'a Arc<Folder>,
        directory: &Directory<'a>,
        snapshot: &Snapshot,
        now: DateTime<Utc>,
    ) -> Self {
        let context = RecordContext::new(folder, directory);
        Self {
            findings: apply_rules(&context, directory, snapshot, now),
            names: RecordNames::of(&context),
            suppliers: context
                .updates
                .iter()
                .filter_map(|update| update.upstream.as_ref())
                .map(|upstream| upstream.name.clone())
                .collect(),
            addresses: record_addresses(folder),
            publishes: context.postmortem.is_some_and(|postmortem| postmortem.published.is_some()),
            valid_since: (is_settled(&context, now) && !refers_to_others(&context)).then_some(now),
            folder: Arc::clone(folder),
        }
    }

    /// Whether a check at `now` (UTC) would give the same findings, as long as no file changes.
    pub(super) fn is_valid_at(&self, now: DateTime<Utc>) -> bool {
        self.valid_since.is_some_and(|since| now >= since)
    }
}

/// Whether the passing of time can no longer change the findings: the record is closed, no promise or window can
/// expire, and no date is in the future. The rules that depend on the time are [`times`], [`promises`], [`overrun`],
/// [`withdrawals`], [`customer_views`], [`breach_contact`], [`actions`], [`commitments`], [`roles`], [`identified`] and those about
/// [open records](components::check_open).
fn is_settled(context: &RecordContext<'_>, now: DateTime<Utc>) -> bool {
    let over = |view: &Vec<_>| match context.kind {
        RecordKind::Incident => !is_open(view),
        RecordKind::Maintenance => !is_open(view) && view.last().is_some_and(|update| update.closes()),
    };
    // An incident without a released entry is waiting for its first update.
    let has_update = !context.released.is_empty()
        || context.is_over()
        || context.incident.is_none_or(|incident| incident.kind != IncidentKind::Incident);
    let past = context.released.iter().all(|update| {
        let edited = update.edited.iter().map(|edit| edit.at);
        let others = update.retracted.iter().map(|retraction| retraction.at).chain(update.added);
        std::iter::once(update.at).chain(edited).chain(others).all(|at| at <= now)
    });
    let edits = context.postmortem.iter().flat_map(|postmortem| &postmortem.edited);
    let past = past && edits.map(|edit| edit.at).all(|at| at <= now);
    // An open action falls due, and its owner may leave.
    let postmortem = context.internal_postmortem;
    let acted = postmortem.is_none_or(|postmortem| postmortem.actions.iter().all(Action::is_closed));
    // A promise that is shown as kept on a day to come is reported until then.
    let commitments = context.postmortem.iter().flat_map(|postmortem| &postmortem.commitments);
    let mut days = commitments.filter_map(|commitment| commitment.done);
    let kept = days.all(|done| !matches!(done, Done::On(day) if day > now.date_naive()));
    has_update && past && acted && kept && context.views.iter().all(over)
}

/// Whether a rule compares the record with other records.
fn refers_to_others(context: &RecordContext<'_>) -> bool {
    context.updates.iter().any(|update| update.merged_into.is_some() || update.follows.is_some())
        || context.postmortem.is_some_and(|postmortem| !postmortem.incidents.is_empty())
        || context
            .incident
            .is_some_and(|incident| incident.repeat_of.is_some() || !incident.not_repeat_of.is_empty())
}

/// Applies the rules for single records.
fn apply_rules(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    components::check_record(context, directory, &mut found);
    people::check_record(context, directory, &mut found);
    audiences::check_record(context, directory, &mut found);
    severities::check_record(context, directory, &mut found);
    steps::check_record(context, directory, &mut found);
    breach_contact::check(context, directory, now, &mut found);
    references::check(context, directory, &mut found);
    addresses::check_record(context, &mut found);
    record_kind::check(context, &mut found);
    named_status::check(context, &mut found);
    times::check(context, directory, now, &mut found);
    milestones::check(context, &mut found);
    texts::check_record(context, &mut found);
    actions::check(context, directory, now, &mut found);
    commitments::check(context, now, &mut found);
    causes::check(context, directory, &mut found);
    analysis::check(context, snapshot, &mut found);
    tone::check(context, directory, snapshot, &mut found);
    copied_run::check(context, snapshot, &mut found);
    wording::check_record(context, snapshot, &mut found);
    if context.whole {
        customer_views::check_record(context, directory, now, &mut found);
        opening::check(context, directory, now, &mut found);
        closing::check(context, directory, &mut found);
        promises::check(context, directory, now, &mut found);
        overrun::check(context, directory, now, &mut found);
        components::check_open(context, directory, now, &mut found);
        merges::check(context, directory, &mut found);
        roles::check(context, directory, now, &mut found);
        identified::check(context, directory, now, &mut found);
        withdrawals::check(context, directory, now, &mut found);
    }
    found
}
