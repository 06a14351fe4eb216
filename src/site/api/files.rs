//! The eight files of the API.
//!
//! `page.updated_at` is the newest change of the subject of a file: of everything for the summary and the status, of
//! the components, incidents or maintenances for the other files. It is never older than anything in the file, and a
//! file changes only when its subject does.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::catalogue::Catalogue;
use super::event::{ApiEvent, newest};
use super::timestamp::{timestamp, zone_name};
use super::wire;
use super::writer::EventWriter;
use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::status::Status;

/// The maximum number of incidents and of maintenances in a list of the past.
const MAX_RECENT: usize = 50;

/// The data of all files.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    site: &'a Site,
    catalogue: &'a Catalogue<'a>,
    /// The earliest possible change, UTC: the first release.
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
        let incidents_file = |path, incidents_of: &[wire::Incident<'_>]| {
            file(path, &wire::IncidentsFile { page: self.page(incidents), incidents: incidents_of })
        };
        let maintenances_file = |path, scheduled_maintenances| {
            file(path, &wire::MaintenancesFile { page: self.page(maintenances), scheduled_maintenances })
        };
        vec![
            file("summary", &summary),
            file("status", &status),
            file("components", &list),
            incidents_file("incidents", &self.recent_incidents()),
            incidents_file("incidents/unresolved", &unresolved),
            maintenances_file("scheduled-maintenances", self.recent_maintenances()),
            maintenances_file("scheduled-maintenances/upcoming", self.open_maintenances(is_coming)),
            maintenances_file("scheduled-maintenances/active", self.open_maintenances(|one| !is_coming(one))),
        ]
    }

    fn all_incidents(self) -> impl Iterator<Item = ApiEvent<'a>> {
        ApiEvent::incidents(self.site)
    }

    fn all_maintenances(self) -> impl Iterator<Item = ApiEvent<'a>> {
        self.site.maintenances.iter().map(|one| ApiEvent::Maintenance(one))
    }

    /// The newest incidents, newest first.
    fn recent_incidents(self) -> Vec<wire::Incident<'a>> {
        self.incidents(newest(self.all_incidents(), ApiEvent::placed_at, MAX_RECENT))
    }

    /// The open incidents, oldest first, as on Statuspage.
    fn open_incidents(self) -> Vec<wire::Incident<'a>> {
        let mut open =
            newest(self.all_incidents().filter(|one| is_open(*one)), ApiEvent::placed_at, usize::MAX);
        open.reverse();
        self.incidents(open)
    }

    fn incidents(self, chosen: Vec<ApiEvent<'a>>) -> Vec<wire::Incident<'a>> {
        let writer = self.writer();
        let written = chosen.into_iter().filter_map(|one| match one {
            ApiEvent::Incident(incident, postmortem) => Some(writer.incident(incident, postmortem)),
            ApiEvent::Maintenance(_) => None,
        });
        written.collect()
    }

    /// The newest maintenances, newest first.
    fn recent_maintenances(self) -> Vec<wire::Maintenance<'a>> {
        self.maintenances(newest(self.all_maintenances(), ApiEvent::placed_at, MAX_RECENT))
    }

    /// The open maintenances that match `wanted`, soonest first.
    fn open_maintenances(self, wanted: fn(ApiEvent<'_>) -> bool) -> Vec<wire::Maintenance<'a>> {
        let open = self.all_maintenances().filter(|one| is_open(*one) && wanted(*one));
        let mut open = newest(open, ApiEvent::placed_at, usize::MAX);
        open.reverse();
        self.maintenances(open)
    }

    fn maintenances(self, chosen: Vec<ApiEvent<'a>>) -> Vec<wire::Maintenance<'a>> {
        let writer = self.writer();
        let written = chosen.into_iter().filter_map(|one| match one {
            ApiEvent::Maintenance(maintenance) => Some(writer.maintenance(maintenance)),
            ApiEvent::Incident(..) => None,
        });
        written.collect()
    }

    fn writer(self) -> EventWriter<'a> {
        EventWriter { site: self.site, catalogue: self.catalogue }
    }

    /// The last change of these events or of any component that they show, UTC.
    fn changed(self, all: impl Iterator<Item = ApiEvent<'a>>) -> DateTime<Utc> {
        let times = all.flat_map(|one| {
            let components =
                EventWriter::named(one).filter_map(|index| self.catalogue.component_updated_at(index));
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

fn is_open(one: ApiEvent<'_>) -> bool {
    !one.event().closed
}

fn is_coming(one: ApiEvent<'_>) -> bool {
    one.event().status == Status::Scheduled
}

/// Writes a file on one line. Characters with a meaning in HTML are escaped, so that the file is harmless even if a
/// browser interprets it as HTML.
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
