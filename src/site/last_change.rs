//! When customers last learned something, from public data alone. No output knows any other date of change.

use chrono::{DateTime, Utc};

use crate::release::model::{Event, Update};

/// When an update was last touched, UTC: said, added, edited or withdrawn.
pub(super) fn of_update(update: &Update) -> DateTime<Utc> {
    let marks = update.edited.iter().chain(&update.retracted).map(|mark| mark.at);
    marks.chain(update.added).fold(update.at, DateTime::max)
}

/// When a record was last touched, UTC; none if nothing was said of it.
pub(super) fn of_event(event: &Event) -> Option<DateTime<Utc>> {
    event.updates.iter().map(of_update).max()
}
