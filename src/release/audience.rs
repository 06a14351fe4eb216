//! The audience of a site. This is the only file of the room that reads an internal record, and only the customer's
//! own.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::model::Place;
use crate::content::internal::{Access, Customer};
use crate::content::{AudienceTag, ComponentNames, PublicContent};

/// The readers to whom a site is released: the public, one customer, or all customers of a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    customer: Option<CustomerView>,
}

/// What distinguishes a customer, or the customers of a tier, from the public.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CustomerView {
    /// The customer; `None` for all customers of the tier.
    id: Option<String>,
    name: Option<String>,
    place: Place,
    tier: Option<String>,
    /// Paths of the components that the customer uses; `None` means all that it may see.
    components: Option<BTreeSet<String>>,
    /// The agreement that the view shows.
    agreement: Option<Agreement>,
}

/// The service level agreement that a customer's view shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agreement {
    /// The tier of the customer.
    pub(super) tier: String,
    /// The first day on which the agreement counts.
    pub(super) since: Option<NaiveDate>,
}

impl Audience {
    /// The public.
    #[must_use]
    pub const fn public() -> Self {
        Self { customer: None }
    }

    /// The customer of a record. Components that the record names but that do not exist are left out.
    #[must_use]
    pub fn of_customer(customer: &Customer, content: &PublicContent) -> Self {
        let names = ComponentNames::new(&content.components);
        let used = customer.components.iter().filter_map(|written| names.one(&written.value));
        let used: BTreeSet<String> = used
            .filter_map(|index| content.components.get(index))
            .map(|component| component.path.clone())
            .collect();
        let tier = customer.tier.as_ref().map(|tier| tier.value.as_str());
        let mut audience =
            Self::customer(&customer.id, tier, (!customer.components.is_empty()).then_some(used));
        if let Some(view) = &mut audience.customer {
            view.name = customer.name.as_ref().map(|name| name.value.clone());
            view.place = match customer.access.as_ref().map(|access| access.value) {
                // Content without `access` is not published.
                Some(Access::Gated) | None => Place::Gated,
                Some(Access::Unlisted) => Place::Unlisted,
                Some(Access::Sealed) => Place::Sealed,
            };
            let tier = view.tier.clone().filter(|_| customer.show_sla);
            view.agreement = tier.map(|tier| Agreement { tier, since: customer.sla_since });
        }
        audience
    }

    /// A customer with its tier and the paths of the components that it uses (`None` means all that it may see), without
    /// a service level agreement. For tests; everything else uses [`of_customer`](Self::of_customer).
    #[must_use]
    pub fn customer(id: &str, tier: Option<&str>, components: Option<BTreeSet<String>>) -> Self {
        let (id, tier) = (Some(id.to_owned()), tier.map(str::to_owned));
        let view = CustomerView { id, name: None, place: Place::Gated, tier, components, agreement: None };
        Self { customer: Some(view) }
    }

    /// What all customers of a tier may see: texts for the public and for the tier, and no service level agreement, which
    /// differs between customers.
    #[must_use]
    pub fn tier(tier: &str) -> Self {
        let view = CustomerView {
            id: None,
            name: None,
            place: Place::Gated,
            tier: Some(tier.to_owned()),
            components: None,
            agreement: None,
        };
        Self { customer: Some(view) }
    }

    /// Returns the service level agreement that the view shows; `None` for the public, for a customer without a tier, and
    /// if the customer's record hides it.
    pub(super) fn agreement(&self) -> Option<&Agreement> {
        self.customer.as_ref().and_then(|customer| customer.agreement.as_ref())
    }

    /// Returns the customer's id; `None` for the public and for a tier.
    #[must_use]
    pub fn customer_id(&self) -> Option<&str> {
        self.customer.as_ref()?.id.as_deref()
    }

    /// Returns the tier, if the audience is all customers of a tier.
    #[must_use]
    pub fn whole_tier(&self) -> Option<&str> {
        self.customer.as_ref().filter(|customer| customer.id.is_none())?.tier.as_deref()
    }

    /// Returns the customer's name, or `None` for the public.
    #[must_use]
    pub fn customer_name(&self) -> Option<&str> {
        self.customer.as_ref()?.name.as_deref()
    }

    /// Whether another customer probably sees the same: it has the same tier, the same components, and the same kind of
    /// view. Texts for one of them alone may still differ. Only speed and memory depend on this: a view is the same
    /// whatever it was made with.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (&self.customer, &other.customer) {
            (Some(one), Some(other)) => {
                one.place == other.place && one.tier == other.tier && one.components == other.components
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// Returns where the audience's site is published.
    #[must_use]
    pub fn place(&self) -> Place {
        self.customer.as_ref().map_or(Place::Public, |customer| customer.place)
    }

    /// Whether a text with these tags is for this audience. Every customer may see what is for the public.
    #[must_use]
    pub fn may_see(&self, tags: &[AudienceTag]) -> bool {
        self.admitting(tags).is_some()
    }

    /// Returns the first of the tags that includes the audience.
    #[must_use]
    pub fn admitting<'t>(&self, tags: &'t [AudienceTag]) -> Option<&'t AudienceTag> {
        tags.iter().find(|tag| match (tag, &self.customer) {
            (AudienceTag::Public, _) => true,
            (AudienceTag::Tier(tier), Some(customer)) => customer.tier.as_ref() == Some(tier),
            (AudienceTag::Customer(id), Some(customer)) => customer.id.as_ref() == Some(id),
            (AudienceTag::Tier(_) | AudienceTag::Customer(_), None) => false,
        })
    }

    /// Whether the audience uses a component that it may see.
    #[must_use]
    pub fn uses(&self, component: &str) -> bool {
        let used = self.customer.as_ref().and_then(|customer| customer.components.as_ref());
        used.is_none_or(|used| used.contains(component))
    }

    /// Whether an incident concerns the audience, by how many components it names and how many of them the audience
    /// uses. An incident that names none concerns everybody.
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
    fn a_tier_sees_what_is_for_it_or_the_public_and_nothing_for_one_customer() {
        let gold = Audience::tier("gold");
        assert!(gold.may_see(&tags(&["public"])) && gold.may_see(&tags(&["tier:gold"])));
        assert!(!gold.may_see(&tags(&["tier:silver", "customer:acme", "customer:gold"])));
        assert_eq!((gold.customer_id(), gold.whole_tier()), (None, Some("gold")));
        assert!(gold.agreement().is_none());
    }

    #[test]
    fn a_customer_sees_what_is_for_it_its_tier_or_the_public() {
        let acme = Audience::customer("acme", Some("gold"), None);
        for seen in [["public"], ["tier:gold"], ["customer:acme"]] {
            assert!(acme.may_see(&tags(&seen)), "{seen:?}");
        }
        for unseen in [["tier:silver"], ["customer:acm"], ["customer:ACME"]] {
            assert!(!acme.may_see(&tags(&unseen)), "{unseen:?}");
        }
    }
}
