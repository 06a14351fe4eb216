//! Compares the promises in a post-mortem for customers with the actions that fulfil them.
//!
//! The page shows only what `[[commitment]]` says. That both agree is checked here and nowhere else, so that no internal
//! file changes the page.

use chrono::{DateTime, TimeDelta, Utc};

use super::record_context::RecordContext;
use crate::content::internal::{Action, ActionStatus, is_same_promise};
use crate::content::public::{Commitment, Done};
use crate::diagnostics::{Finding, did_you_mean, rules};

/// How far clocks are ahead of UTC at most.
const FARTHEST_EAST: TimeDelta = TimeDelta::hours(14);

/// Checks the promises of an incident, and compares them with the actions if it has both post-mortems.
pub(super) fn check(context: &RecordContext<'_>, now: DateTime<Utc>, found: &mut Vec<Finding>) {
    let commitments = context.postmortem.iter().flat_map(|public| &public.commitments);
    found.extend(commitments.filter_map(|commitment| kept_ahead(commitment, now)));
    let (Some(internal), Some(public)) = (context.internal_postmortem, context.postmortem) else { return };
    for commitment in &public.commitments {
        found.extend(judged(commitment, &internal.actions));
    }
    let promises = || public.commitments.iter().filter_map(|commitment| commitment.text.as_deref());
    for written in internal.actions.iter().filter_map(|action| action.commitment.as_ref()) {
        if promises().any(|promise| is_same_promise(promise, &written.value)) {
            continue;
        }
        let hint = match did_you_mean(&written.value, promises()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "repeat the `text` of a `[[commitment]]` in `comms/postmortem.md`, or add one there"
                .to_owned(),
        };
        let message = "`comms/postmortem.md` makes no such promise";
        found.push(Finding::at(&rules::UNKNOWN_COMMITMENT, written.span, message).hint(hint));
    }
}

/// Returns the finding for a promise that is shown as kept on a day that has not begun anywhere.
fn kept_ahead(commitment: &Commitment, now: DateTime<Utc>) -> Option<Finding> {
    let Some(Done::On(day)) = commitment.done else { return None };
    (day > (now + FARTHEST_EAST).date_naive()).then(|| {
        let message = format!("this promise is shown as kept, but {day} is in the future");
        Finding::at(&rules::COMMITMENT_STATE, commitment.span, message).hint("remove `done` until then")
    })
}

/// Returns the finding for a promise that nobody keeps, or whose state is not that of its actions.
fn judged(commitment: &Commitment, actions: &[Action]) -> Option<Finding> {
    let text = commitment.text.as_deref()?;
    let fulfils = |action: &&Action| {
        let names_it =
            action.commitment.as_ref().is_some_and(|written| is_same_promise(&written.value, text));
        names_it && action.status_or_open() != ActionStatus::Dropped
    };
    let actions: Vec<&Action> = actions.iter().filter(fulfils).collect();
    let is_kept = commitment.done.is_some();
    let are_verified = actions.iter().all(|action| action.is_verified());
    match (actions.is_empty(), is_kept, are_verified) {
        (true, false, _) => Some(
            Finding::at(&rules::COMMITMENT_WITHOUT_ACTION, commitment.span, "no action fulfils this promise").hint(
                "repeat its text in the `commitment` of an action in `postmortem.md`, or take the promise back",
            ),
        ),
        (false, true, false) => Some(
            Finding::at(
                &rules::COMMITMENT_STATE,
                commitment.span,
                "this promise is shown as kept, but its action is not verified",
            )
            .hint("remove `done` until `allclear actions verify` has been run for the action"),
        ),
        (false, false, true) => Some(
            Finding::at(
                &rules::COMMITMENT_STATE,
                commitment.span,
                "this promise is shown as open, but its action is verified",
            )
            .hint("add `done` with the day, or run `allclear actions verify` with `--tell-customers`"),
        ),
        _ => None,
    }
}
