//! Who asks.

use std::collections::BTreeSet;

use crate::content::AudienceTag;

/// Somebody to whom a site is released: the public, or one customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    customer: Option<CustomerView>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct CustomerView {
    id: String,
    tier: Option<String>,
    /// Paths of the components that the customer uses; none: all that it may see.
    components: Option<BTreeSet<String>>,
}

impl Audience {
    /// Everybody.
    #[must_use]
    pub const fn public() -> Self {
        Self { customer: None }
    }

    /// One customer, with its tier and the paths of the components that it uses (`None`: all that it may see).
    #[must_use]
    pub fn customer(id: &str, tier: Option<&str>, components: Option<BTreeSet<String>>) -> Self {
        Self { customer: Some(CustomerView { id: id.into(), tier: tier.map(str::to_owned), components }) }
    }

    /// Whether a text with these tags is for this audience. What is for the public is for every customer.
    #[must_use]
    pub fn may_see(&self, tags: &[AudienceTag]) -> bool {
        tags.iter().any(|tag| match (tag, &self.customer) {
            (AudienceTag::Public, _) => true,
            (AudienceTag::Tier(tier), Some(customer)) => customer.tier.as_ref() == Some(tier),
            (AudienceTag::Customer(id), Some(customer)) => customer.id == *id,
            (AudienceTag::Tier(_) | AudienceTag::Customer(_), None) => false,
        })
    }

    /// Whether this audience uses a component that it may see.
    #[must_use]
    pub fn uses(&self, component: &str) -> bool {
        let used = self.customer.as_ref().and_then(|customer| customer.components.as_ref());
        used.is_none_or(|used| used.contains(component))
    }

    /// Whether an incident that names these components concerns the audience; one that names none concerns all.
    #[must_use]
    pub fn is_concerned(&self, named: usize, used: usize) -> bool {
        self.customer.is_none() || named == 0 || used > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(list: &[&str]) -> Vec<AudienceTag> {
        list.iter().map(|tag| AudienceTag::parse(tag).expect("a tag")).collect()
    }

    #[test]
    fn the_public_sees_only_what_is_for_the_public() {
        let public = Audience::public();
        assert!(public.may_see(&tags(&["public"])));
        assert!(!public.may_see(&tags(&["tier:gold", "customer:acme"])));
        assert!(!public.may_see(&[]));
    }

    #[test]
    fn a_customer_sees_what_is_for_it_its_tier_and_everybody() {
        let acme = Audience::customer("acme", Some("gold"), None);
        for seen in [["public"], ["tier:gold"], ["customer:acme"]] {
            assert!(acme.may_see(&tags(&seen)), "{seen:?}");
        }
        for unseen in [["tier:silver"], ["customer:acm"], ["customer:ACME"]] {
            assert!(!acme.may_see(&tags(&unseen)), "{unseen:?}");
        }
    }
}
