//! The time of the last public change. No output uses any other modification date.

use chrono::{DateTime, Utc};

use crate::release::model::{Event, Postmortem, Update};

/// The last time at which an update was published, added, edited or withdrawn, UTC.
pub(super) fn of_update(update: &Update) -> DateTime<Utc> {
    let marks = update.edited.iter().chain(&update.retracted).map(|mark| mark.at);
    marks.chain(update.added).fold(update.at, DateTime::max)
}

/// The last time at which a post-mortem was published or edited, UTC.
pub(super) fn of_postmortem(postmortem: &Postmortem) -> DateTime<Utc> {
    postmortem.edited.iter().map(|mark| mark.at).fold(postmortem.published, DateTime::max)
}

/// The last change to any update of an incident or maintenance, UTC; `None` if it has no updates.
pub(super) fn of_event(event: &Event) -> Option<DateTime<Utc>> {
    event.updates.iter().map(of_update).max()
}
