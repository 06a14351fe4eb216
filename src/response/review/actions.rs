//! The actions of post-mortems: whether they are done in time, and verified.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{ReviewWindow, Sample, Share};
use crate::content::internal::{Action, ActionStatus};
use crate::response::ActionItem;
use crate::span::Spanned;
use crate::status::day::date_of;

/// Within how many days an action is to be done.
const DAYS: Days = Days::new(30);

/// The figures of actions.
pub(super) struct ActionFigures {
    /// Those that were done within 30 days, of those that became 30 days old in the windows.
    pub(super) done: Share,
    /// The same actions: those that somebody has verified, of those that are done.
    pub(super) verified: Share,
    /// From done to verified, of those that were verified in the windows.
    pub(super) verify: Sample,
}

/// Computes the figures of actions at `now` (UTC). Days are those of `zone`.
pub(super) fn figures(
    windows: &[ReviewWindow],
    items: &[ActionItem<'_>],
    zone: Tz,
    now: DateTime<Utc>,
) -> ActionFigures {
    let today = date_of(now, zone);
    let is_within = |day: NaiveDate| day <= today && windows.iter().any(|window| window.contains_day(day));
    let (mut done, mut verified, mut times) = (Share::default(), Share::default(), Vec::new());
    for item in items {
        let action = item.action;
        let done_on = day(action.done_at.as_ref()).filter(|_| action.status_or_open() == ActionStatus::Done);
        match day(action.created.as_ref()).and_then(|created| created.checked_add_days(DAYS)) {
            None => done.left_out += 1,
            Some(old) if is_within(old) => {
                done.add(done_on.is_some_and(|on| on <= old), || name(item));
                if action.status_or_open() == ActionStatus::Done {
                    verified.add(is_verified(action, today), || name(item));
                }
            }
            Some(_) => {}
        }
        let verified_on = day(action.verified_at.as_ref()).filter(|_| action.is_verified());
        if verified_on.is_some_and(is_within) {
            times.push((name(item), verified_on.zip(done_on).map(|(verified, done)| verified - done)));
        }
    }
    ActionFigures { done, verified, verify: Sample::of(times) }
}

fn is_verified(action: &Action, today: NaiveDate) -> bool {
    action.is_verified() && day(action.verified_at.as_ref()).is_none_or(|on| on <= today)
}

fn day(day: Option<&Spanned<NaiveDate>>) -> Option<NaiveDate> {
    day.map(|day| day.value)
}

fn name(item: &ActionItem<'_>) -> String {
    let id = item.action.id.as_ref().map_or("an action without id", |id| &id.value);
    format!("{}/{id}", item.folder.slug())
}
