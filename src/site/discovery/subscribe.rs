//! `/subscribe/`: every way to follow the site, told to a person.

use serde::Serialize;

use crate::release::Site;
use crate::site::views::{Head, Link, Views};

/// What the page shows beside its words. It holds the state of nothing.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct SubscribePage {
    /// The head of the page.
    pub(in crate::site) head: Head,
    /// Complete address of the site without a slash at the end, for people to copy.
    pub(in crate::site) url: String,
    /// The same for calendars: `webcal:` opens the calendar of most systems.
    pub(in crate::site) webcal: String,
    /// The components in use, with the addresses of their pages without the site's.
    pub(in crate::site) components: Vec<Link>,
}

pub(in crate::site) fn subscribe_page(views: Views<'_>, site: &Site) -> SubscribePage {
    let address = format!("{}/subscribe/", site.base_path);
    let components = site.components.iter().filter(|component| component.retired.is_none());
    let rest = site.url.split_once("://").map_or(site.url.as_str(), |(_, rest)| rest);
    SubscribePage {
        head: Head::new(views, views.language.word("subscribe.title"), address),
        url: site.url.clone(),
        webcal: format!("webcal://{rest}"),
        components: components
            .map(|component| Link {
                label: component.name.clone(),
                url: views.addresses.component(&component.slug),
            })
            .collect(),
    }
}
