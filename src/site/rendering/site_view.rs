//! The view of the site, which every page shows around its own content.

use chrono::SecondsFormat;
use serde::Serialize;

use super::context::RenderContext;
use super::policy::POLICY;
use super::script_words::script_words;
use super::theme::ThemeLink;

/// The site, as every page sees it. It contains no state: otherwise every change would rewrite every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// Its description, in one line; may be empty.
    pub description: String,
    /// Name of the customer whose view this is; empty on the public site.
    pub customer: String,
    /// Whether search engines may list the pages: on the public site only.
    pub listed: bool,
    /// Code of the language, for `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: String,
    /// Address of the site without a slash at the end, for absolute links.
    pub url: String,
    /// Path at the start of the links to feeds, calendars and the API, which all languages share: empty, or `/status`.
    pub base: String,
    /// Address of the home page.
    pub home: String,
    /// Address of the history.
    pub history: String,
    /// Address of the page about the response; empty if there is none.
    pub response: String,
    /// Address of the style sheet.
    pub style: String,
    /// Address of the script.
    pub script: String,
    /// Address of the script of the page for unknown addresses.
    pub not_found_script: String,
    /// Address of the additional script of the pages of components.
    pub component_script: String,
    /// Address of the additional script of the history.
    pub history_script: String,
    /// The words that the script shows, as JSON.
    pub script_words: String,
    /// Address of the list of stamps, by which pages detect that they have changed.
    pub stamps: String,
    /// The content security policy.
    pub policy: String,
    /// Background colour in light mode, for the browser's toolbar.
    pub paper_light: String,
    /// Background colour in dark mode.
    pub paper_dark: String,
    /// URL of the image for link previews, which shows no state; empty if there is none.
    pub social_image: String,
    /// Address of the icon for home screens; empty if there is none.
    pub touch_icon: String,
    /// Address of the logo; empty if there is none.
    pub logo: String,
    /// Name of the time zone for day boundaries.
    pub time_zone: String,
    /// Links of the navigation: free-form pages in order, then the links of the theme.
    pub navigation: Vec<Link>,
    /// Links of the theme in the footer.
    pub footer: Vec<Link>,
    /// Address of the only feed of a sealed view; empty for other sites. A sealed view has no other feed, no calendar
    /// and no page to subscribe.
    pub sealed_feed: String,
    /// Link to the support of the site.
    pub support: Option<Link>,
    /// Link to report a problem.
    pub report: Option<Link>,
    /// Links to sign up for news elsewhere.
    pub subscribe: Vec<Link>,
    /// The address of the site for calendars: `webcal:` opens the calendar application of most systems.
    pub webcal: String,
    /// The time from which the script counts, for samples: `2026-11-20T10:00:00Z`; otherwise empty.
    pub clock: String,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Its text.
    pub label: String,
    /// Its address.
    pub url: String,
}

fn site_link(link: &crate::release::model::Link) -> Link {
    Link { label: link.label.clone(), url: link.url.clone() }
}

pub(in crate::site) fn site_view(context: RenderContext<'_>) -> SiteView {
    let site = context.site;
    let settings = &context.theme.settings;
    let pages = site
        .navigation
        .iter()
        .map(|page| Link { label: page.name.clone(), url: context.addresses.page(&page.slug) });
    let link = |link: &ThemeLink| Link { label: link.label.clone(), url: link.url.clone() };
    let asset = |name: &str| {
        let asset = context.theme.assets.get(name);
        asset.map(|asset| context.addresses.asset(&asset.path)).unwrap_or_default()
    };
    let (light, dark) = settings.paper();
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        customer: site.customer.clone().unwrap_or_default(),
        listed: site.place.is_listed(),
        language: context.language.code().to_owned(),
        direction: context.word("direction"),
        url: site.url.clone(),
        base: site.base_path.clone(),
        home: context.addresses.home(),
        history: context.addresses.history(),
        response: if site.has_response { context.addresses.response() } else { String::new() },
        style: asset("style.css"),
        script: asset("site.js"),
        not_found_script: asset("404.js"),
        component_script: asset("component.js"),
        history_script: asset("history.js"),
        script_words: script_words(context.language),
        stamps: context.addresses.stamps(),
        policy: POLICY.to_owned(),
        paper_light: light.to_owned(),
        paper_dark: dark.to_owned(),
        social_image: context
            .theme
            .assets
            .get("social.png")
            .map(|asset| format!("{}/{}", site.url, asset.path))
            .unwrap_or_default(),
        touch_icon: asset("touch-icon.png"),
        logo: settings.logo.as_deref().map(asset).unwrap_or_default(),
        time_zone: site.time_zone.name().to_owned(),
        navigation: pages.chain(settings.header.iter().map(link)).collect(),
        footer: settings.footer.iter().map(link).collect(),
        sealed_feed: site.sealed_feed.clone().unwrap_or_default(),
        support: site.support.as_ref().map(site_link),
        report: site.report.as_ref().map(site_link),
        subscribe: site.subscribe.iter().map(site_link).collect(),
        webcal: format!("webcal://{}", site.url.split_once("://").map_or(&*site.url, |(_, rest)| rest)),
        clock: site.clock.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default(),
    }
}
