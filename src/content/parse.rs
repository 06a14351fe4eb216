//! Reads a file as the kind of record that its path determines.

use std::path::Path;

use super::approved_text::ApprovedText;
use super::body::Body;
use super::finding_sink::FindingSink;
use super::front_matter::{self, FrontMatter};
use super::internal::{
    Checklist, Customer, Incident, InternalPostmortem, MaintenancePlan, Notifications, Owners, People,
    ResponsePolicy, ReviewRecord, Runbook, Snippet, Template, TimelineEntry,
};
use super::key::Kind;
use super::public::{Component, Group, Notice, Page, Postmortem, SiteConfig, Update};
use super::reader::{Reader, may_restrict};
use super::{internal, is_name, public};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::source::{Side, SourceFile, Unit};
use crate::span::Span;

/// The record of a file.
#[derive(Clone, Debug)]
pub(super) enum Parsed {
    Site(Box<SiteConfig>),
    Component(Component),
    Group(Group),
    Update(Box<Update>),
    PublicPostmortem(Box<Postmortem>),
    Notice(Notice),
    Page(Page),
    Incident(Incident),
    Timeline(TimelineEntry),
    InternalPostmortem(Box<InternalPostmortem>),
    Maintenance(MaintenancePlan),
    People(People),
    Owners(Owners),
    Customer(Customer),
    Response(ResponsePolicy),
    Notifications(Notifications),
    Snippet(Snippet),
    Template(Template),
    Checklist(Checklist),
    Runbook(Runbook),
    Review(ReviewRecord),
    Nothing,
}

/// Reads one file as the kind that its path determines.
pub(super) fn parse(file: &SourceFile, unit: &Unit, site_url: &str, sink: &FindingSink) -> Parsed {
    if file.path.starts_with("themes/") {
        front_matter::report_conflict(file, sink);
        return Parsed::Nothing;
    }
    let parts = file.parts();
    match parts.as_slice() {
        ["site.toml"] => {
            let front = front_matter::split(file, &public::SITE, sink);
            let site =
                with_reader(file, &public::SITE, &front, sink, |reader| SiteConfig::read(file, reader));
            site.flatten().map_or(Parsed::Nothing, |site| Parsed::Site(Box::new(site)))
        }
        ["people.toml"] => {
            toml_file(file, &internal::PEOPLE, sink, |reader| Parsed::People(People::read(reader)))
        }
        ["owners.toml"] => {
            toml_file(file, &internal::OWNERS, sink, |reader| Parsed::Owners(Owners::read(reader)))
        }
        ["response.toml"] => toml_file(file, &internal::RESPONSE, sink, |reader| {
            Parsed::Response(ResponsePolicy::read(reader))
        }),
        ["notify.toml"] => toml_file(file, &internal::NOTIFY, sink, |reader| {
            Parsed::Notifications(Notifications::read(reader))
        }),
        ["components", folders @ .., "_group.toml"] if !folders.is_empty() => {
            check_names(file, folders, sink);
            toml_file(file, &public::GROUP, sink, |reader| Parsed::Group(Group::read(file, reader)))
        }
        ["components", folders @ .., name] if is_text(name) => {
            check_names(file, folders, sink);
            check_names(file, &[file.stem()], sink);
            let (front, body) = public_text(file, &public::COMPONENT, unit, site_url, sink);
            let component = with_reader(file, &public::COMPONENT, &front, sink, |reader| {
                Component::read(file, Some(reader), body.clone())
            });
            Parsed::Component(component.unwrap_or_else(|| Component::read(file, None, body)))
        }
        ["notices", name] if is_text(name) => {
            check_names(file, &[file.stem()], sink);
            let (front, body) = public_text(file, &public::NOTICE, unit, site_url, sink);
            with_reader(file, &public::NOTICE, &front, sink, |reader| Notice::read(file, reader, body))
                .flatten()
                .map_or(Parsed::Nothing, Parsed::Notice)
        }
        ["pages", name] if is_text(name) => {
            check_names(file, &[file.stem()], sink);
            let (front, body) = public_text(file, &public::PAGE, unit, site_url, sink);
            with_reader(file, &public::PAGE, &front, sink, |reader| Page::read(file, reader, body))
                .flatten()
                .map_or(Parsed::Nothing, Parsed::Page)
        }
        ["incidents", _, rest @ ..] => parse_incident(file, rest, unit, site_url, sink),
        ["maintenance", _, rest @ ..] => parse_maintenance(file, rest, unit, site_url, sink),
        ["customers", name] if is_text(name) => internal_text(file, &internal::CUSTOMER, sink, |reader| {
            Parsed::Customer(Customer::read(file, reader))
        }),
        ["snippets", name] if is_text(name) => {
            let front = front_matter::split(file, &internal::SNIPPET, sink);
            with_reader(file, &internal::SNIPPET, &front, sink, |_| ());
            Parsed::Snippet(Snippet::read(file, front.body_start))
        }
        ["templates", name] if is_text(name) => {
            let front = front_matter::split(file, &internal::TEMPLATE, sink);
            with_reader(file, &internal::TEMPLATE, &front, sink, |_| ());
            Parsed::Template(Template::read(file, front.body_start))
        }
        ["checklists", name] if is_text(name) => {
            let front = front_matter::split(file, &internal::CHECKLIST, sink);
            with_reader(file, &internal::CHECKLIST, &front, sink, |_| ());
            Parsed::Checklist(Checklist::read(file, front.body_start))
        }
        ["runbooks", name] if is_text(name) => internal_text(file, &internal::RUNBOOK, sink, |reader| {
            Parsed::Runbook(Runbook::read(file, reader))
        }),
        ["reviews", name] if is_text(name) => review(file, sink),
        _ => unknown(file, sink),
    }
}

fn review(file: &SourceFile, sink: &FindingSink) -> Parsed {
    if !file.readable {
        return Parsed::Nothing;
    }
    let front = front_matter::split(file, &internal::REVIEW, sink);
    let read = with_reader(file, &internal::REVIEW, &front, sink, |reader| {
        ReviewRecord::read(file, reader, front.body_start).map_err(|finding| reader.report(finding)).ok()
    });
    read.flatten().map_or(Parsed::Nothing, Parsed::Review)
}

fn parse_incident(
    file: &SourceFile,
    rest: &[&str],
    unit: &Unit,
    site_url: &str,
    sink: &FindingSink,
) -> Parsed {
    match rest {
        ["incident.md"] => internal_text(file, &internal::INCIDENT, sink, |reader| {
            Parsed::Incident(Incident::read(file, reader))
        }),
        ["postmortem.md"] => internal_postmortem(file, sink),
        ["timeline", name] if is_text(name) => internal_text(file, &internal::TIMELINE, sink, |reader| {
            TimelineEntry::read(file, reader).map_or(Parsed::Nothing, Parsed::Timeline)
        }),
        ["comms", "postmortem.md"] => {
            let (front, body) = public_text(file, &public::POSTMORTEM, unit, site_url, sink);
            with_reader(file, &public::POSTMORTEM, &front, sink, |reader| {
                let read = Postmortem::read(file, reader, body);
                let approved_text =
                    if read.approvals.is_empty() { None } else { bound(file, &front, &read.body) };
                let may_be_restricted = read.may_be_restricted || front.is_unclear;
                Postmortem { approved_text, may_be_restricted, ..read }
            })
            .map_or(Parsed::Nothing, |read| Parsed::PublicPostmortem(Box::new(read)))
        }
        ["comms", name] if is_text(name) => update(file, unit, site_url, sink),
        _ => unknown(file, sink),
    }
}

fn parse_maintenance(
    file: &SourceFile,
    rest: &[&str],
    unit: &Unit,
    site_url: &str,
    sink: &FindingSink,
) -> Parsed {
    match rest {
        ["maintenance.md"] => internal_text(file, &internal::MAINTENANCE, sink, |reader| {
            Parsed::Maintenance(MaintenancePlan::read(file, reader))
        }),
        ["comms", name] if is_text(name) && *name != "postmortem.md" => update(file, unit, site_url, sink),
        _ => unknown(file, sink),
    }
}

fn update(file: &SourceFile, unit: &Unit, site_url: &str, sink: &FindingSink) -> Parsed {
    let (front, body) = public_text(file, &public::UPDATE, unit, site_url, sink);
    if let Some(word) = super::stem_time(file.stem()).and_then(|(_, word)| word) {
        check_names(file, &[word], sink);
    }
    let read = with_reader(file, &public::UPDATE, &front, sink, |reader| {
        Update::read(file, reader, body.clone(), site_url)
    });
    let update = if let Some(mut update) = read {
        update.whole = !sink.has_errors();
        update.may_be_restricted |= front.is_unclear;
        if !update.approvals.is_empty() {
            update.approved_text = bound(file, &front, &update.body);
        }
        update
    } else {
        // Without an opening `+++` line, the whole file may be front matter.
        let end = if front.start == 0 { file.text.len() } else { front.body_start };
        let keys = file.text.get(front.start..end).unwrap_or_default();
        Update {
            may_be_restricted: !file.readable || front.is_unclear || may_restrict(keys),
            ..Update::unread(file, body)
        }
    };
    Parsed::Update(Box::new(update))
}

fn bound(file: &SourceFile, front: &FrontMatter<'_>, body: &Body) -> Option<Box<ApprovedText>> {
    ApprovedText::new(file, front, &body.images).map(Box::new)
}

/// Splits a public file and renders its text.
fn public_text<'a>(
    file: &'a SourceFile,
    kind: &Kind,
    unit: &Unit,
    site_url: &str,
    sink: &FindingSink,
) -> (FrontMatter<'a>, Body) {
    if !file.readable {
        return (FrontMatter { table: None, start: 0, body_start: 0, is_unclear: false }, Body::default());
    }
    let front = front_matter::split(file, kind, sink);
    // Pages, components and post-mortems are directly below the page heading; notices and updates are deeper.
    let heading_base = match file.parts().first() {
        Some(&("pages" | "components")) => 2,
        _ if file.stem() == "postmortem" => 2,
        Some(&"notices") => 4,
        _ => 3,
    };
    let body = Body::read(file, &front, unit, (site_url, heading_base), sink);
    (front, body)
}

fn internal_text(
    file: &SourceFile,
    kind: &'static Kind,
    sink: &FindingSink,
    read: impl FnOnce(&Reader<'_>) -> Parsed,
) -> Parsed {
    toml_file(file, kind, sink, read)
}

fn toml_file(
    file: &SourceFile,
    kind: &'static Kind,
    sink: &FindingSink,
    read: impl FnOnce(&Reader<'_>) -> Parsed,
) -> Parsed {
    if !file.readable {
        return Parsed::Nothing;
    }
    let front = front_matter::split(file, kind, sink);
    with_reader(file, kind, &front, sink, read).unwrap_or(Parsed::Nothing)
}

fn internal_postmortem(file: &SourceFile, sink: &FindingSink) -> Parsed {
    if !file.readable {
        return Parsed::Nothing;
    }
    let front = front_matter::split(file, &internal::POSTMORTEM, sink);
    let read = with_reader(file, &internal::POSTMORTEM, &front, sink, |reader| {
        InternalPostmortem::read(file, reader, front.body_start)
    });
    let approved_text = ApprovedText::of_internal(file, &front).map(Box::new);
    read.map_or(Parsed::Nothing, |read| {
        Parsed::InternalPostmortem(Box::new(InternalPostmortem { approved_text, ..read }))
    })
}

/// Reads the front matter if it is valid TOML.
fn with_reader<T>(
    file: &SourceFile,
    kind: &'static Kind,
    front: &FrontMatter<'_>,
    sink: &FindingSink,
    read: impl FnOnce(&Reader<'_>) -> T,
) -> Option<T> {
    let table = front.table.as_ref()?;
    Some(read(&Reader::new(table, (file.id, front.start), kind.name, kind.keys, sink)))
}

/// Reports names that are not valid in addresses.
fn check_names(file: &SourceFile, names: &[&str], sink: &FindingSink) {
    for name in names.iter().filter(|name| !is_name(name)) {
        let message = format!("`{name}` in the path of this file cannot be part of an address");
        sink.push(
            Finding::at(&rules::INVALID_NAME, file.top(), message)
                .hint(format!("rename it to `{}`", super::slug_of(name))),
        );
    }
}

/// Handles a file at an unknown path. Internal folders may contain files that are not records.
fn unknown(file: &SourceFile, sink: &FindingSink) -> Parsed {
    // An unreadable file already has a finding, which matters more than its path.
    if !file.readable {
        return Parsed::Nothing;
    }
    let record = is_text(&file.path) || ending(&file.path) == Some("toml");
    if !record && file.side == Side::Internal {
        if looks_like_a_record(file) {
            sink.push(misnamed(file));
        }
        return Parsed::Nothing;
    }
    if !record && file.side == Side::Public {
        let message =
            format!("`{}` is neither a text nor an image", file.path.rsplit('/').next().unwrap_or_default());
        sink.push(
            Finding::at(&rules::UNKNOWN_FILE, Span::top(file.id), message).hint(
                "public folders may contain `.md` files and the PNG, JPEG and WebP images that they show",
            ),
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
        None => "see `docs/content.md` for the files that belong here".into(),
    };
    sink.push(
        Finding::at(
            &rules::UNKNOWN_FILE,
            Span::top(file.id),
            format!("no record named `{name}` belongs here"),
        )
        .hint(hint),
    );
    Parsed::Nothing
}

/// Whether an internal file that is neither Markdown nor TOML by its name is a record with a wrong name. Otherwise the
/// gate would not know the names in it. Logs and dumps next to a record are no mistake.
fn looks_like_a_record(file: &SourceFile) -> bool {
    let parts = file.parts();
    let name = parts.last().copied().unwrap_or_default().to_lowercase();
    let mut pieces = name.split('.');
    let stem = pieces.next().unwrap_or_default();
    let mut has_type = false;
    for piece in pieces {
        has_type = true;
        let piece = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if TEXT_TYPES.contains(&piece) {
            return true;
        }
    }
    let records = ["site", "people", "owners", "response", "notify", "incident", "maintenance", "postmortem"];
    match parts.as_slice() {
        // These folders contain nothing else.
        ["customers" | "snippets", ..] | [_] => true,
        ["incidents" | "maintenance", _, "timeline", _] => {
            let is_plain = !has_type || Path::new(&name).extension().is_some_and(|kind| kind == "txt");
            is_plain && super::stem_time(&file.stem().to_uppercase()).is_some()
        }
        _ => !has_type && records.contains(&stem),
    }
}

/// Endings of Markdown and TOML files in other spellings, and of the format that people confuse with TOML.
const TEXT_TYPES: [&str; 13] =
    ["md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdx", "mdtxt", "toml", "tml", "toml_", "yaml", "yml"];

/// Returns the finding for a record whose name has a wrong type.
fn misnamed(file: &SourceFile) -> Finding {
    let parts = file.parts();
    let name = parts.last().copied().unwrap_or_default();
    let stem = name.split('.').find(|piece| !piece.is_empty()).unwrap_or(name);
    let lower = stem.to_lowercase();
    let of_toml = ["site", "people", "owners", "response", "notify"];
    let hint = match parts.as_slice() {
        [_] => match did_you_mean(&lower, of_toml) {
            Some(near) => format!("rename it to `{near}.toml`, or move it out of `content/`"),
            None => {
                "move it out of `content/`; see `docs/content.md` for the files that belong here".to_owned()
            }
        },
        _ => format!("rename it to `{stem}.md`, or move it out of `content/`"),
    };
    Finding::at(&rules::UNKNOWN_FILE, Span::top(file.id), format!("no record named `{name}` belongs here"))
        .hint(hint)
}

/// Whether a file is Markdown. The extension must match exactly, because file names become addresses.
fn is_text(name: &str) -> bool {
    ending(name) == Some("md")
}

fn ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending)
}
