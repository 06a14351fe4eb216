//! What every page may know of its site beside its own matter.
//!
//! Pages are made with a frame and never with the whole site, so that a page is the same as before if its frame and
//! its matter are: nobody has to remember what it was made of. The frame holds the state of nothing.

use chrono_tz::Tz;

use crate::release::Site;
use crate::release::model::Link;

/// What all pages are made with.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct SiteContext {
    pub(in crate::site) title: String,
    pub(in crate::site) url: String,
    pub(in crate::site) base_path: String,
    pub(in crate::site) description: String,
    pub(in crate::site) language: String,
    pub(in crate::site) time_zone: Tz,
    pub(in crate::site) partial_weight: f64,
    pub(in crate::site) support: Option<Link>,
    /// The free pages that the navigation shows.
    pub(in crate::site) navigation: Vec<Named>,
    /// All components, in the order of the site's list.
    pub(in crate::site) components: Vec<Named>,
}

/// Something that has a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct Named {
    pub(in crate::site) name: String,
    pub(in crate::site) slug: String,
}

impl SiteContext {
    pub(in crate::site) fn of(site: &Site) -> Self {
        let named = |name: &String, slug: &String| Named { name: name.clone(), slug: slug.clone() };
        let pages = site.pages.iter().filter(|page| page.in_navigation);
        Self {
            title: site.title.clone(),
            url: site.url.clone(),
            base_path: site.base_path.clone(),
            description: site.description.clone(),
            language: site.language.clone(),
            time_zone: site.time_zone,
            partial_weight: site.partial_weight,
            support: site.support.clone(),
            navigation: pages.map(|page| named(&page.title, &page.slug)).collect(),
            components: site
                .components
                .iter()
                .map(|component| named(&component.name, &component.slug))
                .collect(),
        }
    }
}
