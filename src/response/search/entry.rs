//! What a search looks at: one entry for each incident, cause and action.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::words::{has, words};
use super::{Found, SearchHit};
use crate::content::internal::{Action, InternalPostmortem};
use crate::content::{Folder, text_below};
use crate::response::{ActionState, Milestones};
use crate::source::Snapshot;
use crate::span::{Span, Spanned};

/// Something that can be found.
pub(super) struct Entry<'c> {
    folder: &'c Folder,
    what: Found<'c>,
    at: Option<DateTime<Utc>>,
    title: String,
    texts: Vec<Cow<'c, str>>,
}

/// Returns what can be found in the folder of an incident.
pub(super) fn entries<'c>(folder: &'c Folder, snapshot: &'c Snapshot, now: DateTime<Utc>) -> Vec<Entry<'c>> {
    let at = Milestones::of(folder, now).noticed();
    let entry = |what, title: &str, texts| Entry { folder, what, at, title: one_line(title), texts };
    let (title, texts) = incident(folder, snapshot);
    let mut all = vec![entry(Found::Incident, &title, texts)];
    if let Some(postmortem) = &folder.postmortem {
        all.extend(causes(postmortem).map(|(title, texts)| entry(Found::Cause, title, texts)));
        let written = postmortem.actions.iter().filter(|action| action.is_written());
        all.extend(written.map(|action| {
            let title = action.title.as_ref().map_or("", |title| &title.value);
            entry(Found::Action(action, ActionState::of(action)), title, action_texts(action))
        }));
    }
    all
}

/// Returns the title of an incident, and everything that was written about it.
fn incident<'c>(folder: &'c Folder, snapshot: &'c Snapshot) -> (String, Vec<Cow<'c, str>>) {
    let text = |span: Span| Cow::Borrowed(snapshot.file(span.file).map_or("", text_below));
    let incident = folder.incident.as_ref();
    let updates = || folder.record.iter().flat_map(|record| &record.updates);
    let public: Vec<&str> =
        updates().filter_map(|update| update.title.as_ref()).map(|title| title.value.as_str()).collect();
    let own = incident.and_then(|incident| incident.title.as_ref()).map(|title| title.value.as_str());
    let title = own.or(public.last().copied()).unwrap_or(&folder.name).to_owned();
    let mut texts: Vec<Cow<'c, str>> = public.into_iter().map(Cow::Borrowed).collect();
    texts.push(Cow::Borrowed(&folder.name));
    texts.push(Cow::Owned(folder.slug()));
    let components = incident.into_iter().flat_map(|incident| &incident.components);
    texts.extend(components.map(|name| Cow::Borrowed(name.value.as_str())));
    texts.extend(incident.map(|incident| text(incident.span)));
    texts.extend(folder.timeline.iter().map(|entry| text(entry.span)));
    texts.extend(updates().map(|update| Cow::Borrowed(&*update.body.text)));
    texts.extend(folder.postmortem.as_ref().map(|postmortem| text(postmortem.span)));
    (title, texts)
}

/// Returns the causes of a post-mortem: their titles, and what else belongs to them. What a draft leaves open is none.
fn causes(postmortem: &InternalPostmortem) -> impl Iterator<Item = (&str, Vec<Cow<'_, str>>)> {
    let is_open = |span: Span| {
        postmortem.placeholders.iter().any(|open| open.start < span.end && span.start < open.end)
    };
    let kinds = postmortem.causes.iter().map(|cause| (cause, Vec::new()));
    let whys = postmortem.whys.iter().filter_map(|why| Some((why.answer.as_ref()?, texts([&why.question]))));
    let factors =
        postmortem.factors.iter().filter_map(|factor| Some((factor.text.as_ref()?, texts([&factor.kind]))));
    let all = kinds.chain(whys).chain(factors).filter(move |(title, _)| !is_open(title.span));
    all.map(|(title, texts)| (title.value.as_str(), texts))
}

fn action_texts(action: &Action) -> Vec<Cow<'_, str>> {
    texts([
        &action.id,
        &action.rationale,
        &action.risk,
        &action.verify,
        &action.metric,
        &action.owner,
        &action.ticket,
        &action.commitment,
    ])
}

fn texts<const N: usize>(texts: [&Option<Spanned<String>>; N]) -> Vec<Cow<'_, str>> {
    texts.into_iter().flatten().map(|text| Cow::Borrowed(text.value.as_str())).collect()
}

impl<'c> Entry<'c> {
    /// Returns the entry as a hit, if it has each of the words.
    pub(super) fn hit(self, wanted: &[String]) -> Option<SearchHit<'c>> {
        let title = words(&self.title);
        let mut missing: Vec<&String> = wanted.iter().filter(|word| !has(&title, word)).collect();
        let in_title = wanted.len() - missing.len();
        let mut found = None;
        for line in self.texts.iter().flat_map(|text| text.lines()) {
            if missing.is_empty() {
                break;
            }
            let (own, before) = (words(line), missing.len());
            missing.retain(|word| !has(&own, word));
            if missing.len() < before && found.is_none() {
                found = Some(one_line(line));
            }
        }
        missing.is_empty().then_some(SearchHit {
            folder: self.folder,
            what: self.what,
            title: self.title,
            at: self.at,
            in_title,
            line: found,
        })
    }
}

/// Returns a text in one line that a terminal shows as it is.
fn one_line(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
