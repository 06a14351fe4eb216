//! From files to records: which kind a file is, by its path, and putting what was read together.

use std::sync::Arc;

use rayon::prelude::*;

use super::body::Body;
use super::content_set::Content;
use super::front_matter::{self, FrontMatter};
use super::internal::{
    Customer, Incident, InternalPostmortem, MaintenancePlan, Owners, People, Snippet, TimelineEntry,
};
use super::key::Kind;
use super::public::{Component, Group, Notice, Page, Postmortem, Record, RecordKind, SiteConfig, Update};
use super::reader::Reader;
use super::sink::Sink;
use super::{internal, is_name, public};
use crate::diagnostics::{Finding, Findings, did_you_mean, rules};
use crate::source::{Place, Side, Snapshot, SourceFile};

/// What a file gave.
enum Parsed {
    Component(Component),
    Group(Group),
    Update(RecordKind, String, Box<Update>),
    PublicPostmortem(RecordKind, String, Box<Postmortem>),
    Notice(Notice),
    Page(Page),
    Incident(String, Incident),
    Timeline(String, TimelineEntry),
    InternalPostmortem(String, InternalPostmortem),
    Maintenance(String, MaintenancePlan),
    People(People),
    Owners(Owners),
    Customer(Customer),
    Snippet(Snippet),
    Nothing,
}

impl Parsed {
    fn is_update_of(&self, kind: RecordKind, folder: &str) -> bool {
        matches!(self, Self::Update(its_kind, its_folder, _) if *its_kind == kind && its_folder == folder)
    }
}

/// Reads every record of a snapshot. What is wrong with one file never hides another.
#[must_use]
pub fn load(snapshot: &Snapshot) -> (Content, Findings) {
    let mut findings = Findings::default();
    let mut content = Content::default();
    content.public.site = snapshot.at("content/site.toml").and_then(|file| {
        let sink = Sink::default();
        let front = front_matter::split(file, &public::SITE, &sink);
        let site = with_reader(file, &public::SITE, &front, &sink, |reader| SiteConfig::read(file, reader));
        findings.extend(sink.into_findings());
        site.flatten()
    });
    if snapshot.at("content/site.toml").is_none() && !snapshot.files().is_empty() {
        findings.push(
            Finding::general(&rules::NO_CONTENT, "there is no file `content/site.toml`")
                .hint("it needs two keys to begin with: `title` and `url`"),
        );
    }
    let base_path = content.public.site.as_ref().map(|site| site.base_path.clone()).unwrap_or_default();
    let parsed: Vec<(Parsed, Vec<Finding>)> = snapshot
        .files()
        .par_iter()
        .map(|file| {
            let sink = Sink::default();
            let parsed = parse(file, snapshot, &base_path, &sink);
            (parsed, sink.into_findings())
        })
        .collect();
    let mut parsed = parsed.into_iter();
    while let Some((one, found)) = parsed.next() {
        findings.extend(found);
        content.add(one, parsed.as_slice());
    }
    content.internal.read = snapshot.files().iter().any(|file| file.side == Side::Internal);
    for record in content.public.records.iter_mut().map(Arc::make_mut) {
        record.updates.sort_by(|a, b| (a.at, &a.stem).cmp(&(b.at, &b.stem)));
    }
    for timeline in content.internal.timelines.values_mut() {
        timeline.sort_by(|a, b| (a.at, &a.author).cmp(&(b.at, &b.author)));
    }
    (content, findings)
}

impl Content {
    /// Puts a record where it belongs. `ahead` is what comes after it.
    fn add(&mut self, parsed: Parsed, ahead: &[(Parsed, Vec<Finding>)]) {
        match parsed {
            Parsed::Component(component) => self.public.components.push(component),
            Parsed::Group(group) => self.public.groups.push(group),
            Parsed::Update(kind, folder, update) => self.record(kind, folder, ahead).updates.push(*update),
            Parsed::PublicPostmortem(kind, folder, postmortem) => {
                self.record(kind, folder, ahead).postmortem = Some(*postmortem);
            }
            Parsed::Notice(notice) => self.public.notices.push(notice),
            Parsed::Page(page) => self.public.pages.push(page),
            Parsed::Incident(folder, incident) => {
                self.internal.incidents.insert(folder, incident);
            }
            Parsed::Timeline(folder, entry) => self.internal.timelines.entry(folder).or_default().push(entry),
            Parsed::InternalPostmortem(folder, postmortem) => {
                self.internal.postmortems.insert(folder, postmortem);
            }
            Parsed::Maintenance(folder, plan) => {
                self.internal.maintenance.insert(folder, plan);
            }
            Parsed::People(people) => self.internal.people = Some(people),
            Parsed::Owners(owners) => self.internal.owners = owners,
            Parsed::Customer(customer) => self.internal.customers.push(customer),
            Parsed::Snippet(snippet) => self.internal.snippets.push(snippet),
            Parsed::Nothing => {}
        }
    }

    /// The record of a folder. Files come in the order of their paths, so one folder's files come together.
    fn record(&mut self, kind: RecordKind, folder: String, ahead: &[(Parsed, Vec<Finding>)]) -> &mut Record {
        let known = self.public.records.last().is_some_and(|last| last.kind == kind && last.folder == folder);
        if !known {
            let more = ahead.iter().take_while(|(next, _)| next.is_update_of(kind, &folder)).count();
            // Updates are large and many: a list that grows would be copied, and half of it stay empty.
            let updates = Vec::with_capacity(more + 1);
            self.public.records.push(Arc::new(Record { kind, folder, updates, postmortem: None }));
        }
        let last = self.public.records.last_mut().expect("a record was pushed if there was none");
        Arc::make_mut(last)
    }
}

/// Reads one file by what its path says it is.
fn parse(file: &SourceFile, snapshot: &Snapshot, base_path: &str, sink: &Sink) -> Parsed {
    if file.path.starts_with("themes/") {
        return Parsed::Nothing;
    }
    let parts = file.parts();
    match parts.as_slice() {
        ["site.toml"] => Parsed::Nothing,
        ["people.toml"] => {
            toml_file(file, &internal::PEOPLE, sink, |reader| Parsed::People(People::read(reader)))
        }
        ["owners.toml"] => {
            toml_file(file, &internal::OWNERS, sink, |reader| Parsed::Owners(Owners::read(reader)))
        }
        ["components", folders @ .., "_group.toml"] if !folders.is_empty() => {
            check_names(file, folders, sink);
            toml_file(file, &public::GROUP, sink, |reader| Parsed::Group(Group::read(file, reader)))
        }
        ["components", folders @ .., name] if is_text(name) => {
            check_names(file, folders, sink);
            check_names(file, &[file.stem()], sink);
            let (front, body) = public_text(file, &public::COMPONENT, snapshot, base_path, sink);
            let component = with_reader(file, &public::COMPONENT, &front, sink, |reader| {
                Component::read(file, Some(reader), &front, body.clone())
            });
            Parsed::Component(component.unwrap_or_else(|| Component::read(file, None, &front, body)))
        }
        ["notices", name] if is_text(name) => {
            check_names(file, &[file.stem()], sink);
            let (front, body) = public_text(file, &public::NOTICE, snapshot, base_path, sink);
            with_reader(file, &public::NOTICE, &front, sink, |reader| Notice::read(file, reader, body))
                .flatten()
                .map_or(Parsed::Nothing, Parsed::Notice)
        }
        ["pages", name] if is_text(name) => {
            check_names(file, &[file.stem()], sink);
            let (front, body) = public_text(file, &public::PAGE, snapshot, base_path, sink);
            with_reader(file, &public::PAGE, &front, sink, |reader| Page::read(file, reader, body))
                .flatten()
                .map_or(Parsed::Nothing, Parsed::Page)
        }
        ["incidents", folder, rest @ ..] => parse_incident(file, folder, rest, snapshot, base_path, sink),
        ["maintenance", folder, rest @ ..] => {
            parse_maintenance(file, folder, rest, snapshot, base_path, sink)
        }
        ["customers", name] if is_text(name) => internal_text(file, &internal::CUSTOMER, sink, |reader| {
            Parsed::Customer(Customer::read(file, reader))
        }),
        ["snippets", name] if is_text(name) => {
            let front = front_matter::split(file, &internal::SNIPPET, sink);
            with_reader(file, &internal::SNIPPET, &front, sink, |_| ());
            Parsed::Snippet(Snippet::read(file, front.body_start))
        }
        _ => unknown(file, sink),
    }
}

fn parse_incident(
    file: &SourceFile,
    folder: &str,
    rest: &[&str],
    snapshot: &Snapshot,
    base_path: &str,
    sink: &Sink,
) -> Parsed {
    let owned = || folder.to_owned();
    match rest {
        ["incident.md"] => internal_text(file, &internal::INCIDENT, sink, |reader| {
            Parsed::Incident(owned(), Incident::read(file, reader))
        }),
        ["postmortem.md"] => internal_text(file, &internal::POSTMORTEM, sink, |reader| {
            Parsed::InternalPostmortem(owned(), InternalPostmortem::read(file, reader))
        }),
        ["timeline", name] if is_text(name) => internal_text(file, &internal::TIMELINE, sink, |reader| {
            TimelineEntry::read(file, reader)
                .map_or(Parsed::Nothing, |entry| Parsed::Timeline(owned(), entry))
        }),
        ["comms", "postmortem.md"] => {
            let (front, body) = public_text(file, &public::POSTMORTEM, snapshot, base_path, sink);
            with_reader(file, &public::POSTMORTEM, &front, sink, |reader| {
                Postmortem::read(file, reader, body)
            })
            .map_or(Parsed::Nothing, |read| {
                Parsed::PublicPostmortem(RecordKind::Incident, owned(), Box::new(read))
            })
        }
        ["comms", name] if is_text(name) => {
            update(file, RecordKind::Incident, folder, snapshot, base_path, sink)
        }
        _ => unknown(file, sink),
    }
}

fn parse_maintenance(
    file: &SourceFile,
    folder: &str,
    rest: &[&str],
    snapshot: &Snapshot,
    base_path: &str,
    sink: &Sink,
) -> Parsed {
    match rest {
        ["maintenance.md"] => internal_text(file, &internal::MAINTENANCE, sink, |reader| {
            Parsed::Maintenance(folder.to_owned(), MaintenancePlan::read(file, reader))
        }),
        ["comms", name] if is_text(name) && *name != "postmortem.md" => {
            update(file, RecordKind::Maintenance, folder, snapshot, base_path, sink)
        }
        _ => unknown(file, sink),
    }
}

fn update(
    file: &SourceFile,
    kind: RecordKind,
    folder: &str,
    snapshot: &Snapshot,
    base_path: &str,
    sink: &Sink,
) -> Parsed {
    let (front, body) = public_text(file, &public::UPDATE, snapshot, base_path, sink);
    if let Some(word) = super::stem_time(file.stem()).and_then(|(_, word)| word) {
        check_names(file, &[word], sink);
    }
    let update = match with_reader(file, &public::UPDATE, &front, sink, |reader| {
        Update::read(file, reader, body.clone())
    }) {
        Some(mut update) => {
            update.whole = sink.is_empty();
            update
        }
        None => Update::unread(file, body),
    };
    Parsed::Update(kind, folder.to_owned(), Box::new(update))
}

/// Splits a public file and renders its text.
fn public_text<'a>(
    file: &'a SourceFile,
    kind: &Kind,
    snapshot: &Snapshot,
    base_path: &str,
    sink: &Sink,
) -> (FrontMatter<'a>, Body) {
    if !file.readable {
        return (FrontMatter { table: None, start: 0, body_start: 0 }, Body::default());
    }
    let front = front_matter::split(file, kind, sink);
    // Free pages, components and post-mortems stand under the page's own heading; notices and updates lower.
    let heading_base = match file.parts().first() {
        Some(&("pages" | "components")) => 2,
        _ if file.stem() == "postmortem" => 2,
        Some(&"notices") => 4,
        _ => 3,
    };
    let body = Body::read(file, &front, snapshot, (base_path, heading_base), sink);
    (front, body)
}

fn internal_text(
    file: &SourceFile,
    kind: &'static Kind,
    sink: &Sink,
    read: impl FnOnce(&Reader<'_>) -> Parsed,
) -> Parsed {
    toml_file(file, kind, sink, read)
}

fn toml_file(
    file: &SourceFile,
    kind: &'static Kind,
    sink: &Sink,
    read: impl FnOnce(&Reader<'_>) -> Parsed,
) -> Parsed {
    if !file.readable {
        return Parsed::Nothing;
    }
    let front = front_matter::split(file, kind, sink);
    with_reader(file, kind, &front, sink, read).unwrap_or(Parsed::Nothing)
}

/// Reads the front matter, if it could be parsed.
fn with_reader<T>(
    file: &SourceFile,
    kind: &'static Kind,
    front: &FrontMatter<'_>,
    sink: &Sink,
    read: impl FnOnce(&Reader<'_>) -> T,
) -> Option<T> {
    let table = front.table.as_ref()?;
    Some(read(&Reader::new(table, (file.id, front.start), kind.name, kind.keys, sink)))
}

/// Names of public things become addresses.
fn check_names(file: &SourceFile, names: &[&str], sink: &Sink) {
    for name in names.iter().filter(|name| !is_name(name)) {
        let message = format!("`{name}` in the path of this file cannot be part of an address");
        sink.push(
            Finding::at(&rules::INVALID_NAME, file.top(), message)
                .hint(format!("rename it: `{}`", super::slug_of(name))),
        );
    }
}

/// A file in a place that no kind has. Files that are no records may lie beside internal records.
fn unknown(file: &SourceFile, sink: &Sink) -> Parsed {
    // A file that cannot be read has a finding already; where it lies is the smaller trouble.
    if !file.readable {
        return Parsed::Nothing;
    }
    let record = is_text(&file.path) || ending(&file.path) == Some("toml");
    if !record && file.side == Side::Internal {
        return Parsed::Nothing;
    }
    if !record && file.side == Side::Public {
        let message =
            format!("`{}` is neither a text nor a picture", file.path.rsplit('/').next().unwrap_or_default());
        sink.push(
            Finding::at(&rules::UNKNOWN_FILE, Place::top(file.id), message)
                .hint("public folders hold `.md` files and the PNG, JPEG and WebP pictures that they show"),
        );
        return Parsed::Nothing;
    }
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let known = [
        "site.toml",
        "people.toml",
        "owners.toml",
        "incident.md",
        "maintenance.md",
        "postmortem.md",
        "_group.toml",
    ];
    let near = did_you_mean(name, known).filter(|near| *near != name);
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`docs/content.md` lists what belongs where".into(),
    };
    sink.push(
        Finding::at(
            &rules::UNKNOWN_FILE,
            Place::top(file.id),
            format!("no record of the name `{name}` belongs here"),
        )
        .hint(hint),
    );
    Parsed::Nothing
}

/// Whether a file is Markdown. Only the exact ending counts, since names become addresses.
fn is_text(name: &str) -> bool {
    ending(name) == Some("md")
}

fn ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending)
}
