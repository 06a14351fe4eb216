//! Messages about post-mortems.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::link::link;
use super::message::{Level, Message, Subject};
use crate::content::internal::NotifyEvent;
use crate::pipeline::MessageSources;
use crate::release::model::Postmortem;
use crate::site::{flowing, one_line};

/// Returns a message for the publication of a post-mortem and for each later change, oldest first.
pub(super) fn messages(postmortem: &Postmortem, sources: MessageSources<'_>) -> Vec<Message> {
    let language = sources.language;
    let published = message(postmortem, (String::new(), postmortem.published), None, sources);
    let edits = postmortem.edited.iter().map(|mark| {
        let fills = [("time", &*language.date_time(mark.at)), ("note", &*one_line(&mark.note))];
        let occurrence = format!("edited {}", mark.at.to_rfc3339());
        message(postmortem, (occurrence, mark.at), Some(language.fill("edited", &fills)), sources)
    });
    std::iter::once(published).chain(edits).collect()
}

fn message(
    postmortem: &Postmortem,
    (occurrence, at): (String, DateTime<Utc>),
    remark: Option<String>,
    sources: MessageSources<'_>,
) -> Message {
    let MessageSources { site, public, language } = sources;
    let incidents = || postmortem.incidents.iter().filter_map(|index| site.incidents.get(*index));
    let components: BTreeSet<String> = incidents()
        .flat_map(|incident| &incident.event.hits)
        .filter_map(|hit| Some(site.components.get(hit.component)?.slug.clone()))
        .collect();
    let is_public = public.postmortems.iter().any(|other| other.slug == postmortem.slug);
    let (event, also) = if occurrence.is_empty() {
        (NotifyEvent::Postmortem, None)
    } else {
        (NotifyEvent::Corrected, Some(NotifyEvent::Postmortem))
    };
    let text = postmortem.text.as_ref().map(|text| flowing(&text.plain)).filter(|text| !text.is_empty());
    // In order with the messages about the incident.
    let group =
        incidents().next().map_or_else(|| postmortem.id.clone(), |incident| incident.event.id.clone());
    Message {
        item: postmortem.id.clone(),
        occurrence,
        event,
        also,
        group: format!("incident {group}"),
        at,
        is_imported: postmortem.imported.is_some(),
        components,
        site: one_line(&site.title).into_owned(),
        subject: Some(Subject {
            kind: "postmortem",
            id: postmortem.id.clone(),
            status: None,
            components: Vec::new(),
            next_update: None,
            planned: None,
        }),
        state: language.word("postmortem").to_owned(),
        level: Level::Neutral,
        title: one_line(&postmortem.title).into_owned(),
        facts: Vec::new(),
        remark: remark.map(|remark| one_line(&remark).into_owned()),
        text,
        link: link(sources, &format!("postmortems/{}/", postmortem.slug), is_public),
    }
}
