//! `/subscribe/`: all ways to follow the site, explained for people.

use serde::Serialize;

use super::Head;
use crate::release::Site;
use crate::site::rendering::RenderContext;

/// The view of the page. It contains no state.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct SubscribePage {
    /// The head of the page.
    pub(in crate::site) head: Head,
    /// The URL of the site without a slash at the end, for people to copy.
    pub(in crate::site) url: String,
    /// The URL of the home page in the language of the page.
    pub(in crate::site) home: String,
    /// The same address for calendars: `webcal:` opens the calendar application of most systems.
    pub(in crate::site) webcal: String,
    /// The components in use, with links to their pages.
    pub(in crate::site) components: Vec<SubscribeComponent>,
}

/// A component to subscribe to.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct SubscribeComponent {
    /// Its name, with its group if another component has the same name.
    pub(in crate::site) label: String,
    /// Address of its page.
    pub(in crate::site) url: String,
    /// Start of the addresses of its feed, calendar and badge, which all languages share.
    pub(in crate::site) files: String,
}

pub(in crate::site) fn subscribe_page(context: RenderContext<'_>, site: &Site) -> SubscribePage {
    let address = context.addresses.subscribe();
    let components = site.components.iter().enumerate().filter(|(_, component)| component.retired.is_none());
    let rest = site.url.split_once("://").map_or(site.url.as_str(), |(_, rest)| rest);
    SubscribePage {
        head: Head::new(context, context.language.word("subscribe.title"), address),
        url: site.url.clone(),
        home: format!("{}{}/", site.url, context.site.folder),
        webcal: format!("webcal://{rest}"),
        components: components
            .map(|(index, component)| SubscribeComponent {
                label: context.component(index).to_owned(),
                url: context.addresses.component(&component.slug),
                files: context.addresses.shared(&context.addresses.component(&component.slug)),
            })
            .collect(),
    }
}
