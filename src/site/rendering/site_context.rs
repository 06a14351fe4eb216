//! The properties of a site that every page may use, beside its own inputs.
//!
//! Pages are rendered from the site context and their inputs, never from the whole site. So a page is unchanged if
//! both are unchanged, without any tracking of dependencies. The site context contains no state of any component,
//! incident or maintenance.

use chrono_tz::Tz;

use crate::release::Site;
use crate::release::model::{Link, Place, SlaTerms};

/// The context of all pages.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct SiteContext {
    pub(in crate::site) place: Place,
    pub(in crate::site) customer: Option<String>,
    pub(in crate::site) title: String,
    pub(in crate::site) url: String,
    pub(in crate::site) base_path: String,
    pub(in crate::site) authority: String,
    pub(in crate::site) description: String,
    pub(in crate::site) language: String,
    pub(in crate::site) time_zone: Tz,
    pub(in crate::site) partial_weight: f64,
    pub(in crate::site) support: Option<Link>,
    /// The address of the only feed of a sealed view; `None` for other sites.
    pub(in crate::site) sealed_feed: Option<String>,
    /// What was agreed with the customer; `None` for the public.
    pub(in crate::site) sla: Option<SlaTerms>,
    /// The free-form pages in the navigation.
    pub(in crate::site) navigation: Vec<Named>,
    /// All components, in the order of the site.
    pub(in crate::site) components: Vec<NamedComponent>,
}

/// The name and the slug of a component, and its outermost group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct NamedComponent {
    pub(in crate::site) name: String,
    pub(in crate::site) slug: String,
    pub(in crate::site) group: Option<String>,
}

/// The name and the slug of something that has its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct Named {
    pub(in crate::site) name: String,
    pub(in crate::site) slug: String,
}

impl SiteContext {
    pub(in crate::site) fn with_feed(site: &Site, feed: Option<&str>) -> Self {
        Self { sealed_feed: feed.map(str::to_owned), ..Self::of(site) }
    }

    pub(in crate::site) fn of(site: &Site) -> Self {
        let named = |name: &String, slug: &String| Named { name: name.clone(), slug: slug.clone() };
        let pages = site.pages.iter().filter(|page| page.in_navigation);
        Self {
            place: site.place,
            customer: site.customer.clone(),
            title: site.title.clone(),
            url: site.url.clone(),
            base_path: site.base_path.clone(),
            authority: site.authority.clone(),
            description: site.description.clone(),
            language: site.language.clone(),
            time_zone: site.time_zone,
            partial_weight: site.partial_weight,
            support: site.support.clone(),
            sealed_feed: None,
            sla: site.sla.as_ref().map(|sla| sla.terms.clone()),
            navigation: pages.map(|page| named(&page.title, &page.slug)).collect(),
            components: site
                .components
                .iter()
                .map(|component| NamedComponent {
                    name: component.name.clone(),
                    slug: component.slug.clone(),
                    group: component
                        .groups
                        .first()
                        .and_then(|index| site.groups.get(*index))
                        .map(|group| group.name.clone()),
                })
                .collect(),
        }
    }
}
