//! An incident or a maintenance in a list: one line and a link.

use serde::Serialize;

use super::{Moment, Views};
use crate::release::model::{Event, Incident, Maintenance};

/// An incident or a maintenance in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// `incident` or `maintenance`, for style sheets.
    pub kind: &'static str,
    /// Address of its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Impact (`none`, `minor`, `major`, `critical`) or stage of a maintenance (`coming`, `running`, `overrun`,
    /// `done`, `cancelled`), for style sheets.
    pub look: &'static str,
    /// Impact or stage in words.
    pub weight: String,
    /// How it stands in words.
    pub status: String,
    /// Whether it is over.
    pub closed: bool,
    /// When it began.
    pub started: Moment,
    /// How long it was open in words; empty while it is open.
    pub duration: String,
    /// The components that it names.
    pub components: Vec<String>,
}

impl Card {
    pub(in crate::site) fn incident(views: Views<'_>, incident: &Incident) -> Self {
        let event = &incident.event;
        Self {
            kind: "incident",
            url: views.addresses.incident(&event.slug),
            look: event.impact.as_str(),
            weight: views.word(&format!("impact.{}", event.impact)),
            status: views.incident_status(incident),
            duration: incident.duration.map(|span| views.language.duration(span)).unwrap_or_default(),
            ..Self::common(views, event)
        }
    }

    pub(in crate::site) fn maintenance(views: Views<'_>, maintenance: &Maintenance) -> Self {
        let event = &maintenance.event;
        let (look, weight) = views.stage(maintenance);
        let span = event.ended_at.map(|ended| ended - event.started_at);
        Self {
            kind: "maintenance",
            url: views.addresses.maintenance(&event.slug),
            look,
            weight,
            status: views.status(event.status),
            duration: span.map(|span| views.language.duration(span)).unwrap_or_default(),
            ..Self::common(views, event)
        }
    }

    fn common(views: Views<'_>, event: &Event) -> Self {
        Self {
            kind: "",
            url: String::new(),
            title: event.title.clone(),
            look: "",
            weight: String::new(),
            status: String::new(),
            closed: event.closed,
            started: Moment::new(event.started_at, views.language),
            duration: String::new(),
            components: views.names(event),
        }
    }
}
