//! Messages about the updates of an incident or a maintenance.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::affected::{Affected, in_one_line};
use super::link::link;
use super::message::{Fact, Level, Message, Named, Subject};
use crate::content::internal::NotifyEvent;
use crate::pipeline::MessageSources;
use crate::release::model::{Event, Mark, Origin, Update};
use crate::site::{flowing, one_line};
use crate::status::maintenance::ClockKind;
use crate::status::{State, Status};

/// An incident or a maintenance, with the kind and the place of its page.
#[derive(Clone, Copy)]
pub(super) struct EventWithPage<'a> {
    pub(super) event: &'a Event,
    /// `incident` or `maintenance`.
    pub(super) kind: &'static str,
    /// The folder of its page.
    pub(super) folder: &'static str,
    /// Whether the public site has its page.
    pub(super) is_public: bool,
}

/// One update, with how things stood after it.
struct AfterUpdate<'a> {
    update: &'a Update,
    is_first: bool,
    title: &'a str,
    affected: Affected,
}

impl<'a> EventWithPage<'a> {
    /// Returns a message for each update and for each later change of its text, oldest first.
    pub(super) fn messages(self, sources: MessageSources<'a>) -> Vec<Message> {
        let mut messages = Vec::new();
        let mut title = self.event.first_title.as_str();
        let mut affected = Affected::default();
        for (index, update) in self.event.updates.iter().enumerate() {
            affected.add(update);
            title = update.renamed.as_deref().unwrap_or(title);
            let after = AfterUpdate { update, is_first: index == 0, title, affected: affected.clone() };
            // The text is gone, so the message says only that it was withdrawn.
            if update.retracted.is_none() {
                messages.push(self.published(&after, sources));
                let edits = update.edited.iter().map(|mark| self.changed(&after, "edited", mark, sources));
                messages.extend(edits);
            }
            let retracted = update.retracted.as_ref();
            messages.extend(retracted.map(|mark| self.changed(&after, "retracted", mark, sources)));
        }
        // An edit comes after the updates that were published before it. The sort keeps the order of equal times.
        messages.sort_by_key(|message| message.at);
        messages
    }

    fn published(self, after: &AfterUpdate<'a>, sources: MessageSources<'a>) -> Message {
        let update = after.update;
        let clock = match update.origin {
            Origin::Written => None,
            Origin::Clock(ClockKind::Began) => Some("clock_began"),
            Origin::Clock(ClockKind::Ended) => Some("clock_ended"),
            Origin::Clock(ClockKind::Overrun) => Some("clock_overrun"),
        };
        let remark = match (clock, update.reopened, &update.corrects) {
            (Some(key), ..) => Some(key),
            (None, true, _) => Some("reopened"),
            (None, false, Some(_)) => Some("corrects"),
            (None, false, None) => None,
        };
        let remark = remark.map(|key| sources.language.word(key).to_owned());
        let at = update.added.map_or(update.at, |added| added.max(update.at));
        self.message(after, (String::new(), at), self.event_of(after), remark, sources)
    }

    fn changed(
        self,
        after: &AfterUpdate<'a>,
        what: &'static str,
        mark: &Mark,
        sources: MessageSources<'a>,
    ) -> Message {
        let language = sources.language;
        let note = one_line(&mark.note);
        let key = match (what, note.is_empty()) {
            ("retracted", true) => "retracted_without_note",
            (what, _) => what,
        };
        let remark = language.fill(key, &[("time", &*language.date_time(mark.at)), ("note", &note)]);
        let occurrence = format!("{what} {}", mark.at.to_rfc3339());
        self.message(after, (occurrence, mark.at), NotifyEvent::Corrected, Some(remark), sources)
    }

    /// What an update is to readers.
    fn event_of(self, after: &AfterUpdate<'_>) -> NotifyEvent {
        let update = after.update;
        if self.kind == "maintenance" {
            NotifyEvent::Maintenance
        } else if update.corrects.is_some() {
            NotifyEvent::Corrected
        } else if update.status == Status::Resolved
            && !update.merged
            && (update.status_changed || after.is_first)
        {
            NotifyEvent::Resolved
        } else if after.is_first || update.reopened {
            NotifyEvent::Opened
        } else {
            NotifyEvent::Updated
        }
    }

    fn message(
        self,
        after: &AfterUpdate<'a>,
        (occurrence, at): (String, DateTime<Utc>),
        event: NotifyEvent,
        remark: Option<String>,
        sources: MessageSources<'a>,
    ) -> Message {
        let AfterUpdate { update, affected, .. } = after;
        let site = sources.site;
        let components = affected.names(site);
        let also = (self.kind == "maintenance" && event != NotifyEvent::Maintenance)
            .then_some(NotifyEvent::Maintenance);
        let page = format!("{}/{}/#{}", self.folder, self.event.slug, update.anchor);
        let text = update.text.as_ref().map(|text| flowing(&text.plain)).filter(|text| !text.is_empty());
        Message {
            item: update.id.clone(),
            occurrence,
            event,
            also,
            group: format!("{} {}", self.kind, self.event.id),
            at,
            is_imported: update.imported.is_some() || self.event.imported.is_some(),
            components: self.slugs(sources),
            site: one_line(&site.title).into_owned(),
            state: one_line(&state_word(update, sources)).into_owned(),
            level: level(self.kind, update.status, affected.worst()),
            title: one_line(after.title).into_owned(),
            facts: facts(update, &components, sources),
            remark: remark.map(|remark| one_line(&remark).into_owned()),
            text,
            link: self.link(&page, sources),
            subject: Some(Subject {
                kind: self.kind,
                id: self.event.id.clone(),
                status: Some(update.status.as_str()),
                components,
                next_update: update.next_update,
                planned: update.window,
            }),
        }
    }

    fn link(self, page: &str, sources: MessageSources<'a>) -> Option<Named> {
        link(sources, page, self.is_public)
    }

    /// The slugs of the components that the record names.
    fn slugs(self, sources: MessageSources<'a>) -> BTreeSet<String> {
        let hits = self.event.hits.iter();
        hits.filter_map(|hit| Some(sources.site.components.get(hit.component)?.slug.clone())).collect()
    }
}

/// The status, or `Update` if it did not change.
fn state_word(update: &Update, sources: MessageSources<'_>) -> String {
    let key = if update.merged {
        "status.merged".to_owned()
    } else if update.status_changed {
        format!("status.{}", update.status.as_str())
    } else {
        "update".to_owned()
    };
    sources.language.word(&key).to_owned()
}

fn level(kind: &str, status: Status, worst: State) -> Level {
    if status.is_closing() {
        Level::Good
    } else if kind == "maintenance" {
        Level::Planned
    } else if worst == State::MajorOutage {
        Level::Worst
    } else {
        Level::Bad
    }
}

/// What is affected, the planned time, and when the next update comes.
fn facts(update: &Update, components: &[(String, State)], sources: MessageSources<'_>) -> Vec<Fact> {
    let language = sources.language;
    let mut facts = Vec::new();
    let mut add = |label: &str, value: String| {
        let (label, value) = (one_line(label).into_owned(), one_line(&value).into_owned());
        if !value.is_empty() {
            facts.push(Fact { label, value });
        }
    };
    let state = |state: State| language.word(&format!("state.{}", state.as_str())).to_owned();
    add(language.word("affected"), in_one_line(components, state));
    if let Some((from, to)) = update.window {
        let (from, to) = (language.from(from), language.date_time(to));
        add(language.word("planned"), format!("{from} – {to}"));
    }
    if let Some(due) = update.next_update {
        add(language.word("next_update"), language.date_time(due));
    }
    facts
}
