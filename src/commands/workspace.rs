//! What the commands of an incident work on: the files of the project, their records, and the time.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

use super::session::Session;
use super::stop::Stop;
use crate::authoring::records::RecordStamp;
use crate::content::public::Record;
use crate::content::{self, Content, is_name, slug_of};
use crate::diagnostics::Findings;
use crate::source::{Project, ScanOptions, Snapshot, scan};

/// The project as it is now.
pub(super) struct Workspace {
    pub(super) project: Project,
    pub(super) snapshot: Snapshot,
    /// The findings about the files themselves.
    pub(super) found: Findings,
    pub(super) content: Content,
    /// The time of writing, UTC, to the second.
    pub(super) second: DateTime<Utc>,
    /// The same to the minute.
    pub(super) now: DateTime<Utc>,
}

impl Workspace {
    /// Reads the project. Errors in other files do not prevent writing.
    pub(super) fn read(session: &Session<'_, '_>) -> Result<Self, Stop> {
        let project = session.project();
        if !project.content().is_dir() {
            let message = format!("no folder `content` in `{}`", project.root().display());
            return Err(Stop::usage(message)
                .hint("run `allclear init` to start a site here, or name the project's folder with `-C`"));
        }
        let (snapshot, found) = scan(&project, ScanOptions { public_only: false });
        Ok(Self::of(project, snapshot, found, session))
    }

    /// Reads the records of a snapshot.
    pub(super) fn of(
        project: Project,
        snapshot: Snapshot,
        found: Findings,
        session: &Session<'_, '_>,
    ) -> Self {
        let (content, _) = content::load(&snapshot);
        let (now, _) = session.clock().read(&content.public);
        let second = now.duration_trunc(TimeDelta::seconds(1)).unwrap_or(now);
        let now = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
        Self { project, snapshot, found, content, second, now }
    }

    /// Returns what ids and file names of new records are derived from.
    pub(super) fn stamp(&self) -> RecordStamp<'_> {
        let authority = self.content.public.site.as_ref().map_or("", |site| site.authority());
        RecordStamp { authority, now: self.now }
    }

    /// Returns the same for the next update of a record. If the record has an update in this minute, or one from a clock
    /// that is a little ahead, the time has seconds and is later than that update.
    pub(super) fn stamp_after(&self, record: Option<&Record>) -> RecordStamp<'_> {
        // Updates that are dated further ahead are an error anyway.
        let near = self.now..self.now + TimeDelta::minutes(10);
        let updates = record.into_iter().flat_map(|record| &record.updates);
        let newest = updates.map(|update| update.at).filter(|at| near.contains(at)).max();
        let now = newest.map_or(self.now, |newest| {
            let next = newest.duration_trunc(TimeDelta::seconds(1)).unwrap_or(newest) + TimeDelta::seconds(1);
            self.second.max(next)
        });
        RecordStamp { now, ..self.stamp() }
    }
}

/// Returns the slug that was given, or one derived from a day and a title.
pub(super) fn slug(given: Option<&str>, day: DateTime<Utc>, title: &str) -> Result<String, Stop> {
    match given {
        None => Ok(format!("{}-{}", day.format("%Y-%m-%d"), slug_of(title))),
        Some(slug) => address_part(slug).map(str::to_owned),
    }
}

/// Checks a name that becomes part of an address.
pub(super) fn address_part(name: &str) -> Result<&str, Stop> {
    if is_name(name) {
        return Ok(name);
    }
    Err(Stop::usage(format!("`{name}` cannot be part of an address"))
        .hint(format!("use only a to z, 0 to 9 and hyphens: `{}`", slug_of(name))))
}
