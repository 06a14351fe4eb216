//! What all pages share: the title, the assets, and the words of the script.

use serde::Serialize;

use super::facts::Facts;
use super::moment::Moment;
use super::theme::BoardTheme;
use crate::site::POLICY;

/// What all pages share.
#[derive(Debug, Serialize)]
pub(super) struct Frame {
    /// The title of the site.
    title: String,
    /// The address of the public site.
    url: String,
    policy: &'static str,
    paper_light: String,
    paper_dark: String,
    style: Option<String>,
    own_style: Option<String>,
    script: Option<String>,
    own_script: Option<String>,
    icon: Option<String>,
    logo: Option<String>,
    /// The words of the script of the theme, as JSON.
    script_words: String,
    /// The time at which the clock is frozen, if it is.
    clock: Option<Moment>,
    /// The time zone of the site.
    zone: String,
    navigation: Vec<NavigationItem>,
}

/// A link in the header of all pages.
#[derive(Debug, Serialize)]
struct NavigationItem {
    /// The pages that belong to it.
    section: &'static str,
    label: &'static str,
    /// The address below the root.
    address: &'static str,
}

/// The navigation: section, label and address.
const NAVIGATION: [(&str, &str, &str); 7] = [
    ("now", "Now", ""),
    ("incidents", "Incidents", "incidents/"),
    ("components", "Components", "components/"),
    ("customers", "Customers", "customers/"),
    ("postmortems", "Post-mortems", "postmortems/"),
    ("actions", "Actions", "actions/"),
    ("reviews", "Reviews", "reviews/"),
];

impl Frame {
    pub(super) fn new(theme: &BoardTheme, facts: &Facts<'_>) -> Self {
        let site = facts.site;
        let (light, dark) = theme.site.paper();
        let logo = theme.site.logo().or(theme.site.favicon());
        Self {
            title: site.title.clone(),
            url: site.url.clone(),
            policy: POLICY,
            paper_light: light.to_owned(),
            paper_dark: dark.to_owned(),
            style: theme.path("style.css"),
            own_style: theme.path("board.css"),
            script: theme.path("site.js"),
            own_script: theme.path("board.js"),
            icon: theme.site.favicon().and_then(|name| theme.path(name)),
            logo: logo.and_then(|name| theme.path(name)),
            script_words: theme.site.script_words("en"),
            clock: site.clock.map(Moment::full),
            zone: site.time_zone.name().to_owned(),
            navigation: NAVIGATION
                .iter()
                .map(|(section, label, address)| NavigationItem { section, label, address })
                .collect(),
        }
    }
}
