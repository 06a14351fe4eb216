//! What the files of one unit say, together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::content_set::Content;
use super::internal::{Incident, InternalPostmortem, MaintenancePlan, TimelineEntry};
use super::parse::{Parsed, parse};
use super::public::{Record, RecordKind, SiteConfig};
use super::sink::Sink;
use crate::diagnostics::Finding;
use crate::source::{SourceFile, Unit};

/// What the files of a unit say. It depends on nothing but them and the base path, so it can be used again as long
/// as both stay.
#[derive(Debug)]
pub(super) struct Bundle {
    pub(super) unit: Arc<Unit>,
    pub(super) findings: Vec<Finding>,
    /// The name of the folder, for an incident or a maintenance.
    folder: Arc<str>,
    record: Option<Arc<Record>>,
    incident: Option<Arc<Incident>>,
    /// In the order of time.
    timeline: Option<Arc<Vec<TimelineEntry>>>,
    postmortem: Option<Arc<InternalPostmortem>>,
    plan: Option<Arc<MaintenancePlan>>,
    /// What stands by itself.
    others: Vec<Parsed>,
}

impl Bundle {
    /// Reads the records of a unit. What is wrong with one file never hides another.
    pub(super) fn read(unit: &Arc<Unit>, base_path: &str) -> Self {
        let mut bundle = Self {
            unit: Arc::clone(unit),
            findings: Vec::new(),
            folder: Arc::default(),
            record: None,
            incident: None,
            timeline: None,
            postmortem: None,
            plan: None,
            others: Vec::new(),
        };
        let mut updates = Vec::new();
        let mut postmortem = None;
        let mut timeline = Vec::new();
        for file in unit.files() {
            let sink = Sink::default();
            match parse(file, unit, base_path, &sink) {
                Parsed::Update(update) => {
                    // Updates are large and many: a list that grows would be copied, and half of it stay empty.
                    if updates.is_empty() {
                        updates.reserve_exact(comms(unit));
                    }
                    updates.push(*update);
                }
                Parsed::PublicPostmortem(read) => postmortem = Some(*read),
                Parsed::Timeline(entry) => timeline.push(entry),
                Parsed::Incident(incident) => bundle.incident = Some(Arc::new(incident)),
                Parsed::InternalPostmortem(read) => bundle.postmortem = Some(Arc::new(read)),
                Parsed::Maintenance(plan) => bundle.plan = Some(Arc::new(plan)),
                Parsed::Nothing => {}
                other => bundle.others.push(other),
            }
            bundle.findings.extend(sink.into_findings());
        }
        if let Some((kind, folder)) = unit.files().first().and_then(folder_of) {
            bundle.folder = folder.into();
            if !updates.is_empty() || postmortem.is_some() {
                updates.sort_by(|a, b| (a.at, &a.stem).cmp(&(b.at, &b.stem)));
                bundle.record =
                    Some(Arc::new(Record { kind, folder: folder.to_owned(), updates, postmortem }));
            }
        }
        if !timeline.is_empty() {
            timeline.sort_by(|a, b| (a.at, &a.author).cmp(&(b.at, &b.author)));
            bundle.timeline = Some(Arc::new(timeline));
        }
        bundle
    }

    /// The settings of the site, if these are its files.
    pub(super) fn site(&self) -> Option<&SiteConfig> {
        self.others.iter().find_map(|parsed| match parsed {
            Parsed::Site(site) => Some(site.as_ref()),
            _ => None,
        })
    }
}

/// How many updates a unit holds at most.
fn comms(unit: &Unit) -> usize {
    unit.files().iter().filter(|file| matches!(file.parts().get(2), Some(&"comms"))).count()
}

/// The folder that a file belongs to, and of what it tells.
fn folder_of(file: &SourceFile) -> Option<(RecordKind, &str)> {
    let mut parts = file.path.split('/').skip(1);
    let kind = match parts.next()? {
        "incidents" => RecordKind::Incident,
        "maintenance" => RecordKind::Maintenance,
        _ => return None,
    };
    Some((kind, parts.next()?))
}

impl Content {
    /// Puts bundles together, which come in the order of their paths.
    pub(super) fn of_bundles(bundles: &[Arc<Bundle>]) -> Self {
        let mut content = Self::default();
        content.public.records = bundles.iter().filter_map(|bundle| bundle.record.clone()).collect();
        content.internal.incidents = by_folder(bundles, |bundle| bundle.incident.as_ref());
        content.internal.timelines = by_folder(bundles, |bundle| bundle.timeline.as_ref());
        content.internal.postmortems = by_folder(bundles, |bundle| bundle.postmortem.as_ref());
        content.internal.maintenance = by_folder(bundles, |bundle| bundle.plan.as_ref());
        for parsed in bundles.iter().flat_map(|bundle| &bundle.others) {
            content.add(parsed);
        }
        content
    }

    /// Puts a record where it belongs that is not one of many in a folder.
    fn add(&mut self, parsed: &Parsed) {
        match parsed.clone() {
            Parsed::Site(site) => self.public.site = Some(*site),
            Parsed::Component(component) => self.public.components.push(component),
            Parsed::Group(group) => self.public.groups.push(group),
            Parsed::Notice(notice) => self.public.notices.push(notice),
            Parsed::Page(page) => self.public.pages.push(page),
            Parsed::People(people) => self.internal.people = Some(people),
            Parsed::Owners(owners) => self.internal.owners = owners,
            Parsed::Customer(customer) => self.internal.customers.push(customer),
            Parsed::Snippet(snippet) => self.internal.snippets.push(snippet),
            Parsed::Update(_)
            | Parsed::PublicPostmortem(_)
            | Parsed::Incident(_)
            | Parsed::Timeline(_)
            | Parsed::InternalPostmortem(_)
            | Parsed::Maintenance(_)
            | Parsed::Nothing => {}
        }
    }
}

fn by_folder<T>(
    bundles: &[Arc<Bundle>],
    part: impl Fn(&Bundle) -> Option<&Arc<T>>,
) -> BTreeMap<Arc<str>, Arc<T>> {
    let parts =
        bundles.iter().filter_map(|bundle| Some((Arc::clone(&bundle.folder), Arc::clone(part(bundle)?))));
    parts.collect()
}
