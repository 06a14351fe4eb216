//! The site that a new record joins: its public records and the time of writing.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

use crate::authoring::records::RecordStamp;
use crate::cli::Message;
use crate::commands::Stop;
use crate::commands::session::Session;
use crate::content::public::Record;
use crate::content::{self, PublicContent, is_name, slug_of};
use crate::source::{ScanOptions, scan};

/// The site that a new record joins.
pub(super) struct SiteContext {
    /// The public records. Errors in other files do not prevent a new record.
    pub(super) content: PublicContent,
    /// The time of writing, UTC, to the minute.
    pub(super) now: DateTime<Utc>,
    /// The same to the second.
    second: DateTime<Utc>,
}

impl SiteContext {
    pub(super) fn read(session: &Session<'_, '_>) -> Result<Self, Stop> {
        let project = session.project();
        if !project.content().is_dir() {
            let message = format!("no folder `content` in `{}`", project.root().display());
            return Err(Stop::usage(message)
                .hint("run `allclear init` to start a site here, or name the project's folder with `-C`"));
        }
        let (snapshot, _) = scan(&project, ScanOptions { public_only: true });
        let (content, _) = content::load(&snapshot);
        let (now, _) = session.clock().read(&content.public);
        let second = now.duration_trunc(TimeDelta::seconds(1)).unwrap_or(now);
        let now = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
        Ok(Self { content: content.public, now, second })
    }

    /// Returns what ids and file names of new records are derived from.
    pub(super) fn stamp(&self) -> RecordStamp<'_> {
        let authority = self.content.site.as_ref().map_or("", |site| site.authority());
        RecordStamp { authority, now: self.now }
    }

    /// Returns the same for the next update of a record. If the record has an update in this minute, the time has
    /// seconds and is later than that update.
    pub(super) fn stamp_after(&self, record: &Record) -> RecordStamp<'_> {
        let minute = self.now..self.now + TimeDelta::minutes(1);
        let newest = record.updates.iter().map(|update| update.at).filter(|at| minute.contains(at)).max();
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

/// Returns the slug of an existing record: the one in its updates, or the one derived from its first day and title.
/// `None` if it has neither yet.
pub(super) fn slug_of_record(record: &Record) -> Option<String> {
    let written = record.updates.iter().find_map(|update| update.slug.as_ref());
    let derived = || {
        let first = record.updates.first()?;
        Some(format!("{}-{}", first.at.date_naive(), slug_of(&first.title.as_ref()?.value)))
    };
    written.map(|slug| slug.value.clone()).or_else(derived)
}

/// Checks a name that becomes part of an address.
pub(super) fn address_part(name: &str) -> Result<&str, Stop> {
    if is_name(name) {
        return Ok(name);
    }
    Err(Stop::usage(format!("`{name}` cannot be part of an address"))
        .hint(format!("use only a to z, 0 to 9 and hyphens: `{}`", slug_of(name))))
}

/// Returns the text for customers, if one was given.
pub(super) fn text(message: &Message, session: &mut Session<'_, '_>) -> Result<Option<String>, Stop> {
    let text = match message.message.as_deref() {
        None => return Ok(None),
        Some("-") => {
            session.input().map_err(|error| Stop::usage(format!("cannot read the text: {error}")))?
        }
        Some(text) => text.to_owned(),
    };
    match text.trim() {
        "" => {
            Err(Stop::usage("the text is empty")
                .hint("omit `--message` to write the text into the file later"))
        }
        text => Ok(Some(text.to_owned())),
    }
}
