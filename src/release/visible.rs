//! Which updates of a record an audience may see. Everything else in this room works on the answer.

use super::Audience;
use crate::content::AudienceTag;
use crate::content::public::{Record, Update};

/// The updates that are released to an audience, oldest first. A draft is released to nobody.
pub(super) fn visible<'a>(record: &'a Record, audience: &Audience) -> Vec<&'a Update> {
    // Left out, the audience of an update is that of the record's first entry, and there the public.
    let everybody = [AudienceTag::Public];
    let first = record.updates.first().and_then(|first| first.audience.as_ref());
    let usual = first.map_or(everybody.as_slice(), |tags| tags.value.as_slice());
    record
        .updates
        .iter()
        .filter(|update| !update.draft)
        .filter(|update| audience.may_see(update.audience.as_ref().map_or(usual, |tags| &tags.value)))
        .collect()
}
