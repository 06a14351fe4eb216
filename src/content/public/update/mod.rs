//! `comms/<time>[-<word>].md`: one update of an incident or a maintenance, as customers read it.

mod kind;
mod parts;

use chrono::{DateTime, Utc};

pub(in crate::content) use kind::KIND;
pub use parts::{Edit, IntervalEntry, NextUpdate, Retraction, Upstream, WindowEntry};

use super::{Approval, ImportedUpdate};
use crate::content::body::Body;
use crate::content::reader::Reader;
use crate::content::{AudienceTag, stem_time};
use crate::diagnostics::{Finding, rules};
use crate::source::SourceFile;
use crate::span::{Span, Spanned};
use crate::status::{Impact, State, Status};

/// One update. What few of them have lies in a box, since a large site has tens of thousands of them.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another")]
pub struct Update {
    /// Name of the file without `.md`: its identity for ever.
    pub stem: String,
    /// When customers were told, UTC. The beginning of time if the file could not be read.
    pub at: DateTime<Utc>,
    /// Title; renames the record from here on.
    pub title: Option<Spanned<String>>,
    /// Address of the record.
    pub slug: Option<Spanned<String>>,
    /// New status; absent: it stays.
    pub status: Option<Spanned<Status>>,
    /// Who wrote it; never shown.
    pub author: Option<Spanned<String>>,
    /// The name that the page shows, if any.
    pub byline: Option<String>,
    /// New states of components, in the order in which they are written.
    pub components: Vec<(Spanned<String>, Spanned<State>)>,
    /// When it really was.
    pub intervals: Vec<IntervalEntry>,
    /// The promise of the next update.
    pub next_update: Option<Spanned<NextUpdate>>,
    /// Overrides the derived impact.
    pub impact: Option<Impact>,
    /// The planned time of a maintenance.
    pub window: Option<Box<WindowEntry>>,
    /// To whom it is released; absent: as the first update, and there to the public.
    pub audience: Option<Spanned<Vec<AudienceTag>>>,
    /// When it was written, if later than it says, UTC.
    pub added: Option<DateTime<Utc>>,
    /// Changes since it was released.
    pub edited: Vec<Edit>,
    /// Stem of the update that it corrects.
    pub corrects: Option<Box<Spanned<String>>>,
    /// That its text is withdrawn.
    pub retracted: Option<Box<Retraction>>,
    /// That the record is open again.
    pub reopened: bool,
    /// Slug of the incident that carries on.
    pub merged_into: Option<Box<Spanned<String>>>,
    /// Slug of the incident that went before.
    pub follows: Option<Box<Spanned<String>>>,
    /// A supplier's incident behind it.
    pub upstream: Option<Box<Upstream>>,
    /// Written ahead, released to nobody.
    pub draft: bool,
    /// Id of the record in the API.
    pub incident_id: Option<Box<Spanned<String>>>,
    /// Id of the update in the API.
    pub id: Option<Spanned<String>>,
    /// Who said yes to it.
    pub approvals: Vec<Approval>,
    /// What an import kept.
    pub imported: Option<Box<ImportedUpdate>>,
    /// Its text.
    pub body: Body,
    /// Whether all of it could be read; rules on the course of a record skip those that could not.
    pub whole: bool,
    /// Whether it may be meant for fewer people, for later or for nobody: a slip may hide what keeps it in.
    pub may_be_restricted: bool,
    /// Its file.
    pub span: Span,
}

impl Update {
    /// The latest moment that it says of itself, UTC: when it is dated, what its file is named after, and when it was
    /// added. An earlier date alone takes it out of no duty.
    #[must_use]
    pub fn latest_date(&self) -> DateTime<Utc> {
        let named = stem_time(&self.stem).map_or(self.at, |(named, _)| named);
        self.at.max(named).max(self.added.unwrap_or(self.at))
    }

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
            imported: None,
            body,
            whole: false,
            may_be_restricted: true,
            span: file.top(),
        }
    }

    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>, body: Body) -> Self {
        let update = Self {
            title: reader.line("title"),
            slug: reader.slug("slug"),
            status: reader.keyword("status"),
            author: reader.line("author"),
            byline: reader.line("byline").map(|text| text.value),
            at: told_at(file, reader),
            components: components(reader),
            intervals: IntervalEntry::read_all(reader),
            next_update: next_update(reader),
            impact: reader.keyword("impact").map(|impact| impact.value),
            window: WindowEntry::read(reader).map(Box::new),
            audience: AudienceTag::read(reader),
            added: reader.time("added").map(|time| time.value),
            edited: Edit::read_all(reader),
            corrects: reader.line("corrects").map(Box::new),
            retracted: Retraction::read(reader).map(Box::new),
            reopened: reader.flag("reopened"),
            merged_into: reader.slug("merged_into").map(Box::new),
            follows: reader.slug("follows").map(Box::new),
            upstream: Upstream::read(reader).map(Box::new),
            draft: reader.flag("draft"),
            incident_id: reader.api_id("incident_id").map(Box::new),
            id: reader.api_id("id"),
            approvals: Approval::read_all(reader),
            imported: ImportedUpdate::read(reader),
            ..Self::unread(file, body)
        };
        let may_be_restricted = reader.may_be_restricted(KIND.keys, |reader| {
            AudienceTag::read(reader);
            reader.flag("draft");
            Retraction::read(reader);
            reader.time("added");
            reader.time("at");
        });
        Self { may_be_restricted, ..update }
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
            .hint("name it after the time of publication in UTC: `2026-03-14T0922Z-investigating.md`"),
        );
    }
    reader.time("at").map(|at| at.value).or(named).unwrap_or(DateTime::UNIX_EPOCH)
}

fn components(reader: &Reader<'_>) -> Vec<(Spanned<String>, Spanned<State>)> {
    let named = reader.named_texts("components").into_iter();
    named.filter_map(|(name, state)| reader.as_keyword(&state).map(|state| (name, state))).collect()
}

fn next_update(reader: &Reader<'_>) -> Option<Spanned<NextUpdate>> {
    let written = reader.time_or_duration("next_update")?;
    Some(written.map(|written| match written {
        Ok(at) => NextUpdate::At(at),
        Err(span) => NextUpdate::After(span),
    }))
}
