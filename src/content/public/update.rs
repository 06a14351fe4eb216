//! `comms/<time>[-<word>].md`: one update of an incident or a maintenance, as customers read it.

use chrono::{DateTime, TimeDelta, Utc};

use super::approval::KEYS as APPROVAL_KEYS;
use super::imported::{RECORD_KEYS, UPDATE_KEYS};
use super::{Approval, ImportedUpdate};
use crate::content::body::Body;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::content::{AudienceTag, stem_time};
use crate::diagnostics::{Finding, rules};
use crate::source::{Located, Place, Side, SourceFile};
use crate::status::{Impact, State, Status};

/// What a folder of updates tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// Something broke.
    Incident,
    /// Something is worked on as planned.
    Maintenance,
}

/// The public half of an incident or a maintenance: its updates and its post-mortem.
#[derive(Clone, Debug)]
pub struct Record {
    /// Which of the two.
    pub kind: RecordKind,
    /// Name of the folder. It is internal: nothing public may depend on it.
    pub folder: String,
    /// The updates in the order of their times, drafts among them.
    pub updates: Vec<Update>,
    /// The post-mortem for customers.
    pub postmortem: Option<super::Postmortem>,
}

impl Record {
    /// Whom an update without an `audience` is for: the audience of the record's first entry, and there the
    /// public. A draft is not there for anybody, so it has no say in it either; `check` refuses the case in which
    /// that could surprise (`audience-unclear`).
    #[must_use]
    pub fn usual_audience(&self) -> &[AudienceTag] {
        let first =
            self.updates.iter().find(|update| !update.draft).and_then(|first| first.audience.as_ref());
        first.map_or(&[AudienceTag::Public], |tags| tags.value.as_slice())
    }
}

/// One update.
#[derive(Clone, Debug)]
pub struct Update {
    /// Name of the file without `.md`: its identity for ever.
    pub stem: String,
    /// When customers were told, UTC. The beginning of time if the file could not be read.
    pub at: DateTime<Utc>,
    /// Title; renames the record from here on.
    pub title: Option<Located<String>>,
    /// Address of the record.
    pub slug: Option<Located<String>>,
    /// New status; absent: it stays.
    pub status: Option<Located<Status>>,
    /// Who wrote it; never shown.
    pub author: Option<Located<String>>,
    /// The name that the page shows, if any.
    pub byline: Option<String>,
    /// New states of components, in the order in which they are written.
    pub components: Vec<(Located<String>, Located<State>)>,
    /// When it really was.
    pub intervals: Vec<IntervalEntry>,
    /// The promise of the next update.
    pub next_update: Option<Located<NextUpdate>>,
    /// Overrides the derived impact.
    pub impact: Option<Impact>,
    /// The planned time of a maintenance.
    pub window: Option<WindowEntry>,
    /// To whom it is released; absent: as the first update, and there to the public.
    pub audience: Option<Located<Vec<AudienceTag>>>,
    /// When it was written, if later than it says, UTC.
    pub added: Option<DateTime<Utc>>,
    /// Changes since it was released.
    pub edited: Vec<Edit>,
    /// Stem of the update that it corrects.
    pub corrects: Option<Located<String>>,
    /// That its text is withdrawn.
    pub retracted: Option<Retraction>,
    /// That the record is open again.
    pub reopened: bool,
    /// Slug of the incident that carries on.
    pub merged_into: Option<Located<String>>,
    /// Slug of the incident that went before.
    pub follows: Option<Located<String>>,
    /// A supplier's incident behind it.
    pub upstream: Option<Upstream>,
    /// Written ahead, released to nobody.
    pub draft: bool,
    /// Id of the record in the API.
    pub incident_id: Option<Located<String>>,
    /// Id of the update in the API.
    pub id: Option<Located<String>>,
    /// Who said yes to it.
    pub approvals: Vec<Approval>,
    /// What an import kept.
    pub imported: ImportedUpdate,
    /// Its text.
    pub body: Body,
    /// Whether all of it could be read; rules on the course of a record skip those that could not.
    pub whole: bool,
    /// Its file.
    pub place: Place,
}

/// `[[interval]]`: how it really was, as found out later.
#[derive(Clone, Debug)]
pub struct IntervalEntry {
    /// The components, as written.
    pub components: Vec<Located<String>>,
    /// Their state.
    pub state: State,
    /// From here, UTC.
    pub from: DateTime<Utc>,
    /// To here, UTC.
    pub to: DateTime<Utc>,
}

/// The promise of the next update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextUpdate {
    /// At an instant, UTC.
    At(DateTime<Utc>),
    /// A span after the update.
    After(TimeDelta),
}

/// The planned time of a maintenance, or a change of it.
#[derive(Clone, Debug)]
pub struct WindowEntry {
    /// New beginning, UTC.
    pub from: Option<DateTime<Utc>>,
    /// New end, UTC.
    pub to: Option<DateTime<Utc>>,
    /// Where it stands.
    pub place: Place,
}

/// A change of the text after its release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// What was changed.
    pub note: String,
}

/// That the text is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Why.
    pub note: String,
}

/// A supplier's incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The supplier.
    pub name: String,
    /// Its page on it: `https:` or `http:`.
    pub url: String,
}

const INTERVAL_KEYS: &[Key] = &[
    Key::required("components", "list of components", "the components"),
    Key::required("state", "state", "their state"),
    Key::required("from", "time", "from here"),
    Key::required("to", "time", "to here"),
];
const WINDOW_KEYS: &[Key] = &[
    Key::optional("from", "time", "the beginning; needed in the first entry"),
    Key::optional("to", "time", "the end; needed in the first entry, alone it extends"),
];
const NOTE_KEYS: &[Key] =
    &[Key::required("at", "time", "when"), Key::required("note", "text", "what customers read about it")];
const UPSTREAM_KEYS: &[Key] =
    &[Key::required("name", "text", "the supplier"), Key::required("url", "link", "its page on it")];

pub(in crate::content) const KIND: Kind = Kind {
    name: "an update",
    path: "incidents/<folder>/comms/<time>[-<word>].md, maintenance/<folder>/comms/<time>[-<word>].md",
    side: Side::Public,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::optional("title", "text", "what it is about; required in the first entry, later it renames"),
        Key::optional("slug", "name", "the address of the record, in the first entry"),
        Key::optional(
            "status",
            "status",
            "how things stand: incident `investigating`, `identified`, `monitoring`, `resolved`; maintenance `scheduled`, `in_progress`, `verifying`, `completed`, `cancelled`; left out, it stays",
        ),
        Key::optional("author", "person", "who wrote it; never shown"),
        Key::optional("byline", "text", "the name that the page shows"),
        Key::optional("at", "time", "when customers were told; without it, the time in the file's name"),
        Key::optional(
            "components",
            "table of states",
            "the new state of each component: `operational`, `degraded_performance`, `partial_outage`, `major_outage`, `under_maintenance`; carried until changed",
        ),
        Key::optional("interval", "list of tables", "when it really was, as found out later"),
        Key::optional(
            "next_update",
            "time or span",
            "the promise of the next update: a time, or a span after this one",
        ),
        Key::optional(
            "impact",
            "impact",
            "`none`, `minor`, `major` or `critical`: overrides the derived one",
        ),
        Key::optional("window", "table", "the planned time of a maintenance; a later one moves it"),
        Key::optional(
            "audience",
            "list of audiences",
            "`[\"public\"]`, or any of `\"tier:<id>\"` and `\"customer:<id>\"`; left out, that of the first entry, and there everybody",
        ),
        Key::optional("added", "time", "when it was written, if later than it says"),
        Key::optional("edited", "list of tables", "changes since its release, shown with their notes"),
        Key::optional("corrects", "stem of an update", "the update that this one corrects"),
        Key::optional("retracted", "table", "the text is withdrawn; the anchor stays and says so"),
        Key::optional("reopened", "true or false", "goes back from a closing status; the gap does not count"),
        Key::optional(
            "merged_into",
            "slug",
            "the incident that carries on; this one closes without `resolved`",
        ),
        Key::optional("follows", "slug", "the incident that went before"),
        Key::optional("upstream", "table", "a supplier's incident behind it"),
        Key::optional("draft", "true or false", "written ahead, released to nobody"),
        Key::optional("incident_id", "text", "the record's id in the API, in the first entry"),
        Key::optional("id", "text", "the update's id in the API"),
        Key::optional("approval", "list of tables", "who said yes to it"),
        Key::optional("imported", "table", "what an import kept"),
    ],
    tables: &[
        ("interval", INTERVAL_KEYS),
        ("window", WINDOW_KEYS),
        ("edited, retracted", NOTE_KEYS),
        ("upstream", UPSTREAM_KEYS),
        ("approval", APPROVAL_KEYS),
        ("imported", UPDATE_KEYS),
        ("imported.incident", RECORD_KEYS),
    ],
    text: "What customers read.",
};

impl Update {
    /// An update of which nothing could be read but its file.
    pub(in crate::content) fn unread(file: &SourceFile, body: Body) -> Self {
        Self {
            stem: file.stem().to_owned(),
            at: stem_time(file.stem()).map_or(DateTime::UNIX_EPOCH, |(at, _)| at),
            title: None,
            slug: None,
            status: None,
            author: None,
            byline: None,
            components: Vec::new(),
            intervals: Vec::new(),
            next_update: None,
            impact: None,
            window: None,
            audience: None,
            added: None,
            edited: Vec::new(),
            corrects: None,
            retracted: None,
            reopened: false,
            merged_into: None,
            follows: None,
            upstream: None,
            draft: false,
            incident_id: None,
            id: None,
            approvals: Vec::new(),
            imported: ImportedUpdate::default(),
            body,
            whole: false,
            place: file.top(),
        }
    }

    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>, body: Body) -> Self {
        Self {
            title: reader.line("title"),
            slug: reader.slug("slug"),
            status: reader.word("status"),
            author: reader.line("author"),
            byline: reader.line("byline").map(|text| text.value),
            at: told_at(file, reader),
            components: components(reader),
            intervals: reader
                .tables("interval", "an interval", INTERVAL_KEYS)
                .iter()
                .filter_map(IntervalEntry::read)
                .collect(),
            next_update: next_update(reader),
            impact: reader.word("impact").map(|impact| impact.value),
            window: WindowEntry::read(reader),
            audience: AudienceTag::read(reader),
            added: reader.time("added").map(|time| time.value),
            edited: reader
                .tables("edited", "an edit", NOTE_KEYS)
                .iter()
                .filter_map(note)
                .map(|(at, note)| Edit { at, note })
                .collect(),
            corrects: reader.line("corrects"),
            retracted: reader
                .table("retracted", "a retraction", NOTE_KEYS)
                .and_then(|table| note(&table))
                .map(|(at, note)| Retraction { at, note }),
            reopened: reader.flag("reopened"),
            merged_into: reader.slug("merged_into"),
            follows: reader.slug("follows"),
            upstream: Upstream::read(reader),
            draft: reader.flag("draft"),
            incident_id: reader.api_id("incident_id"),
            id: reader.api_id("id"),
            approvals: Approval::read_all(reader),
            imported: ImportedUpdate::read(reader),
            ..Self::unread(file, body)
        }
    }

    /// When the next update is due, UTC, if one was promised.
    #[must_use]
    pub fn next_update_due(&self) -> Option<DateTime<Utc>> {
        match self.next_update.as_ref()?.value {
            NextUpdate::At(at) => Some(at),
            NextUpdate::After(span) => self.at.checked_add_signed(span),
        }
    }
}

fn told_at(file: &SourceFile, reader: &Reader<'_>) -> DateTime<Utc> {
    let named = stem_time(file.stem()).map(|(at, _)| at);
    if named.is_none() {
        reader.report(
            Finding::at(
                &rules::FILE_NAME_TIME,
                file.top(),
                format!("`{}.md` does not begin with a time", file.stem()),
            )
            .hint("name it by when customers are told, in UTC: `2026-03-14T0922Z-investigating.md`"),
        );
    }
    reader.time("at").map(|at| at.value).or(named).unwrap_or(DateTime::UNIX_EPOCH)
}

fn components(reader: &Reader<'_>) -> Vec<(Located<String>, Located<State>)> {
    let named = reader.named_texts("components").into_iter();
    named.filter_map(|(name, state)| reader.as_word(&state).map(|state| (name, state))).collect()
}

fn next_update(reader: &Reader<'_>) -> Option<Located<NextUpdate>> {
    let written = reader.time_or_duration("next_update")?;
    Some(written.map(|written| match written {
        Ok(at) => NextUpdate::At(at),
        Err(span) => NextUpdate::After(span),
    }))
}

fn note(table: &Reader<'_>) -> Option<(DateTime<Utc>, String)> {
    let (at, note) = (table.time("at"), table.line("note"));
    Some((at?.value, note?.value))
}

impl IntervalEntry {
    fn read(table: &Reader<'_>) -> Option<Self> {
        let (state, from, to) = (table.word("state"), table.time("from"), table.time("to"));
        let (state, from, to) = (state?, from?, to?);
        if to.value <= from.value {
            let message = "the interval ends before it begins";
            table.wrong(&rules::REVERSED_SPAN, to.place, message, "`to` comes after `from`");
            return None;
        }
        let components = table.lines("components");
        Some(Self { components, state: state.value, from: from.value, to: to.value })
    }
}

impl WindowEntry {
    fn read(reader: &Reader<'_>) -> Option<Self> {
        let table = reader.table("window", "a window", WINDOW_KEYS)?;
        let (from, to) = (table.time("from"), table.time("to"));
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value <= from.value
        {
            let message = "the window ends before it begins";
            table.wrong(&rules::REVERSED_SPAN, to.place, message, "`to` comes after `from`");
        }
        Some(Self { from: from.map(|from| from.value), to: to.map(|to| to.value), place: table.place() })
    }
}

impl Upstream {
    fn read(reader: &Reader<'_>) -> Option<Self> {
        let table = reader.table("upstream", "`upstream`", UPSTREAM_KEYS)?;
        let (name, url) = (table.line("name"), table.link("url"));
        Some(Self { name: name?.value, url: url?.value })
    }
}
