//! What each group of readers sees of a record. An update for one customer keeps no promise made to the public.

use std::collections::BTreeSet;

use crate::content::internal::Customer;
use crate::content::public::{Record, Update};
use crate::content::{AudienceTag, Content, Folder};

/// The updates that some readers see, oldest first; never empty.
#[derive(Clone, Debug)]
pub struct ReaderView<'f> {
    /// The readers.
    pub readers: AudienceTag,
    /// What they see.
    pub updates: Vec<&'f Update>,
}

/// Returns what the public sees, and what each tier and customer sees that an update names.
#[must_use]
pub fn reader_views<'f>(folder: &'f Folder, content: &Content) -> Vec<ReaderView<'f>> {
    let Some(record) = folder.record.as_deref() else { return Vec::new() };
    let tags = folder.released().flat_map(|update| record.audience_of(update));
    let readers: BTreeSet<&AudienceTag> = std::iter::once(&AudienceTag::Public).chain(tags).collect();
    let customers = &content.internal.customers;
    let views = readers.into_iter().map(|readers| view(record, readers, customers));
    views.filter(|view| !view.updates.is_empty()).collect()
}

fn view<'f>(record: &'f Record, readers: &AudienceTag, customers: &[Customer]) -> ReaderView<'f> {
    let tier_of = |id: &str| {
        let customer = customers.iter().find(|customer| customer.id == id);
        customer.and_then(|customer| customer.tier.as_ref()).map(|tier| tier.value.as_str())
    };
    let sees = |tags: &[AudienceTag]| {
        tags.iter().any(|tag| match (readers, tag) {
            (_, AudienceTag::Public) => true,
            (AudienceTag::Customer(id), AudienceTag::Tier(tier)) => tier_of(id) == Some(tier),
            _ => readers == tag,
        })
    };
    let updates = record.updates.iter().filter(|update| record.is_released_to(update, sees)).collect();
    ReaderView { readers: readers.clone(), updates }
}
