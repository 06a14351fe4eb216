//! The records of one unit, and the content built from all units.

use std::sync::Arc;

use super::content_set::Content;
use super::finding_sink::FindingSink;
use super::folder::Folder;
use super::parse::{Parsed, parse};
use super::public::{Record, RecordKind, SiteConfig};
use crate::diagnostics::Finding;
use crate::source::{SourceFile, Unit};

/// The records of a unit. They depend only on its files and the base path, so they can be reused while both are
/// unchanged.
#[derive(Debug)]
pub(super) struct UnitRecords {
    pub(super) unit: Arc<Unit>,
    pub(super) findings: Vec<Finding>,
    /// The incident or the maintenance, if the unit is its folder.
    folder: Option<Arc<Folder>>,
    /// The records that are not part of a folder.
    shared_records: Vec<Parsed>,
}

impl UnitRecords {
    /// Reads the records of a unit. An error in one file does not hide findings in others.
    pub(super) fn read(unit: &Arc<Unit>, site_url: &str) -> Self {
        let mut findings = Vec::new();
        let mut shared_records = Vec::new();
        let mut record_incomplete = false;
        let parsed = unit.files().iter().map(|file| {
            let sink = FindingSink::default();
            let parsed = parse(file, unit, site_url, &sink);
            record_incomplete |= is_record(file) && (sink.has_errors() || !file.readable);
            findings.extend(sink.into_findings());
            parsed
        });
        let folder = if let Some((kind, name)) = unit.files().first().and_then(folder_of) {
            let mut folder = Folder::new(kind, name.to_owned());
            folder.gather(parsed, comms(unit), &mut shared_records);
            folder.record_incomplete = record_incomplete;
            Some(folder).filter(|folder| !folder.is_empty())
        } else {
            shared_records.extend(parsed.filter(|parsed| !matches!(parsed, Parsed::Nothing)));
            None
        };
        Self { unit: Arc::clone(unit), findings, folder: folder.map(Arc::new), shared_records }
    }

    /// Whether the unit contains shared content.
    pub(super) fn has_shared_records(&self) -> bool {
        !self.shared_records.is_empty()
    }

    /// Returns the site settings, if the unit contains them.
    pub(super) fn site(&self) -> Option<&SiteConfig> {
        self.shared_records.iter().find_map(|parsed| match parsed {
            Parsed::Site(site) => Some(site.as_ref()),
            _ => None,
        })
    }
}

impl Folder {
    /// Adds the records of a folder. `comms` is an upper bound for the number of updates.
    fn gather(
        &mut self,
        parsed: impl Iterator<Item = Parsed>,
        comms: usize,
        shared_records: &mut Vec<Parsed>,
    ) {
        // Reserved in advance: updates are large and numerous, and growing the list would copy them.
        let mut updates = Vec::with_capacity(comms);
        let mut postmortem = None;
        for parsed in parsed {
            match parsed {
                Parsed::Update(update) => updates.push(*update),
                Parsed::PublicPostmortem(read) => postmortem = Some(*read),
                Parsed::Timeline(entry) => self.timeline.push(entry),
                Parsed::Incident(incident) => self.incident = Some(incident),
                Parsed::InternalPostmortem(read) => self.postmortem = Some(*read),
                Parsed::Maintenance(plan) => self.plan = Some(plan),
                Parsed::Nothing => {}
                other => shared_records.push(other),
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

/// Whether a file is the internal record of an incident or belongs to its timeline.
fn is_record(file: &SourceFile) -> bool {
    matches!(file.parts().as_slice(), ["incidents", _, "incident.md"] | ["incidents", _, "timeline", ..])
}

/// Returns an upper bound for the number of updates in a unit.
fn comms(unit: &Unit) -> usize {
    unit.files().iter().filter(|file| file.path.contains("/comms/")).count()
}

/// Returns the kind and the name of the record folder that a file belongs to.
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
    /// Builds the content from the records of all units, in the order of their keys.
    pub(super) fn from_units(units: &[Arc<UnitRecords>]) -> Self {
        let mut content = Self::default();
        content.internal.folders = units.iter().filter_map(|unit| unit.folder.clone()).collect();
        let folders = content.internal.folders.iter();
        content.public.records = folders.filter_map(|folder| folder.record.clone()).collect();
        for parsed in units.iter().flat_map(|unit| &unit.shared_records) {
            content.add(parsed);
        }
        content
    }

    /// Adds a record that is not part of a folder.
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
            Parsed::Notifications(notifications) => self.internal.notifications = notifications,
            Parsed::Response(policy) => self.internal.response = Some(policy),
            Parsed::Template(template) => self.internal.templates.push(template),
            Parsed::Snippet(snippet) => self.internal.snippets.push(snippet),
            Parsed::Checklist(checklist) => self.internal.checklists.push(checklist),
            Parsed::Runbook(runbook) => self.internal.runbooks.push(runbook),
            Parsed::Review(review) => self.internal.reviews.push(review),
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
