//! Which part of a sealed view a file belongs to.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::release::model::{Event, Progress};
use crate::status::day;

/// Returns the files of a sealed view, each with the first day of the month that it belongs to, or `None` for what
/// every visitor needs: the home page, components, pages, post-mortems, styles, and everything that is open or planned.
///
/// An incident or a maintenance belongs to the month in which it ended. A picture belongs to the month of the newest
/// page of a month that shows it.
#[must_use]
pub fn parts(site: &Site, outputs: &[Arc<Artifact>]) -> Vec<(Option<NaiveDate>, Arc<Artifact>)> {
    let months = months(site);
    let pages =
        outputs.iter().filter(|output| matches!(output.kind, ArtifactKind::Page | ArtifactKind::Index));
    let mut pictures: BTreeMap<&str, Option<NaiveDate>> = BTreeMap::new();
    let mut files = Vec::new();
    for page in pages {
        let month = months.get(&page.path).copied().or_else(|| month_page(&page.path));
        let html = String::from_utf8_lossy(&page.bytes);
        for path in site.images.keys().filter(|path| html.contains(path.as_str())) {
            let newest = pictures.entry(path).or_default();
            *newest = month.max(*newest);
        }
        files.push((month, Arc::clone(page)));
    }
    let assets = outputs.iter().filter(|output| output.kind == ArtifactKind::Asset);
    // The shell has the script.
    let assets = assets.filter(|asset| !is_script(&asset.path));
    files.extend(
        assets.map(|asset| (pictures.get(asset.path.as_str()).copied().flatten(), Arc::clone(asset))),
    );
    files
}

/// The month in which each finished incident and maintenance ended, by the path of its page.
fn months(site: &Site) -> BTreeMap<String, NaiveDate> {
    let incidents = site.incidents.iter().map(|incident| ("incidents", &incident.event));
    let is_done = |progress| matches!(progress, Progress::Done | Progress::Cancelled);
    let done = site.maintenances.iter().filter(|maintenance| is_done(maintenance.progress));
    let maintenances = done.map(|maintenance| ("maintenance", &maintenance.event));
    let month = |(folder, event): (&str, &Event)| {
        let ended = day::date_of(event.ended_at?, site.time_zone);
        Some((format!("{folder}/{}/index.html", event.slug), day::first_of_month(ended)))
    };
    incidents.chain(maintenances).filter_map(month).collect()
}

/// The month of a page of the history, `history/2026-03/index.html`.
fn month_page(path: &str) -> Option<NaiveDate> {
    let month = path.strip_prefix("history/")?.strip_suffix("/index.html")?;
    format!("{month}-01").parse().ok()
}

fn is_script(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "js")
}
