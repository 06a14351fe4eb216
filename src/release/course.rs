//! Converts updates to the input of the status calculation.

use crate::content::public::Update;
use crate::status::{StatusUpdate, Window};

/// Returns an update as input of the status calculation, without components.
pub(super) fn course_of(update: &Update) -> StatusUpdate {
    StatusUpdate {
        status: update.status.as_ref().map(|status| status.value),
        impact: update.impact,
        next_update: update.next_update_due(),
        window: update.window.as_ref().map(|window| Window { from: window.from, to: window.to }),
        reopened: update.reopened,
        merged: update.merged_into.is_some(),
        retracted: update.retracted.as_ref().map(|retraction| retraction.at),
        ..StatusUpdate::new(update.at)
    }
}
