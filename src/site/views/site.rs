//! What every page shows around its own content.

use serde::Serialize;

use super::Views;
use crate::site::theme::Theme;

/// What every page knows of the site. It must not hold the state of anything: a change would touch every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// What it is, in one line; may be empty.
    pub description: String,
    /// Code of the language, for `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: String,
    /// Address of the site without a slash at the end, for absolute links.
    pub url: String,
    /// Path before every link: empty, or `/status`.
    pub base: String,
    /// Address of the first page.
    pub home: String,
    /// Address of the history.
    pub history: String,
    /// Address of the style sheet.
    pub style: String,
    /// Name of the zone in which days begin and end.
    pub time_zone: String,
    /// Pages of the navigation, in order.
    pub navigation: Vec<Link>,
    /// Where customers find help.
    pub support: Option<Link>,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Its words.
    pub label: String,
    /// Its address.
    pub url: String,
}

pub(in crate::site) fn site_view(views: Views<'_>, theme: &Theme) -> SiteView {
    let site = views.site;
    let navigation = site.pages.iter().filter(|page| page.in_navigation);
    let style = theme.assets.get("style.css").map(|asset| views.addresses.asset(&asset.path));
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: views.language.code().to_owned(),
        direction: views.word("direction"),
        url: site.url.clone(),
        base: site.base_path.clone(),
        home: views.addresses.home(),
        history: views.addresses.history(),
        style: style.unwrap_or_default(),
        time_zone: site.time_zone.name().to_owned(),
        navigation: navigation
            .map(|page| Link { label: page.title.clone(), url: views.addresses.page(&page.slug) })
            .collect(),
        support: site.support.as_ref().map(|link| Link { label: link.label.clone(), url: link.url.clone() }),
    }
}
