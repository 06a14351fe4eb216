//! The page of an incident.

use super::phrase::Fill;
use super::{Card, EventPage, Phrase, Views};
use crate::release::model::{Incident, Reference};
use crate::status::{Impact, State};

pub(in crate::site) fn incident_page(views: Views<'_>, incident: &Incident) -> EventPage {
    let event = &incident.event;
    let mut page = EventPage::new(views, event, Card::incident(views, incident), incident.merged.is_some());
    page.course(views, event.started_at, incident.really_ended.or(event.ended_at));
    page.promise(views, incident.promise);
    page.notes.extend(relations(views, incident));
    if !event.closed {
        page.head.icon = views.icon(icon(event.impact));
    }
    page
}

/// The post-mortems of it, what goes before it and what carries on from it.
fn relations(views: Views<'_>, incident: &Incident) -> Vec<Phrase> {
    let phrase = |key, reference: &Reference| {
        let url = views.addresses.incident(&reference.slug);
        views.phrase(key, &[("incident", Fill::Link(&reference.title, &url))])
    };
    let merged = incident.merged.as_ref().map(|into| match into {
        Some(reference) => phrase("merged_into", reference),
        None => views.phrase("merged_hidden", &[]),
    });
    let follows = incident.event.follows.as_ref().map(|reference| phrase("follows", reference));
    let postmortems = incident.postmortems.iter().map(|postmortem| {
        let url = views.addresses.postmortem(&postmortem.slug);
        views.phrase("postmortem_link", &[("postmortem", Fill::Link(&postmortem.title, &url))])
    });
    postmortems.chain(merged).chain(follows).collect()
}

/// The state that an impact looks like.
fn icon(impact: Impact) -> Option<State> {
    match impact {
        Impact::None => None,
        Impact::Minor => Some(State::DegradedPerformance),
        Impact::Major => Some(State::PartialOutage),
        Impact::Critical => Some(State::MajorOutage),
    }
}
