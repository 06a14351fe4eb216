//! What is there already: the names that a new record may use, and the moment at which it is written.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

use crate::cli::Message;
use crate::commands::Stop;
use crate::commands::session::Session;
use crate::content::public::Record;
use crate::content::{self, PublicContent, is_name, slug_of};
use crate::source::{ScanOptions, scan};

/// The site that a new record joins.
pub(super) struct Ground {
    /// Its public records; what is wrong with others of its files is no reason not to write a new one.
    pub(super) content: PublicContent,
    /// The moment that is now, UTC, to the minute.
    pub(super) now: DateTime<Utc>,
}

impl Ground {
    pub(super) fn survey(session: &Session<'_, '_>) -> Result<Self, Stop> {
        let project = session.project();
        if !project.content().is_dir() {
            let message = format!("no folder `content` in `{}`", project.root().display());
            return Err(Stop::usage(message)
                .hint("run `allclear init` to start a site here, or name the project's folder with `-C`"));
        }
        let (snapshot, _) = scan(&project, ScanOptions { public_only: true });
        let (content, _) = content::load(&snapshot);
        let (now, _) = session.clock().read(&content.public);
        let now = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
        Ok(Self { content: content.public, now })
    }

    /// The host of the site, which made-up ids depend on.
    pub(super) fn host(&self) -> &str {
        self.content.site.as_ref().map_or("", |site| site.host())
    }

    /// The stem of a file that is named by the clock.
    pub(super) fn stem(&self, word: &str) -> String {
        format!("{}-{word}", self.now.format("%Y-%m-%dT%H%MZ"))
    }
}

/// An address: the one that was asked for, or one made of a day and a title.
pub(super) fn slug(asked: Option<&str>, day: DateTime<Utc>, title: &str) -> Result<String, Stop> {
    match asked {
        None => Ok(format!("{}-{}", day.format("%Y-%m-%d"), slug_of(title))),
        Some(slug) => name(slug).map(str::to_owned),
    }
}

/// The address of a record that is there: the one that is written, or the one made of its first day and title. `None`
/// if it has neither yet.
pub(super) fn slug_of_first(record: &Record) -> Option<String> {
    let written = record.updates.iter().find_map(|update| update.slug.as_ref());
    let made = || {
        let first = record.updates.first()?;
        Some(format!("{}-{}", first.at.date_naive(), slug_of(&first.title.as_ref()?.value)))
    };
    written.map(|slug| slug.value.clone()).or_else(made)
}

/// A name that becomes part of an address.
pub(super) fn name(name: &str) -> Result<&str, Stop> {
    if is_name(name) {
        return Ok(name);
    }
    Err(Stop::usage(format!("`{name}` cannot be part of an address"))
        .hint(format!("only a to z, 0 to 9 and hyphens can: `{}`", slug_of(name))))
}

/// The text that customers read, if one was given.
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
                .hint("leave `--message` out to write it into the file later"))
        }
        text => Ok(Some(text.to_owned())),
    }
}
