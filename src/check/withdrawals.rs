//! Checks retractions and corrections: what a retracted entry reported still counts, and a corrected end is still an
//! end. Both surprise authors who expect the text and its effect to disappear together.

use super::directory::Directory;
use super::record_context::{RecordContext, distinct, is_open, is_open_at, status_updates};
use crate::content::public::{RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::status::{StatusUpdate, incident, maintenance};
use chrono::{DateTime, Utc};

/// Reports retracted entries that keep a record open, and withdrawn ends that leave it closed.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    if !context.released.iter().any(|update| update.retracted.is_some() || update.corrects.is_some()) {
        return;
    }
    let counting = context.views.iter().filter_map(|view| still_counting(context.kind, view, directory, now));
    for update in distinct(counting) {
        let (what, end) = match context.kind {
            RecordKind::Incident => ("incident", "resolved"),
            RecordKind::Maintenance => ("maintenance", "completed"),
        };
        let message = format!(
            "this entry is retracted, but the problem that it reported still counts in the open {what}"
        );
        found.push(Finding::at(&rules::RETRACTED_STILL_COUNTS, update.span, message).hint(format!(
            "post an entry that reports the current states, or `status = \"{end}\"` if it is over"
        )));
    }
    let closed = context.views.iter().flat_map(|view| withdrawn_ends(view));
    for update in distinct(closed) {
        let message = if update.retracted.is_some() {
            "this entry is retracted, but an earlier one closes the record too"
        } else {
            "this entry corrects the one that closes the record, and leaves it closed"
        };
        let span = update
            .corrects
            .as_ref()
            .filter(|_| update.retracted.is_none())
            .map_or(update.span, |stem| stem.span);
        found.push(Finding::at(&rules::WITHDRAWN_END, span, message).hint(
            "if it is not over, post an entry with `reopened = true`; if it is, repeat the closing status",
        ));
    }
}

/// Returns the newest retracted update without which the open record would look better.
fn still_counting<'a>(
    kind: RecordKind,
    view: &[&'a Update],
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> Option<&'a Update> {
    let newest = view.iter().rev().find(|update| update.retracted.is_some())?;
    if !is_open_at(kind, view, directory, now) {
        return None;
    }
    let all = status_updates(view, directory);
    let kept: Vec<StatusUpdate> = all.iter().filter(|update| update.retracted.is_none()).cloned().collect();
    let counts = match kind {
        RecordKind::Incident => {
            let (with, without) = (incident::replay(&all)?, incident::replay(&kept));
            without.is_none_or(|without| {
                let better =
                    |(component, state)| without.states.get(component).is_none_or(|kept| kept < state);
                without.is_closed()
                    || with.status < without.status
                    || with
                        .states
                        .iter()
                        .filter(|(_, state)| **state > crate::status::State::Operational)
                        .any(better)
            })
        }
        RecordKind::Maintenance => {
            let (with, without) = (maintenance::replay(&all, now)?, maintenance::replay(&kept, now));
            with.is_running() && without.is_none_or(|without| !without.is_running())
        }
    };
    counts.then_some(*newest)
}

/// Returns the updates that retract or correct an end without opening the record again.
fn withdrawn_ends<'a>(view: &[&'a Update]) -> Vec<&'a Update> {
    let is_end = |stem: &str| view.iter().any(|update| update.stem == stem && update.closes());
    let mut found = Vec::new();
    for (index, update) in view.iter().enumerate() {
        if is_open(&view[..=index]) {
            continue;
        }
        let retracted = update.retracted.is_some() && update.is_written_as_end();
        let corrects = update.corrects.as_ref().is_some_and(|corrected| is_end(&corrected.value));
        let silent = update.retracted.is_none() && update.status.is_none() && update.merged_into.is_none();
        let confirmed = view[index + 1..]
            .iter()
            .any(|later| later.retracted.is_none() && (later.status.is_some() || later.reopened));
        if !confirmed && (retracted || (corrects && silent)) {
            found.push(*update);
        }
    }
    found
}
