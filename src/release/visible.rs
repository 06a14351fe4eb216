//! Selects the updates of a record that an audience may see. The rest of this module works on the result.

use super::Audience;
use crate::content::AudienceTag;
use crate::content::public::{Record, Update};

/// Returns the updates that are released to an audience, oldest first. Drafts are released to nobody.
pub(super) fn visible<'a>(record: &'a Record, audience: &Audience) -> Vec<&'a Update> {
    let sees = |tags: &[AudienceTag]| audience.may_see(tags);
    record.updates.iter().filter(|update| record.is_released_to(update, sees)).collect()
}
