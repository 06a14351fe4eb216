//! Whether a record is closed, and how.

use chrono::{DateTime, Utc};

use crate::content::public::{Record, RecordKind, Update};
use crate::status::{StatusUpdate, Window, maintenance};

/// How a record was closed.
pub(super) enum End<'s> {
    /// By this update.
    Written(&'s Update),
    /// By the clock, at the end of its window.
    ByClock,
}

impl<'s> End<'s> {
    /// Returns how a record was closed; `None` if it is open at `now` (UTC).
    pub(super) fn of(record: &'s Record, now: DateTime<Utc>) -> Option<Self> {
        let released = record.updates.iter().filter(|update| !update.draft);
        let newest = released.clone().rev().find(|update| update.closes() || update.opens());
        if let Some(closing) = newest.filter(|update| update.closes()) {
            return Some(Self::Written(closing));
        }
        if record.kind == RecordKind::Incident {
            return None;
        }
        let course: Vec<StatusUpdate> = released
            .map(|update| StatusUpdate {
                status: update.status.as_ref().map(|status| status.value),
                window: update.window.as_ref().map(|window| Window { from: window.from, to: window.to }),
                reopened: update.reopened,
                retracted: update.retracted.as_ref().map(|retraction| retraction.at),
                ..StatusUpdate::new(update.at)
            })
            .collect();
        maintenance::replay(&course, now).filter(|course| course.closed).map(|_| Self::ByClock)
    }
}
