//! Selects the updates of a record that an audience may see. The rest of this module works on the result.

use super::Audience;
use crate::content::public::{Record, Update};

/// Returns the updates that are released to an audience, oldest first. Drafts are released to nobody.
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
