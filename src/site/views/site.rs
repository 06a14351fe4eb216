//! What every page shows around its own content.

use serde::Serialize;

use super::{Views, script_words};
use crate::site::headers::POLICY;
use crate::site::theme::ThemeLink;

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
    /// Address of the script.
    pub script: String,
    /// The words that the script shows, as JSON.
    pub script_words: String,
    /// Address of the list of stamps, by which pages know that they have changed.
    pub stamps: String,
    /// What pages may load: the content security policy.
    pub policy: String,
    /// Colour of the page in light, for the frame of the browser.
    pub paper_light: String,
    /// Colour of the page in dark.
    pub paper_dark: String,
    /// Address of the logo; empty if there is none.
    pub logo: String,
    /// Name of the zone in which days begin and end.
    pub time_zone: String,
    /// Pages of the navigation, in order, and the links that the theme adds.
    pub navigation: Vec<Link>,
    /// Links at the bottom that the theme adds.
    pub footer: Vec<Link>,
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

pub(in crate::site) fn site_view(views: Views<'_>) -> SiteView {
    let site = views.site;
    let settings = &views.theme.settings;
    let pages = site
        .navigation
        .iter()
        .map(|page| Link { label: page.name.clone(), url: views.addresses.page(&page.slug) });
    let link = |link: &ThemeLink| Link { label: link.label.clone(), url: link.url.clone() };
    let asset = |name: &str| {
        let asset = views.theme.assets.get(name);
        asset.map(|asset| views.addresses.asset(&asset.path)).unwrap_or_default()
    };
    let (light, dark) = settings.paper();
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: views.language.code().to_owned(),
        direction: views.word("direction"),
        url: site.url.clone(),
        base: site.base_path.clone(),
        home: views.addresses.home(),
        history: views.addresses.history(),
        style: asset("style.css"),
        script: asset("site.js"),
        script_words: script_words(views.language),
        stamps: views.addresses.stamps(),
        policy: POLICY.to_owned(),
        paper_light: light.to_owned(),
        paper_dark: dark.to_owned(),
        logo: settings.logo.as_deref().map(asset).unwrap_or_default(),
        time_zone: site.time_zone.name().to_owned(),
        navigation: pages.chain(settings.header.iter().map(link)).collect(),
        footer: settings.footer.iter().map(link).collect(),
        support: site.support.as_ref().map(|link| Link { label: link.label.clone(), url: link.url.clone() }),
    }
}
