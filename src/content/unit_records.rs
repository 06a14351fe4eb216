//! What the files of one unit say, together.

use std::sync::Arc;

use super::content_set::Content;
use super::finding_sink::FindingSink;
use super::folder::Folder;
use super::parse::{Parsed, parse};
use super::public::{Record, RecordKind, SiteConfig};
use crate::diagnostics::Finding;
use crate::source::{SourceFile, Unit};

/// What the files of a unit say. It depends on nothing but them and the base path, so it can be used again as long
/// as both stay.
#[derive(Debug)]
pub(super) struct UnitRecords {
    pub(super) unit: Arc<Unit>,
    pub(super) findings: Vec<Finding>,
    /// The incident or the maintenance, if its folder is the unit.
    folder: Option<Arc<Folder>>,
    /// What stands by itself.
    others: Vec<Parsed>,
}

impl UnitRecords {
    /// Reads the records of a unit. What is wrong with one file never hides another.
    pub(super) fn read(unit: &Arc<Unit>, base_path: &str) -> Self {
        let mut findings = Vec::new();
        let mut others = Vec::new();
        let parsed = unit.files().iter().map(|file| {
            let sink = FindingSink::default();
            let parsed = parse(file, unit, base_path, &sink);
            findings.extend(sink.into_findings());
            parsed
        });
        let folder = if let Some((kind, name)) = unit.files().first().and_then(folder_of) {
            let mut folder = Folder::new(kind, name.to_owned());
            folder.gather(parsed, comms(unit), &mut others);
            Some(folder).filter(|folder| !folder.is_empty())
        } else {
            others.extend(parsed.filter(|parsed| !matches!(parsed, Parsed::Nothing)));
            None
        };
        Self { unit: Arc::clone(unit), findings, folder: folder.map(Arc::new), others }
    }

    /// Whether any of it stands by itself.
    pub(super) fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// The settings of the site, if these are its files.
    pub(super) fn site(&self) -> Option<&SiteConfig> {
        self.others.iter().find_map(|parsed| match parsed {
            Parsed::Site(site) => Some(site.as_ref()),
            _ => None,
        })
    }
}

impl Folder {
    /// Takes in what its files say. `comms` is how many updates there are at most.
    fn gather(&mut self, parsed: impl Iterator<Item = Parsed>, comms: usize, others: &mut Vec<Parsed>) {
        // Updates are large and many: a list that grows would be copied, and half of it stay empty.
        let mut updates = Vec::with_capacity(comms);
        let mut postmortem = None;
        for parsed in parsed {
            match parsed {
                Parsed::Update(update) => updates.push(*update),
                Parsed::PublicPostmortem(read) => postmortem = Some(*read),
                Parsed::Timeline(entry) => self.timeline.push(entry),
                Parsed::Incident(incident) => self.incident = Some(incident),
                Parsed::InternalPostmortem(read) => self.postmortem = Some(read),
                Parsed::Maintenance(plan) => self.plan = Some(plan),
                Parsed::Nothing => {}
                other => others.push(other),
            }
        }
        self.timeline.sort_by(|a, b| (a.at, &a.author).cmp(&(b.at, &b.author)));
        if !updates.is_empty() || postmortem.is_some() {
            updates.sort_by(|a, b| (a.at, &a.stem).cmp(&(b.at, &b.stem)));
            let folder = self.name.clone();
            self.record = Some(Arc::new(Record { kind: self.kind, folder, updates, postmortem }));
        }
    }
}

/// How many updates a unit holds at most.
fn comms(unit: &Unit) -> usize {
    unit.files().iter().filter(|file| file.path.contains("/comms/")).count()
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
    /// Puts units together, which come in the order of their paths.
    pub(super) fn from_units(units: &[Arc<UnitRecords>]) -> Self {
        let mut content = Self::default();
        content.internal.folders =
            units.iter().filter_map(|unit_records| unit_records.folder.clone()).collect();
        let folders = content.internal.folders.iter();
        content.public.records = folders.filter_map(|folder| folder.record.clone()).collect();
        for parsed in units.iter().flat_map(|unit_records| &unit_records.others) {
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
