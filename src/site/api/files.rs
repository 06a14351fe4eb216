//! The eight files, each complete.
//!
//! `page.updated_at` is the newest change of what a file is about: of everything in the summary and the status, of
//! components or incidents or maintenances in theirs. It is never older than anything that the file holds, and a
//! file changes only when something in its matter does.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::catalogue::Catalogue;
use super::events::Writer;
use super::occurrence::{Occurrence, newest};
use super::timestamp::{timestamp, zone_name};
use super::wire;
use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::status::Status;

/// How many incidents, and how many maintenances, the lists of the past hold.
const MOST: usize = 50;

/// Everything that the files are made of.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    site: &'a Site,
    catalogue: &'a Catalogue<'a>,
    /// What is changed at the earliest, UTC: the first release.
    beginning: DateTime<Utc>,
}

impl<'a> Files<'a> {
    pub(super) fn new(site: &'a Site, catalogue: &'a Catalogue<'a>, beginning: DateTime<Utc>) -> Self {
        Self { site, catalogue, beginning }
    }

    pub(super) fn outputs(self) -> Vec<Artifact> {
        let components = self.catalogue.updated_at().unwrap_or(self.beginning);
        let incidents = self.changed(self.all_incidents());
        let maintenances = self.changed(self.all_maintenances());
        let everything = components.max(incidents).max(maintenances);

        let unresolved = self.open_incidents();
        let summary = wire::SummaryFile {
            page: self.page(everything),
            components: self.catalogue.listed(),
            incidents: &unresolved,
            scheduled_maintenances: self.open_maintenances(|_| true),
            status: self.status(),
        };
        let status = wire::StatusFile { page: self.page(everything), status: self.status() };
        let list = wire::ComponentsFile { page: self.page(components), components: self.catalogue.listed() };
        let told = |path, incidents_of: &[wire::Incident<'_>]| {
            file(path, &wire::IncidentsFile { page: self.page(incidents), incidents: incidents_of })
        };
        let planned = |path, scheduled_maintenances| {
            file(path, &wire::MaintenancesFile { page: self.page(maintenances), scheduled_maintenances })
        };
        vec![
            file("summary", &summary),
            file("status", &status),
            file("components", &list),
            told("incidents", &self.recent_incidents()),
            told("incidents/unresolved", &unresolved),
            planned("scheduled-maintenances", self.recent_maintenances()),
            planned("scheduled-maintenances/upcoming", self.open_maintenances(is_coming)),
            planned("scheduled-maintenances/active", self.open_maintenances(|one| !is_coming(one))),
        ]
    }

    fn all_incidents(self) -> impl Iterator<Item = Occurrence<'a>> {
        Occurrence::incidents(self.site)
    }

    fn all_maintenances(self) -> impl Iterator<Item = Occurrence<'a>> {
        self.site.maintenances.iter().map(|one| Occurrence::Maintenance(one))
    }

    /// The newest incidents, newest first, as a list of the past is read.
    fn recent_incidents(self) -> Vec<wire::Incident<'a>> {
        self.incidents(newest(self.all_incidents(), Occurrence::placed_at, MOST))
    }

    /// The open incidents, oldest first, as real pages list them.
    fn open_incidents(self) -> Vec<wire::Incident<'a>> {
        let mut open =
            newest(self.all_incidents().filter(|one| is_open(*one)), Occurrence::placed_at, usize::MAX);
        open.reverse();
        self.incidents(open)
    }

    fn incidents(self, chosen: Vec<Occurrence<'a>>) -> Vec<wire::Incident<'a>> {
        let writer = self.writer();
        let written = chosen.into_iter().filter_map(|one| match one {
            Occurrence::Incident(incident, postmortem) => Some(writer.incident(incident, postmortem)),
            Occurrence::Maintenance(_) => None,
        });
        written.collect()
    }

    /// The newest maintenances, newest first.
    fn recent_maintenances(self) -> Vec<wire::Maintenance<'a>> {
        self.maintenances(newest(self.all_maintenances(), Occurrence::placed_at, MOST))
    }

    /// The open maintenances that are wanted, the one that is next first.
    fn open_maintenances(self, wanted: fn(Occurrence<'_>) -> bool) -> Vec<wire::Maintenance<'a>> {
        let open = self.all_maintenances().filter(|one| is_open(*one) && wanted(*one));
        let mut open = newest(open, Occurrence::placed_at, usize::MAX);
        open.reverse();
        self.maintenances(open)
    }

    fn maintenances(self, chosen: Vec<Occurrence<'a>>) -> Vec<wire::Maintenance<'a>> {
        let writer = self.writer();
        let written = chosen.into_iter().filter_map(|one| match one {
            Occurrence::Maintenance(maintenance) => Some(writer.maintenance(maintenance)),
            Occurrence::Incident(..) => None,
        });
        written.collect()
    }

    fn writer(self) -> Writer<'a> {
        Writer { site: self.site, catalogue: self.catalogue }
    }

    /// When any of these was changed last, or any component that they show, UTC.
    fn changed(self, all: impl Iterator<Item = Occurrence<'a>>) -> DateTime<Utc> {
        let times = all.flat_map(|one| {
            let components =
                Writer::named(one).filter_map(|index| self.catalogue.component_updated_at(index));
            components.chain([one.updated_at()])
        });
        times.fold(self.beginning, DateTime::max)
    }

    fn page(self, updated_at: DateTime<Utc>) -> wire::Page<'a> {
        let site = self.site;
        wire::Page {
            id: &site.id,
            name: &site.title,
            url: &site.url,
            time_zone: zone_name(site.time_zone),
            updated_at: timestamp(updated_at, site.time_zone),
        }
    }

    fn status(self) -> wire::Status {
        let banner = self.site.banner;
        wire::Status { indicator: banner.indicator.as_str(), description: banner.description }
    }
}

fn is_open(one: Occurrence<'_>) -> bool {
    !one.event().closed
}

fn is_coming(one: Occurrence<'_>) -> bool {
    one.event().status == Status::Scheduled
}

/// A file on one line. What HTML could misread is escaped, so that a text stays a text even where a browser is
/// told, or guesses, that the file is a page.
fn file(path: &str, content: &impl Serialize) -> Artifact {
    let json =
        serde_json::to_string(content).expect("texts, numbers and lists can always be written as JSON");
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            _ => safe.push(c),
        }
    }
    Artifact::new(format!("api/v2/{path}.json"), safe.into_bytes(), ArtifactKind::Feed)
}
