//! Everything that happened in an incident, in the order of time: the timeline and the updates for customers.

use chrono::{DateTime, Utc};

use crate::content::internal::{Milestone, Outcome, TimelineEntry};
use crate::content::public::{Record, Update};
use crate::content::{AudienceTag, Folder, SeverityName, text_below};
use crate::source::Snapshot;

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct ChronologyEntry<'a> {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// What happened.
    pub happened: Happened<'a>,
    /// The text, as it is written.
    pub text: &'a str,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Happened<'a> {
    /// Something was seen or done.
    Seen {
        /// Who wrote it down.
        author: Option<&'a str>,
        /// The milestone that it marks.
        milestone: Option<Milestone>,
        /// The severity from this time on.
        severity: Option<&'a SeverityName>,
        /// The effect of what was done.
        outcome: Option<Outcome>,
        /// Roles that were handed over, with the people who took them.
        roles: Vec<(&'static str, &'a str)>,
    },
    /// Customers had an update.
    Told {
        /// The status, if it changed.
        status: Option<crate::status::Status>,
        /// Who had it.
        audience: &'a [AudienceTag],
        /// Whether its text was withdrawn later.
        retracted: bool,
    },
}

/// Returns the chronology of an incident up to `now` (UTC). Of things that happened at the same time, what was seen comes
/// before what customers were told.
#[must_use]
pub fn chronology<'a>(
    folder: &'a Folder,
    snapshot: &'a Snapshot,
    now: DateTime<Utc>,
) -> Vec<ChronologyEntry<'a>> {
    let text = |span: crate::span::Span| snapshot.file(span.file).map_or("", text_below);
    let seen = folder.timeline.iter().map(|entry| ChronologyEntry {
        at: entry.at,
        happened: seen(entry),
        text: text(entry.span),
    });
    let told = folder.record.iter().flat_map(|record| {
        let released = record.updates.iter().filter(|update| !update.draft);
        released.map(move |update| (record, update))
    });
    let told = told.map(|(record, update)| ChronologyEntry {
        at: update.at,
        happened: told_to(record, update),
        text: text(update.span),
    });
    let mut all: Vec<_> = seen.chain(told).filter(|entry| entry.at <= now).collect();
    all.sort_by_key(|entry| entry.at);
    all
}

fn seen(entry: &TimelineEntry) -> Happened<'_> {
    Happened::Seen {
        author: entry.author.as_deref(),
        milestone: entry.milestone.as_ref().map(|milestone| milestone.value),
        severity: entry.severity.as_ref().map(|severity| &severity.value),
        outcome: entry.outcome.as_ref().map(|outcome| outcome.value),
        roles: entry.roles.iter().map(|(role, person)| (*role, person.value.as_str())).collect(),
    }
}

fn told_to<'a>(record: &'a Record, update: &'a Update) -> Happened<'a> {
    Happened::Told {
        status: update.status.as_ref().map(|status| status.value),
        audience: record.audience_of(update),
        retracted: update.retracted.is_some(),
    }
}
