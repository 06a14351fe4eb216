//! `comms/<time>[-<word>].md`: one update of an incident or a maintenance, as customers read it.

mod kind;
mod parts;

use chrono::{DateTime, Utc};

pub(in crate::content) use kind::{KIND, NOTE_KEYS};
pub use parts::{Edit, IntervalEntry, NextUpdate, Retraction, Upstream, WindowEntry};

use super::{Alias, Approval, ImportedUpdate};
use crate::content::body::Body;
use crate::content::reader::Reader;
use crate::content::{ApprovedText, AudienceTag, stem_time};
use crate::diagnostics::{Finding, rules};
use crate::source::SourceFile;
use crate::span::{Span, Spanned};
use crate::status::{Impact, State, Status};

/// An update. Rarely used fields are boxed, because a large site has tens of thousands of updates.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another")]
pub struct Update {
    /// The file name without `.md`, which identifies the update permanently.
    pub stem: String,
    /// When the update was published, UTC; the Unix epoch if the file could not be read.
    pub at: DateTime<Utc>,
    /// The title, which renames the record from here on.
    pub title: Option<Spanned<String>>,
    /// The address of the record.
    pub slug: Option<Spanned<String>>,
    /// The new status; `None` if it does not change.
    pub status: Option<Spanned<Status>>,
    /// Who wrote it; never shown.
    pub author: Option<Spanned<String>>,
    /// The author's name as shown on the page.
    pub byline: Option<String>,
    /// The new states of components, in the written order.
    pub components: Vec<(Spanned<String>, Spanned<State>)>,
    /// Corrections of when components were affected.
    pub intervals: Vec<IntervalEntry>,
    /// The summary that stays above the updates; an empty one clears an earlier one.
    pub summary: Option<Box<Body>>,
    /// When the next update is due.
    pub next_update: Option<Spanned<NextUpdate>>,
    /// Overrides the derived impact.
    pub impact: Option<Impact>,
    /// The planned time of a maintenance.
    pub window: Option<Box<WindowEntry>>,
    /// Who sees the update; `None` for the audience of the first update, and there the public.
    pub audience: Option<Spanned<Vec<AudienceTag>>>,
    /// When it was written, UTC, if that was later than its date.
    pub added: Option<DateTime<Utc>>,
    /// Changes since it was published.
    pub edited: Vec<Edit>,
    /// Stem of the update that it corrects.
    pub corrects: Option<Box<Spanned<String>>>,
    /// The withdrawal of its text.
    pub retracted: Option<Box<Retraction>>,
    /// Whether it reopens a closed record.
    pub reopened: bool,
    /// The slug of the incident that continues this one.
    pub merged_into: Option<Box<Spanned<String>>>,
    /// The slug of the incident that this one follows.
    pub follows: Option<Box<Spanned<String>>>,
    /// The incident of a supplier that causes this one.
    pub upstream: Option<Box<Upstream>>,
    /// Whether it is a draft, which is released to nobody.
    pub draft: bool,
    /// Earlier addresses of the record.
    pub aliases: Vec<Alias>,
    /// Id of the record in the API.
    pub incident_id: Option<Box<Spanned<String>>>,
    /// Id of the update in the API.
    pub id: Option<Spanned<String>>,
    /// Its approvals.
    pub approvals: Vec<Approval>,
    /// What its approvals are bound to; `None` without approvals.
    pub approved_text: Option<Box<ApprovedText>>,
    /// Data preserved by an import.
    pub imported: Option<Box<ImportedUpdate>>,
    /// Its text.
    pub body: Body,
    /// Whether the file has no errors. Rules about the course of a record skip updates with errors.
    pub whole: bool,
    /// Whether an error may hide a restriction: that the update is meant for fewer readers, for later, or for nobody.
    pub may_be_restricted: bool,
    /// Its file.
    pub span: Span,
}

impl Update {
    /// Returns the latest of the dates of the update, UTC: its time, the time in its file name, and `added`. An
    /// earlier date in one of them does not exempt the update from approval.
    #[must_use]
    pub fn latest_date(&self) -> DateTime<Utc> {
        let named = stem_time(&self.stem).map_or(self.at, |(named, _)| named);
        self.at.max(named).max(self.added.unwrap_or(self.at))
    }

    /// Whether it closes its record. A retracted update closes nothing.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.retracted.is_none() && self.is_written_as_end()
    }

    /// Whether it was written to close its record, retracted or not.
    #[must_use]
    pub fn is_written_as_end(&self) -> bool {
        self.merged_into.is_some() || self.status.as_ref().is_some_and(|status| status.value.is_closing())
    }

    /// Whether it opens its record again if that is closed.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.reopened || (self.status.is_some() && !self.is_written_as_end())
    }

    /// Whether it opens its record, or reports a component that is not operational or an impact.
    #[must_use]
    pub fn reports_problem(&self) -> bool {
        self.opens()
            || self.impact.is_some_and(|impact| impact > Impact::None)
            || self.components.iter().any(|(_, state)| state.value > State::Operational)
            || self.intervals.iter().any(|interval| interval.state > State::Operational)
    }

    /// Creates an update from a file whose front matter could not be read.
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
            summary: None,
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
            aliases: Vec::new(),
            incident_id: None,
            id: None,
            approvals: Vec::new(),
            approved_text: None,
            imported: None,
            body,
            whole: false,
            may_be_restricted: true,
            span: file.top(),
        }
    }

    pub(in crate::content) fn read(
        file: &SourceFile,
        reader: &Reader<'_>,
        body: Body,
        site_url: &str,
    ) -> Self {
        let update = Self {
            title: reader.line("title"),
            slug: reader.slug("slug"),
            status: reader.keyword("status"),
            author: reader.line("author"),
            byline: reader.line("byline").map(|text| text.value),
            at: published_at(file, reader),
            components: components(reader),
            intervals: IntervalEntry::read_all(reader),
            summary: Body::of_key(reader, "summary", (site_url, file.stem())).map(Box::new),
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
            aliases: Alias::read_all(reader),
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

    /// When customers could read it, UTC. The time of an update that was added later is that of what it is about.
    #[must_use]
    pub fn came(&self) -> DateTime<Utc> {
        self.added.map_or(self.at, |added| added.max(self.at))
    }

    /// Returns when the next update is due, UTC, if one was promised.
    #[must_use]
    pub fn next_update_due(&self) -> Option<DateTime<Utc>> {
        match self.next_update.as_ref()?.value {
            NextUpdate::At(at) => Some(at),
            NextUpdate::After(span) => self.at.checked_add_signed(span),
        }
    }
}

fn published_at(file: &SourceFile, reader: &Reader<'_>) -> DateTime<Utc> {
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
    let named = reader.named_texts("components", "partial_outage").into_iter();
    named.filter_map(|(name, state)| reader.as_keyword(&state).map(|state| (name, state))).collect()
}

fn next_update(reader: &Reader<'_>) -> Option<Spanned<NextUpdate>> {
    let written = reader.time_or_duration("next_update")?;
    Some(written.map(|written| match written {
        Ok(at) => NextUpdate::At(at),
        Err(span) => NextUpdate::After(span),
    }))
}
