//! Which updates of a record an audience may see. Everything else in this room works on the answer.

use super::Audience;
use crate::content::public::{Record, Update};

/// The updates that are released to an audience, oldest first. A draft is released to nobody.
pub(super) fn visible<'a>(record: &'a Record, audience: &Audience) -> Vec<&'a Update> {
    let usual = record.usual_audience();
    record
        .updates
        .iter()
        .filter(|update| !update.draft)
        .filter(|update| {
            audience.may_see(update.audience.as_ref().map_or(usual, |tags| tags.value.as_slice()))
        })
        .collect()
}
