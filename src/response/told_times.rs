//! When an incident was, as customers were told: the same times that its page shows to all audiences together.

use chrono::{DateTime, TimeDelta, Utc};

use crate::content::public::Update;
use crate::content::{ComponentNames, Content};
use crate::span::Spanned;
use crate::status::{Interval, StatusUpdate, incident};

/// The times of an incident. Corrected times (`[[interval]]`) replace those of the updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldTimes {
    /// When it began, UTC.
    pub began: DateTime<Utc>,
    /// When it ended, UTC; `None` while it is open.
    pub ended: Option<DateTime<Utc>>,
    /// How long it lasted, without the time between closing and reopening. `None` while it is open, and if the updates do not
    /// say: one that reports an incident afterwards has only the time at which it was written.
    pub lasted: Option<TimeDelta>,
}

impl ToldTimes {
    /// Returns the times that released updates give, oldest first. `None` if there are no updates.
    #[must_use]
    pub fn of<'a>(updates: impl Iterator<Item = &'a Update>, content: &Content) -> Option<Self> {
        let names = ComponentNames::new(&content.public.components);
        let updates: Vec<StatusUpdate> = updates.map(|update| status_update(update, &names)).collect();
        let course = incident::replay(&updates)?;
        let corrected = course.impact_span().filter(|_| course.is_closed() && !course.corrected.is_empty());
        let really_ended = corrected.and_then(|span| span.to);
        let lasted = match (really_ended, course.closed_at) {
            (Some(ended), _) => Some(ended - course.started_at),
            (None, Some(closed)) => Some(course.duration(closed)),
            (None, None) => None,
        };
        Some(Self {
            began: course.started_at,
            ended: really_ended.or(course.closed_at),
            lasted: lasted.filter(|lasted| *lasted > TimeDelta::zero()),
        })
    }
}

fn status_update(update: &Update, names: &ComponentNames<'_>) -> StatusUpdate {
    let find = |name: &Spanned<String>| names.one(&name.value);
    let intervals = update.intervals.iter().map(|interval| Interval {
        components: interval.components.iter().filter_map(find).collect(),
        state: interval.state,
        from: interval.from,
        to: interval.to,
    });
    StatusUpdate {
        status: update.status.as_ref().map(|status| status.value),
        components: update
            .components
            .iter()
            .filter_map(|(name, state)| Some((find(name)?, state.value)))
            .collect(),
        intervals: intervals.collect(),
        reopened: update.reopened,
        merged: update.merged_into.is_some(),
        retracted: update.retracted.as_ref().map(|retraction| retraction.at),
        ..StatusUpdate::new(update.at)
    }
}
