//! The keys of all views, and what is derived from them.

use std::collections::BTreeMap;

use super::{LinkKey, OpaqueId, Secret};

/// The keys of all views: a master key for the addresses, and one key per customer for the contents.
#[derive(Clone, Debug)]
pub struct Keys {
    pub(super) master: Secret,
    pub(super) customers: BTreeMap<String, CustomerKeys>,
}

/// The keys of one customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerKeys {
    pub(super) key: Secret,
    /// The generation of the view's address and code, from 1. A rotation increases it.
    pub link: u32,
    /// The generation of the feed's address, from 1.
    pub feed: u32,
}

impl Keys {
    /// The customers that have a key, sorted by id. A customer who was removed from the content may still be among
    /// them.
    pub fn customers(&self) -> impl Iterator<Item = (&str, &CustomerKeys)> {
        self.customers.iter().map(|(id, keys)| (id.as_str(), keys))
    }

    /// The keys of a customer.
    #[must_use]
    pub fn customer(&self, customer: &str) -> Option<&CustomerKeys> {
        self.customers.get(customer)
    }

    /// The id in the address of a customer's view: `private/<id>/` or `public/v/<id>/`.
    #[must_use]
    pub fn view_id(&self, customer: &str) -> Option<OpaqueId> {
        Some(self.view_id_of(customer, self.customer(customer)?.link))
    }

    /// The ids that rotations have retired, oldest first.
    #[must_use]
    pub fn retired_view_ids(&self, customer: &str) -> Vec<OpaqueId> {
        let current = self.customer(customer).map_or(1, |keys| keys.link);
        (1..current).map(|generation| self.view_id_of(customer, generation)).collect()
    }

    /// The id in the address of the content-free feed of a customer's sealed view: `public/v/<id>/feed.xml`.
    #[must_use]
    pub fn feed_id(&self, customer: &str) -> Option<OpaqueId> {
        Some(OpaqueId::new(&self.master, "allclear feed id", customer, self.customer(customer)?.feed))
    }

    /// The key that the link to a customer's sealed view carries.
    #[must_use]
    pub fn link_key(&self, customer: &str) -> Option<LinkKey> {
        self.customer(customer).map(|keys| LinkKey::new(&keys.key, keys.link))
    }

    fn view_id_of(&self, customer: &str, generation: u32) -> OpaqueId {
        OpaqueId::new(&self.master, "allclear view id", customer, generation)
    }
}
