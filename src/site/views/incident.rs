//! The page of an incident, and what it shares with that of a maintenance.

use serde::Serialize;

use super::{Card, Moment, UpdateView, Views};
use crate::release::model::{Event, Incident, Promise};

/// The page of an incident or a maintenance.
#[derive(Clone, Debug, Serialize)]
pub struct EventPage {
    /// The record in one line.
    pub card: Card,
    /// Title of the page: begins with how things stand while it is open.
    pub head_title: String,
    /// Address of the page, complete.
    pub canonical: String,
    /// When it ended.
    pub ended: Option<Moment>,
    /// Planned beginning of a maintenance.
    pub planned_from: Option<Moment>,
    /// Planned end of a maintenance.
    pub planned_to: Option<Moment>,
    /// Whether a maintenance takes longer than planned.
    pub overrun: bool,
    /// When the next update is due.
    pub next_update: Option<Moment>,
    /// Whether that has passed.
    pub next_update_late: bool,
    /// The components with their states over time.
    pub affected: Vec<Affected>,
    /// The updates, newest first.
    pub updates: Vec<UpdateView>,
    /// The incident that carries on, if this one was merged.
    pub merged: Option<Reference>,
    /// Whether it was merged into one that is not shown.
    pub merged_hidden: bool,
    /// The incident that went before.
    pub follows: Option<Reference>,
    /// The supplier behind it.
    pub upstream: Option<Reference>,
}

/// A component that a record names.
#[derive(Clone, Debug, Serialize)]
pub struct Affected {
    /// Its name.
    pub name: String,
    /// Address of its page.
    pub url: String,
    /// Its state now, for style sheets.
    pub state: &'static str,
    /// Its state now in words.
    pub word: String,
    /// Its states over time.
    pub periods: Vec<Period>,
    /// Whether the times were corrected later.
    pub corrected: bool,
}

/// A state from one moment to another.
#[derive(Clone, Debug, Serialize)]
pub struct Period {
    /// The state, for style sheets.
    pub state: &'static str,
    /// The state in words.
    pub word: String,
    /// From here.
    pub from: Moment,
    /// To here; none if it is still so.
    pub to: Option<Moment>,
    /// How long in words; empty if it is still so.
    pub duration: String,
}

/// A link to something related.
#[derive(Clone, Debug, Serialize)]
pub struct Reference {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
}

pub(in crate::site) fn incident_page(views: Views<'_>, incident: &Incident) -> EventPage {
    let event = &incident.event;
    let card = Card::incident(views, incident);
    let reference = |reference: &crate::release::model::Reference| Reference {
        title: reference.title.clone(),
        url: views.addresses.incident(&reference.slug),
    };
    EventPage {
        merged: incident.merged.as_ref().and_then(Option::as_ref).map(reference),
        merged_hidden: incident.merged.as_ref().is_some_and(Option::is_none),
        follows: event.follows.as_ref().map(reference),
        ..event_page(views, event, card, incident.promise, incident.merged.is_some())
    }
}

/// What both kinds of pages share. `merged`: another record carries on.
pub(super) fn event_page(
    views: Views<'_>,
    event: &Event,
    card: Card,
    promise: Option<Promise>,
    merged: bool,
) -> EventPage {
    let head_title =
        if event.closed { event.title.clone() } else { format!("{}: {}", card.status, event.title) };
    EventPage {
        head_title,
        canonical: canonical(views, &card.url),
        ended: event.ended_at.map(|at| Moment::new(at, views.language)),
        planned_from: None,
        planned_to: None,
        overrun: false,
        next_update: promise.map(|promise| Moment::new(promise.due, views.language)),
        next_update_late: promise.is_some_and(|promise| promise.overdue),
        affected: affected(views, event),
        updates: updates(views, event, merged),
        merged: None,
        merged_hidden: false,
        follows: None,
        upstream: event.upstream.as_ref().map(|up| Reference { title: up.name.clone(), url: up.url.clone() }),
        card,
    }
}

/// The complete address of a page.
pub(super) fn canonical(views: Views<'_>, address: &str) -> String {
    let site = views.site;
    format!("{}{}", site.url, address.strip_prefix(site.base_path.as_str()).unwrap_or(address))
}

/// The updates, newest first. Of a merged incident the last one says so.
pub(super) fn updates(views: Views<'_>, event: &Event, merged: bool) -> Vec<UpdateView> {
    let newest = event.updates.len().saturating_sub(1);
    let all = event.updates.iter().enumerate().rev();
    all.map(|(index, update)| UpdateView::new(views, update, merged && index == newest)).collect()
}

fn affected(views: Views<'_>, event: &Event) -> Vec<Affected> {
    let period = |span: &crate::status::Span| Period {
        state: span.state.as_str(),
        word: views.state(span.state),
        from: Moment::new(span.from, views.language),
        to: span.to.map(|to| Moment::new(to, views.language)),
        duration: span.to.map(|to| views.language.duration(to - span.from)).unwrap_or_default(),
    };
    event
        .hits
        .iter()
        .filter_map(|hit| {
            let component = views.site.components.get(hit.component)?;
            Some(Affected {
                name: component.name.clone(),
                url: views.addresses.component(&component.slug),
                state: hit.state.as_str(),
                word: views.state(hit.state),
                periods: hit.spans.iter().map(period).collect(),
                corrected: hit.corrected,
            })
        })
        .collect()
}
