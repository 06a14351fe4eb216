//! `notify.toml`: who is sent a message, and about what.
//!
//! Addresses and secrets are not content. They come from outside, by the name of the destination.

use std::fmt;

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::keyword::keywords;
use crate::content::reader::Reader;
use crate::content::{AudienceTag, is_name};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::source::Side;
use crate::span::{Span, Spanned};

keywords! {
    /// How a destination gets its messages.
    NotifyKind, "kind of destination" {
        /// An incoming webhook of Slack.
        Slack = "slack",
        /// A webhook of a workflow in Microsoft Teams.
        Teams = "teams",
        /// A webhook of Discord.
        Discord = "discord",
        /// Any receiver of signed webhooks.
        Webhook = "webhook",
        /// Mails, as files or for a mail program.
        Mail = "mail",
    }
}

keywords! {
    /// What a message is about.
    NotifyEvent, "event" {
        /// An incident was opened, or opened again.
        Opened = "opened",
        /// An incident has a new update.
        Updated = "updated",
        /// An incident was resolved.
        Resolved = "resolved",
        /// An earlier text was edited, withdrawn or corrected.
        Corrected = "corrected",
        /// A maintenance was announced, changed, begun or completed.
        Maintenance = "maintenance",
        /// A post-mortem was published.
        Postmortem = "post-mortem",
        /// Something fell due; for colleagues only.
        Due = "due",
    }
}

/// Whom the messages of a destination are written for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotifyAudience {
    /// The readers with this tag.
    Readers(AudienceTag),
    /// Colleagues.
    Internal,
}

/// One `[[notify]]`.
#[derive(Clone, Debug)]
pub struct Destination {
    /// Its name, which logs show, and from which the names of its variables and files are made.
    pub name: Spanned<String>,
    /// How it gets its messages.
    pub kind: NotifyKind,
    /// Whom its messages are written for.
    pub audience: Spanned<NotifyAudience>,
    /// The events that it gets messages about, as written; empty for all events of the audience.
    pub events: Vec<Spanned<NotifyEvent>>,
    /// The components that it gets messages about, as written; empty for all.
    pub components: Vec<Spanned<String>>,
    /// Where `content = true` is written: messages for a customer with a sealed view contain what the view says.
    pub content: Option<Span>,
}

/// All destinations, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Notifications {
    /// The destinations. Each has its own name.
    pub destinations: Vec<Destination>,
}

const NOTIFY_KEYS: &[Key] = &[
    Key::required(
        "name",
        "id",
        "the name of the destination: a to z, 0 to 9 and hyphens. Its address comes from `ALLCLEAR_NOTIFY_<NAME>_URL`",
    ),
    Key::required("kind", "keyword", "`slack`, `teams`, `discord`, `webhook` or `mail`"),
    Key::required(
        "audience",
        "audience",
        "whom the messages are written for: `public`, `tier:<name>`, `customer:<id>` or `internal`",
    ),
    Key::optional(
        "events",
        "list of keywords",
        "`opened`, `updated`, `resolved`, `corrected`, `maintenance` and `post-mortem`, or `due` for `internal`; default: all",
    ),
    Key::optional(
        "components",
        "list of components",
        "only what concerns one of these components; default: all. What names no component concerns everybody",
    ),
    Key::optional(
        "content",
        "true or false",
        "whether messages for a customer with a sealed view say what happened; default false: they only say that there is an update",
    ),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "`notify.toml`",
    path: "notify.toml",
    side: Side::Internal,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[Key::optional("notify", "list of tables", "the destinations of messages")],
    tables: &[("notify", NOTIFY_KEYS)],
    text: "",
};

impl Notifications {
    pub(in crate::content) fn read(reader: &Reader<'_>) -> Self {
        let mut destinations: Vec<Destination> = Vec::new();
        for table in reader.tables("notify", "a `[[notify]]`", NOTIFY_KEYS) {
            let Some(destination) = Destination::read(&table) else { continue };
            let name = &destination.name;
            match destinations.iter().find(|earlier| earlier.name.value == name.value) {
                Some(earlier) => reader.report(
                    Finding::at(
                        &rules::INVALID_VALUE,
                        name.span,
                        format!("two destinations have the name `{}`", name.value),
                    )
                    .related(earlier.name.span, "the first one is here")
                    .hint("addresses are found by the name, so give one of them another"),
                ),
                None => destinations.push(destination),
            }
        }
        Self { destinations }
    }
}

impl Destination {
    fn read(table: &Reader<'_>) -> Option<Self> {
        let name = table.line("name");
        let kind = table.keyword("kind");
        let audience = table.line("audience").and_then(|written| audience(table, &written));
        let events: Vec<Spanned<NotifyEvent>> =
            table.lines("events").iter().filter_map(|word| table.as_keyword(word)).collect();
        let components = table.lines("components");
        let content = table.flag("content").then(|| table.span_of_key("content"));
        for key in ["events", "components"] {
            if table.texts(key).is_some_and(|list| list.value.is_empty()) {
                let message = format!("`{key}` is empty, so nothing would be sent");
                table.wrong(&rules::INVALID_VALUE, table.span_of_key(key), message, "remove the key for all");
            }
        }
        let name = name?;
        if !is_name(&name.value) {
            let message = format!("`{}` is not a name", name.value);
            table.wrong(&rules::INVALID_VALUE, name.span, message, "use only a to z, 0 to 9 and hyphens");
            return None;
        }
        let destination = Self { name, kind: kind?.value, audience: audience?, events, components, content };
        destination.check_events(table);
        Some(destination)
    }

    /// Reports events that the audience is never told.
    fn check_events(&self, table: &Reader<'_>) {
        let is_internal = self.audience.value == NotifyAudience::Internal;
        for event in &self.events {
            let (message, hint) = match (is_internal, event.value) {
                (false, NotifyEvent::Due) => (
                    "`due` is for colleagues only",
                    "remove it, or send it to a destination with `audience = \"internal\"`",
                ),
                (true, NotifyEvent::Due) | (false, _) => continue,
                (true, _) => (
                    "a destination with the audience `internal` gets only what falls due",
                    "remove it, and add a destination with `audience = \"public\"` for the page",
                ),
            };
            table.wrong(&rules::INVALID_VALUE, event.span, message, hint);
        }
    }

    /// Whether the destination gets messages about an event.
    #[must_use]
    pub fn wants(&self, event: NotifyEvent) -> bool {
        self.events.is_empty() || self.events.iter().any(|wanted| wanted.value == event)
    }
}

/// Reads an audience.
fn audience(table: &Reader<'_>, written: &Spanned<String>) -> Option<Spanned<NotifyAudience>> {
    let text = written.value.as_str();
    if text == "internal" {
        return Some(written.clone().map(|_| NotifyAudience::Internal));
    }
    if let Some(tag) = AudienceTag::parse(text) {
        return Some(written.clone().map(|_| NotifyAudience::Readers(tag)));
    }
    let message = format!("`{text}` is not an audience");
    let hint = match did_you_mean(text, ["public", "internal"]) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write `public`, `tier:<name>`, `customer:<id>` or `internal`".to_owned(),
    };
    table.wrong(&rules::INVALID_VALUE, written.span, message, &hint);
    None
}

impl fmt::Display for NotifyAudience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Readers(tag) => tag.fmt(f),
            Self::Internal => f.write_str("internal"),
        }
    }
}
