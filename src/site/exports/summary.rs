//! A short summary of an incident, to send once it is published: what happened, what has changed, what follows and by when.

use super::incident_facts::incident_facts;
use super::incident_of;
use crate::chat::{Message, MessageLink, MessagePart, shorten};
use crate::release::Site;
use crate::release::model::{Commitment, Incident, Origin, Postmortem, Update};
use crate::site::Theme;
use crate::site::pages::CommitmentView;
use crate::site::rendering::text::{escaped, flowing};
use crate::site::rendering::{RenderContext, SiteContext, origin};

/// The most characters of each part.
const PART: usize = 900;

/// Returns the summary of the incident with one of these slugs. `None` if the audience does not see it.
#[must_use]
pub fn summary_message(site: &Site, theme: &Theme, slugs: &[String]) -> Option<Message> {
    let (index, incident) = incident_of(site, slugs)?;
    let postmortem = site.postmortems.iter().find(|postmortem| postmortem.incidents.contains(&index));
    let site_context = SiteContext::of(site);
    let language = theme.language(&site.language).ok()?;
    let context = RenderContext::new(&site_context, &language, theme);
    let parts = [
        ("told.happened", happened(incident, postmortem)),
        ("told.changed", changed(context, incident, postmortem)),
        ("told.follows", follows(context, incident, postmortem)),
    ];
    let parts = parts.into_iter().filter(|(_, paragraphs)| !paragraphs.is_empty());
    Some(Message {
        title: incident.event.title.clone(),
        facts: incident_facts(context, incident),
        parts: parts
            .map(|(key, paragraphs)| MessagePart { heading: context.word(key), paragraphs })
            .collect(),
        links: vec![link(context, incident, postmortem)],
    })
}

fn link(context: RenderContext<'_>, incident: &Incident, postmortem: Option<&Postmortem>) -> MessageLink {
    let (label, address) = match postmortem {
        Some(postmortem) => ("postmortem", context.addresses.postmortem(&postmortem.slug)),
        None => ("details", context.addresses.incident(&incident.event.slug)),
    };
    MessageLink { label: context.word(label), url: format!("{}{address}", origin(context.site)) }
}

/// The first section of the post-mortem; without one, the summary above the updates, or else the first update.
fn happened(incident: &Incident, postmortem: Option<&Postmortem>) -> Vec<String> {
    let section = postmortem.and_then(first_section);
    let summary = || incident.event.summary.as_ref().map(|text| flowing(&text.plain));
    let first = || written(incident).find_map(|update| update.text.as_ref()).map(|text| flowing(&text.plain));
    section
        .or_else(summary)
        .or_else(first)
        .map(|text| shorten(&text, PART, char::len_utf16))
        .into_iter()
        .collect()
}

/// The text of the newest update, and the promises that are kept.
fn changed(context: RenderContext<'_>, incident: &Incident, postmortem: Option<&Postmortem>) -> Vec<String> {
    let newest = written(incident).rfind(|update| update.text.is_some());
    let is_first = newest.is_some_and(|newest| {
        postmortem.is_none() && written(incident).find(|update| update.text.is_some()) == Some(newest)
    });
    let told = newest.filter(|_| !is_first).and_then(|update| {
        let text = flowing(&update.text.as_ref()?.plain);
        Some(format!("{}: {}", context.incident_status(incident), shorten(&text, PART, char::len_utf16)))
    });
    let kept = postmortem.into_iter().flat_map(|postmortem| &postmortem.commitments);
    told.into_iter()
        .chain(kept.filter(|made| made.done.is_some()).map(|made| promise(context, made)))
        .collect()
}

/// The promises that are not kept yet with their dates, and while the incident is open the next update.
fn follows(context: RenderContext<'_>, incident: &Incident, postmortem: Option<&Postmortem>) -> Vec<String> {
    let made = postmortem.into_iter().flat_map(|postmortem| &postmortem.commitments);
    let open = made.filter(|made| made.done.is_none()).map(|made| promise(context, made));
    let next = incident.promise.map(|next| {
        let key = if next.overdue { "next_update_late" } else { "next_update" };
        format!("{}: {}", context.word(key), context.language.date_time(next.due))
    });
    open.chain(next).collect()
}

fn promise(context: RenderContext<'_>, commitment: &Commitment) -> String {
    let view = CommitmentView::new(context, commitment);
    let standing = if view.standing.is_empty() { String::new() } else { format!(" ({})", view.standing) };
    format!("• {}{standing}", shorten(&view.text, PART, char::len_utf16))
}

/// The updates that people wrote and did not withdraw, oldest first.
fn written(incident: &Incident) -> impl DoubleEndedIterator<Item = &Update> {
    let is_written = |update: &&Update| update.origin == Origin::Written && update.retracted.is_none();
    incident.event.updates.iter().filter(is_written)
}

/// Returns the text of a post-mortem up to its second heading, without the first one.
fn first_section(postmortem: &Postmortem) -> Option<String> {
    let text = postmortem.text.as_ref()?;
    let headings: Vec<&str> = text.html.split("<h").skip(1).filter_map(heading).collect();
    let is_heading = |block: &&str| headings.contains(&escaped(block.trim()).as_str());
    let blocks = text.plain.split("\n\n").skip_while(is_heading).take_while(|block| !is_heading(block));
    let section = blocks.collect::<Vec<_>>().join("\n\n");
    (!section.is_empty()).then(|| flowing(&section))
}

/// The words of a heading, from after its `<h`.
fn heading(html: &str) -> Option<&str> {
    let (level, rest) = html.split_once('>')?;
    let end = format!("</h{level}>");
    rest.split_once(end.as_str()).map(|(words, _)| words)
}
