//! A message, independent of its receiver.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::content::internal::NotifyEvent;
use crate::status::State;

/// A message, independent of its receiver. Its texts are plain and unescaped, without control characters, and as long as
/// their authors wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The id of the update, the post-mortem or the item that is due.
    pub item: String,
    /// What happened to it: empty for its publication, or an edit or a withdrawal with its time.
    pub occurrence: String,
    /// What it is about.
    pub event: NotifyEvent,
    /// A second event under which it is sent too.
    pub also: Option<NotifyEvent>,
    /// The incident or maintenance whose messages are sent in order.
    pub group: String,
    /// When it happened, UTC.
    pub at: DateTime<Utc>,
    /// Whether it came from another system.
    pub is_imported: bool,
    /// The slugs of the components that it concerns; empty if it concerns everybody.
    pub components: BTreeSet<String>,
    /// The name of the site.
    pub site: String,
    /// What it is about; `None` if the message must not say.
    pub subject: Option<Subject>,
    /// The state in one or two words: `Investigating`.
    pub state: String,
    /// How bad it is, for a colour.
    pub level: Level,
    /// The title.
    pub title: String,
    /// What else readers need, in order, each with a label.
    pub facts: Vec<Fact>,
    /// What happened to the text since it was published, before the text.
    pub remark: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// The address of the page, if the readers have one, and its label.
    pub link: Option<Named>,
}

/// What a message is about, in words of the API, for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `incident`, `maintenance`, `postmortem` or `due`.
    pub kind: &'static str,
    /// The id of the incident, the maintenance or the post-mortem in the API.
    pub id: String,
    /// The status after the update, in the words of content files.
    pub status: Option<&'static str>,
    /// The components that it names, each with its state after the update.
    pub components: Vec<(String, State)>,
    /// When the next update is due, UTC.
    pub next_update: Option<DateTime<Utc>>,
    /// The planned time, UTC.
    pub planned: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// A fact with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// An address with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The label.
    pub label: String,
    /// The address.
    pub url: String,
}

/// How bad something is, as a colour shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is over.
    Good,
    /// Planned work.
    Planned,
    /// Something is wrong.
    Bad,
    /// Much is wrong.
    Worst,
    /// News without a state.
    Neutral,
}

impl Message {
    /// The state and the title in one line.
    #[must_use]
    pub fn headline(&self) -> String {
        if self.state.is_empty() { self.title.clone() } else { format!("{}: {}", self.state, self.title) }
    }

    /// The name of the event in reports and keys.
    #[must_use]
    pub fn event_word(&self) -> &'static str {
        use crate::content::Keyword as _;
        self.event.word()
    }
}
