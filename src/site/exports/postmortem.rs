//! A published post-mortem as a document: what its page shows.

use super::incident_facts::incident_facts;
use super::incident_of;
use crate::document::{Block, Document, Fact, Task};
use crate::release::Site;
use crate::release::model::{Incident, Postmortem};
use crate::site::Theme;
use crate::site::pages::{CommitmentView, continues, first_sentence};
use crate::site::rendering::text::{escaped, lines};
use crate::site::rendering::{RenderContext, SiteContext, absolute, origin};

/// Returns the published post-mortem that covers the incident with one of these slugs. `None` if the audience sees none.
#[must_use]
pub fn postmortem_document(site: &Site, theme: &Theme, slugs: &[String]) -> Option<Document> {
    let (index, _) = incident_of(site, slugs)?;
    let postmortem = site.postmortems.iter().find(|postmortem| postmortem.incidents.contains(&index))?;
    let site_context = SiteContext::of(site);
    let language = theme.language(&site.language).ok()?;
    let context = RenderContext::new(&site_context, &language, theme);
    let incidents = postmortem.incidents.iter().filter_map(|index| site.incidents.get(*index));
    let incidents: Vec<&Incident> = incidents.map(AsRef::as_ref).collect();
    Some(document(context, postmortem, &incidents))
}

fn document(context: RenderContext<'_>, postmortem: &Postmortem, incidents: &[&Incident]) -> Document {
    let language = context.language;
    let page = format!("{}{}", origin(context.site), context.addresses.postmortem(&postmortem.slug));
    let mut blocks = vec![Block::Facts(facts(context, postmortem, incidents, &page))];
    if let Some(text) = &postmortem.text {
        blocks.push(Block::Html(absolute(context.site, &lines(&text.html), &page)));
    }
    if !postmortem.commitments.is_empty() {
        if !continues(context, postmortem) {
            blocks.push(Block::Heading(context.word("commitments")));
        }
        let tasks = postmortem.commitments.iter().map(|commitment| {
            let view = CommitmentView::new(context, commitment);
            let standing =
                if view.standing.is_empty() { String::new() } else { format!(" ({})", view.standing) };
            Task { text: format!("{}{standing}", view.text), is_done: view.done }
        });
        blocks.push(Block::Tasks(tasks.collect()));
    }
    blocks.push(Block::Heading(context.word("timeline")));
    blocks.extend(incidents.iter().map(|incident| Block::Html(timeline(context, incident))));
    let edits = postmortem.edited.iter().map(|mark| {
        let line = language.fill("edited", &[("time", &language.date_time(mark.at)), ("note", &mark.note)]);
        format!("<p>{}</p>\n", escaped(&lines(&line)))
    });
    let edits: String = edits.collect();
    if !edits.is_empty() {
        blocks.push(Block::Html(edits));
    }
    Document { title: postmortem.title.clone(), warning: None, blocks }
}

/// The address of the page, when it was published and by whom, and the key facts of each incident.
fn facts(
    context: RenderContext<'_>,
    postmortem: &Postmortem,
    incidents: &[&Incident],
    page: &str,
) -> Vec<Fact> {
    let time = context.language.date_time(postmortem.published);
    let published = match &postmortem.byline {
        Some(name) => context.language.fill("postmortem_by", &[("time", &time), ("name", name)]),
        None => context.language.fill("postmortem_published", &[("time", &time)]),
    };
    let url = Some(page.to_owned());
    let mut facts = vec![Fact { url, ..Fact::new(context.word("postmortem"), published) }];
    for incident in incidents {
        let address = context.addresses.incident(&incident.event.slug);
        let url = Some(format!("{}{address}", origin(context.site)));
        facts.push(Fact { url, ..Fact::new(context.word("incident"), &*incident.event.title) });
        let own = incident_facts(context, incident).into_iter();
        facts.extend(own.map(|(label, value)| Fact::new(label, value)));
    }
    facts
}

/// The updates, oldest first, each with the first sentence of its text.
fn timeline(context: RenderContext<'_>, incident: &Incident) -> String {
    let mut html = "<ul>\n".to_owned();
    for update in &incident.event.updates {
        let status =
            if update.status_changed { context.status(update.status) } else { context.word("update") };
        let status = if update.merged { context.word("status.merged") } else { status };
        let sentence = update.text.as_ref().map(|text| first_sentence(&text.plain)).unwrap_or_default();
        let line = format!("{}: {status}. {sentence}", context.language.date_time(update.at));
        html.extend(["<li>", &escaped(&lines(line.trim_end())), "</li>\n"]);
    }
    html + "</ul>\n"
}
