//! The list of pages for search engines (<https://www.sitemaps.org/protocol.html>).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{DateTime, Datelike, SecondsFormat, Utc};

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::site::event_index::{EventIndex, EventKey, MonthEvents};
use crate::site::last_change;
use crate::site::rendering::RenderContext;
use crate::site::rendering::text::escaped;

/// The limit of the format for one file.
const MAX_URLS: usize = 50_000;
const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The path of a page below the address of the site, and the time of its last change.
type SitemapUrl = (String, Option<DateTime<Utc>>);

/// Renders `/sitemap.xml`. If there are too many pages for one file, it is an index of several sitemaps.
pub(super) fn sitemap(context: RenderContext<'_>, site: &Site, index: &EventIndex) -> Vec<Artifact> {
    let pages = urls(site, index);
    let of_language = |folder| pages.iter().map(move |(page, changed)| (format!("{folder}{page}"), *changed));
    let urls: Vec<SitemapUrl> = context.site.folders().into_iter().flat_map(of_language).collect();
    let lists: Vec<&[SitemapUrl]> = urls.chunks(MAX_URLS).collect();
    if let [one] = lists[..] {
        return vec![list("sitemap.xml".to_owned(), site, one)];
    }
    let names = (1..=lists.len()).map(|number| format!("sitemap-{number}.xml"));
    let mut index = format!("{XML_DECLARATION}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    let mut outputs = Vec::new();
    for (name, urls) in names.zip(lists) {
        push(&mut index, "sitemap", site, &format!("/{name}"), newest(urls));
        outputs.push(list(name, site, urls));
    }
    index.push_str("</sitemapindex>\n");
    outputs.push(Artifact::new("sitemap.xml", index, ArtifactKind::Feed));
    outputs
}

fn list(path: String, site: &Site, urls: &[SitemapUrl]) -> Artifact {
    let mut xml = format!("{XML_DECLARATION}<urlset xmlns=\"{NAMESPACE}\">\n");
    for (page, changed) in urls {
        push(&mut xml, "url", site, page, *changed);
    }
    xml.push_str("</urlset>\n");
    Artifact::new(path, xml, ArtifactKind::Feed)
}

fn push(xml: &mut String, element: &str, site: &Site, page: &str, changed: Option<DateTime<Utc>>) {
    let _ = write!(xml, "<{element}><loc>{}{}</loc>", escaped(&site.url), escaped(page));
    if let Some(changed) = changed {
        let _ = write!(xml, "<lastmod>{}</lastmod>", changed.to_rfc3339_opts(SecondsFormat::Secs, true));
    }
    let _ = writeln!(xml, "</{element}>");
}

/// All pages of a language: the home page first, incidents and maintenances newest first.
fn urls(site: &Site, index: &EventIndex) -> Vec<SitemapUrl> {
    let incidents: Vec<_> =
        site.incidents.iter().map(|incident| last_change::of_event(&incident.event)).collect();
    let maintenances: Vec<_> =
        site.maintenances.iter().map(|maintenance| last_change::of_event(&maintenance.event)).collect();
    let event_changed = |record: &EventKey| match record {
        EventKey::Incident(index) => incidents.get(*index).copied().flatten(),
        EventKey::Maintenance(index) => maintenances.get(*index).copied().flatten(),
    };
    let month_changed = |month: &MonthEvents| {
        let incidents = month.incidents.iter().chain(month.ongoing.iter().map(|(index, _)| index));
        let incidents = incidents.filter_map(|index| event_changed(&EventKey::Incident(*index)));
        let maintenances =
            month.maintenances.iter().filter_map(|index| event_changed(&EventKey::Maintenance(*index)));
        incidents.chain(maintenances).max()
    };
    let said = incidents.iter().chain(&maintenances).copied().flatten().max();
    let home = site.notices.iter().map(|notice| notice.from).chain(said).max();
    let published = site.postmortems.iter().map(|postmortem| postmortem.published).max();
    let mut urls = vec![
        ("/".to_owned(), home),
        ("/history/".to_owned(), said),
        ("/postmortems/".to_owned(), published),
        ("/subscribe/".to_owned(), None),
    ];
    if site.response.is_some() {
        urls.push(("/response/".to_owned(), None));
    }
    let years: BTreeSet<i32> = index
        .months
        .iter()
        .filter(|(_, month)| !month.incidents.is_empty() || !month.maintenances.is_empty())
        .map(|(first, _)| first.year())
        .collect();
    urls.extend(["incidents", "maintenance"].map(|kind| (format!("/history/{kind}/"), said)));
    urls.extend(years.iter().rev().map(|year| (format!("/history/{year:04}/"), None)));
    urls.extend(site.pages.iter().map(|page| (format!("/{}/", page.slug), None)));
    urls.extend(site.components.iter().zip(&index.by_component).map(|(component, history)| {
        (format!("/components/{}/", component.slug), history.iter().filter_map(event_changed).max())
    }));
    urls.extend(
        index
            .months
            .iter()
            .rev()
            .map(|(first, month)| (format!("/history/{}/", first.format("%Y-%m")), month_changed(month))),
    );
    urls.extend(site.postmortems.iter().map(|postmortem| {
        let of_incidents =
            postmortem.incidents.iter().filter_map(|index| event_changed(&EventKey::Incident(*index)));
        let changed = of_incidents.chain([last_change::of_postmortem(postmortem)]).max();
        (format!("/postmortems/{}/", postmortem.slug), changed)
    }));
    let maintenance = site.maintenances.iter().zip(&maintenances);
    urls.extend(
        maintenance.map(|(maintenance, at)| (format!("/maintenance/{}/", maintenance.event.slug), *at)),
    );
    let incident = site.incidents.iter().zip(&incidents);
    urls.extend(incident.map(|(incident, at)| (format!("/incidents/{}/", incident.event.slug), *at)));
    urls
}

fn newest(urls: &[SitemapUrl]) -> Option<DateTime<Utc>> {
    urls.iter().filter_map(|(_, changed)| *changed).max()
}
