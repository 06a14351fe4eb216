//! The list of pages for search engines (<https://www.sitemaps.org/protocol.html>).

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::site::last_change;
use crate::site::plain::escaped;
use crate::site::plan::{Plan, Record};
use crate::site::views::Month;

/// The most addresses that one list may have.
const MOST: usize = 50_000;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A page, below the site's address, and when it last changed.
type Entry = (String, Option<DateTime<Utc>>);

/// `/sitemap.xml`; where one list cannot hold everything, that is a list of lists.
pub(super) fn sitemap(site: &Site, plan: &Plan) -> Vec<Artifact> {
    let entries = entries(site, plan);
    let lists: Vec<&[Entry]> = entries.chunks(MOST).collect();
    if let [one] = lists[..] {
        return vec![list("sitemap.xml".to_owned(), site, one)];
    }
    let names = (1..=lists.len()).map(|number| format!("sitemap-{number}.xml"));
    let mut index = format!("{HEAD}<sitemapindex xmlns=\"{SPACE}\">\n");
    let mut outputs = Vec::new();
    for (name, entries) in names.zip(lists) {
        push(&mut index, "sitemap", site, &format!("/{name}"), newest(entries));
        outputs.push(list(name, site, entries));
    }
    index.push_str("</sitemapindex>\n");
    outputs.push(Artifact::new("sitemap.xml", index, ArtifactKind::Feed));
    outputs
}

fn list(path: String, site: &Site, entries: &[Entry]) -> Artifact {
    let mut xml = format!("{HEAD}<urlset xmlns=\"{SPACE}\">\n");
    for (page, changed) in entries {
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

/// All pages, the first one first, records newest first.
fn entries(site: &Site, plan: &Plan) -> Vec<Entry> {
    let incidents: Vec<_> =
        site.incidents.iter().map(|incident| last_change::of_event(&incident.event)).collect();
    let maintenances: Vec<_> =
        site.maintenances.iter().map(|maintenance| last_change::of_event(&maintenance.event)).collect();
    let of_record = |record: &Record| match record {
        Record::Incident(index) => incidents.get(*index).copied().flatten(),
        Record::Maintenance(index) => maintenances.get(*index).copied().flatten(),
    };
    let of_month = |month: &Month| {
        let incidents = month.incidents.iter().filter_map(|index| of_record(&Record::Incident(*index)));
        let maintenances =
            month.maintenances.iter().filter_map(|index| of_record(&Record::Maintenance(*index)));
        incidents.chain(maintenances).max()
    };
    let said = incidents.iter().chain(&maintenances).copied().flatten().max();
    let home = site.notices.iter().map(|notice| notice.from).chain(said).max();
    let published = site.postmortems.iter().map(|postmortem| postmortem.published).max();
    let mut entries = vec![
        ("/".to_owned(), home),
        ("/history/".to_owned(), said),
        ("/postmortems/".to_owned(), published),
        ("/subscribe/".to_owned(), None),
    ];
    entries.extend(site.pages.iter().map(|page| (format!("/{}/", page.slug), None)));
    entries.extend(site.components.iter().zip(&plan.histories).map(|(component, history)| {
        (format!("/components/{}/", component.slug), history.iter().filter_map(of_record).max())
    }));
    entries.extend(
        plan.months
            .iter()
            .rev()
            .map(|(first, month)| (format!("/history/{}/", first.format("%Y-%m")), of_month(month))),
    );
    entries.extend(site.postmortems.iter().map(|postmortem| {
        let told = postmortem.incidents.iter().filter_map(|index| of_record(&Record::Incident(*index)));
        let changed = told.chain([postmortem.published]).max();
        (format!("/postmortems/{}/", postmortem.slug), changed)
    }));
    let maintenance = site.maintenances.iter().zip(&maintenances);
    entries.extend(
        maintenance.map(|(maintenance, at)| (format!("/maintenance/{}/", maintenance.event.slug), *at)),
    );
    let incident = site.incidents.iter().zip(&incidents);
    entries.extend(incident.map(|(incident, at)| (format!("/incidents/{}/", incident.event.slug), *at)));
    entries
}

fn newest(entries: &[Entry]) -> Option<DateTime<Utc>> {
    entries.iter().filter_map(|(_, changed)| *changed).max()
}
