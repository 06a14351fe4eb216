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
use crate::output::{Kind, Output};
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

    pub(super) fn outputs(self) -> Vec<Output> {
        let components = self.catalogue.updated_at().unwrap_or(self.beginning);
        let incidents = self.changed(self.all_incidents());
        let maintenances = self.changed(self.all_maintenances());
        let everything = components.max(incidents).max(maintenances);

        let unresolved = self.incidents(usize::MAX, is_open);
        let summary = wire::SummaryFile {
            page: self.page(everything),
            components: self.catalogue.listed(),
            incidents: &unresolved,
            scheduled_maintenances: self.maintenances(usize::MAX, is_open),
            status: self.status(),
        };
        let status = wire::StatusFile { page: self.page(everything), status: self.status() };
        let list = wire::ComponentsFile { page: self.page(components), components: self.catalogue.listed() };
        let recent = self.incidents(MOST, |_| true);
        let in_file = |incidents_of: &[wire::Incident<'_>], path| {
            file(path, &wire::IncidentsFile { page: self.page(incidents), incidents: incidents_of })
        };
        let planned = |path, most, filter: fn(Occurrence<'_>) -> bool| {
            let scheduled_maintenances = self.maintenances(most, filter);
            file(path, &wire::MaintenancesFile { page: self.page(maintenances), scheduled_maintenances })
        };
        vec![
            file("summary", &summary),
            file("status", &status),
            file("components", &list),
            in_file(&recent, "incidents"),
            in_file(&unresolved, "incidents/unresolved"),
            planned("scheduled-maintenances", MOST, |_| true),
            planned("scheduled-maintenances/upcoming", usize::MAX, |one| is_open(one) && is_coming(one)),
            planned("scheduled-maintenances/active", usize::MAX, |one| is_open(one) && !is_coming(one)),
        ]
    }

    fn all_incidents(self) -> impl Iterator<Item = Occurrence<'a>> {
        self.site.incidents.iter().map(Occurrence::Incident)
    }

    fn all_maintenances(self) -> impl Iterator<Item = Occurrence<'a>> {
        self.site.maintenances.iter().map(Occurrence::Maintenance)
    }

    /// Incidents, newest first.
    fn incidents(self, most: usize, filter: fn(Occurrence<'_>) -> bool) -> Vec<wire::Incident<'a>> {
        let chosen = newest(self.all_incidents().filter(|one| filter(*one)), Occurrence::created_at, most);
        let writer = self.writer();
        chosen
            .into_iter()
            .filter_map(|one| match one {
                Occurrence::Incident(incident) => Some(writer.incident(incident)),
                Occurrence::Maintenance(_) => None,
            })
            .collect()
    }

    /// Maintenances, newest first.
    fn maintenances(self, most: usize, filter: fn(Occurrence<'_>) -> bool) -> Vec<wire::Maintenance<'a>> {
        let chosen = newest(self.all_maintenances().filter(|one| filter(*one)), Occurrence::created_at, most);
        let writer = self.writer();
        chosen
            .into_iter()
            .filter_map(|one| match one {
                Occurrence::Maintenance(maintenance) => Some(writer.maintenance(maintenance)),
                Occurrence::Incident(_) => None,
            })
            .collect()
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
fn file(path: &str, content: &impl Serialize) -> Output {
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
    Output::new(format!("api/v2/{path}.json"), safe.into_bytes(), Kind::Feed)
}
