//! The page of a post-mortem: what was written, and from released data how long it took, what it hit, and what
//! customers were told when.

use std::sync::Arc;

use serde::Serialize;

use super::head::summary;
use super::phrase::Fill;
use super::update::Place;
use super::{CommitmentView, Fact, Head, Link, Part, Phrase, UpdateView, Views};
use crate::release::model::{Event, Incident, Postmortem};
use crate::site::page_inputs::{PostmortemInputs, Same};

/// The page of a post-mortem.
#[derive(Clone, Debug, Serialize)]
pub struct PostmortemPage {
    /// The head of the page.
    pub head: Head,
    /// Its headline.
    pub title: String,
    /// When it was published, and by whom.
    pub published: Phrase,
    /// The incidents that it covers, that of its address first.
    pub incidents: Vec<CoveredIncident>,
    /// Its text as safe HTML; may be empty.
    pub html: String,
    /// What is promised in it.
    pub commitments: Vec<CommitmentView>,
    /// Address of the list of all post-mortems.
    pub all: String,
}

/// An incident that a post-mortem covers.
#[derive(Clone, Debug, Serialize)]
pub struct CoveredIncident {
    /// The incident.
    pub link: Link,
    /// What is known of it in short: its link, since when, for how long, what it hit.
    pub facts: Vec<Fact>,
    /// What customers were told, oldest first, without the texts.
    pub timeline: Vec<UpdateView>,
}

pub(in crate::site) fn postmortem_page(views: Views<'_>, inputs: &PostmortemInputs) -> PostmortemPage {
    let postmortem = &inputs.postmortem;
    let address = views.addresses.postmortem(&postmortem.slug);
    let title = format!("{}: {}", views.language.word("postmortem"), postmortem.title);
    let mut head = Head { kind: "article", ..Head::new(views, &title, address) };
    if let Some(text) = &postmortem.text {
        head.description = summary(&text.plain);
    }
    let incidents = inputs.incidents.iter().map(|Same(incident)| incident);
    PostmortemPage {
        head,
        title: postmortem.title.clone(),
        published: published(views, postmortem),
        incidents: incidents.map(|incident| CoveredIncident::new(views, incident)).collect(),
        html: postmortem.text.as_ref().map(|text| text.html.to_string()).unwrap_or_default(),
        commitments: postmortem.commitments.iter().map(|made| CommitmentView::new(views, made)).collect(),
        all: views.addresses.postmortems(),
    }
}

fn published(views: Views<'_>, postmortem: &Postmortem) -> Phrase {
    let time = ("time", Fill::Time(postmortem.published));
    match &postmortem.byline {
        Some(name) => views.phrase("postmortem_by", &[time, ("name", Fill::Name(name))]),
        None => views.phrase("postmortem_published", &[time]),
    }
}

impl CoveredIncident {
    fn new(views: Views<'_>, incident: &Incident) -> Self {
        let event = &incident.event;
        let url = views.addresses.incident(&event.slug);
        let link = Link { label: event.title.clone(), url };
        let mut facts = vec![Fact::time(views, "incident", Fill::Link(&link.label, &link.url))];
        facts.push(Fact::time(views, "started", Fill::Time(event.started_at)));
        if let Some(ended) = incident.really_ended.or(event.ended_at) {
            facts.push(Fact::time(views, "ended", Fill::Time(ended)));
        }
        if let Some(duration) = incident.duration {
            facts.push(Fact::words(views, "duration", &views.language.duration(duration)));
        }
        facts.extend(affected(views, event));
        Self { timeline: timeline(views, incident, &link.url), facts, link }
    }
}

/// The components, as links.
fn affected(views: Views<'_>, event: &Event) -> Option<Fact> {
    let mut words: Vec<Part> = Vec::new();
    let components = event.hits.iter().filter_map(|hit| views.site.components.get(hit.component));
    for component in components {
        if !words.is_empty() {
            words.push(views.part(Fill::Words(views.language.word("list"))));
        }
        let url = views.addresses.component(&component.slug);
        words.push(views.part(Fill::Link(&component.name, &url)));
    }
    (!words.is_empty()).then(|| Fact { kind: "affected", label: views.word("affected"), words })
}

/// The updates, oldest first. Their texts stand on the incident's own page, to which each one leads.
fn timeline(views: Views<'_>, incident: &Incident, address: &str) -> Vec<UpdateView> {
    let updates = &incident.event.updates;
    let place = |index| match index {
        _ if incident.merged.is_some() && index + 1 == updates.len() => Place::Merger,
        0 => Place::First,
        _ => Place::Later,
    };
    let steps = updates.iter().enumerate();
    steps
        .map(|(index, update)| UpdateView {
            html: Arc::default(),
            ..UpdateView::new(views, update, address, place(index))
        })
        .collect()
}
