//! An incident or maintenance in a list: one line with a link.

use serde::Serialize;

use super::TimeView;
use crate::release::model::{Event, Incident, Maintenance};
use crate::site::rendering::RenderContext;

/// An incident or maintenance in a list.
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
    /// Its status in words.
    pub status: String,
    /// Whether it is over.
    pub closed: bool,
    /// Whether it is over: an incident that was merged into another one is closed, but not settled.
    pub settled: bool,
    /// Its start.
    pub started: TimeView,
    /// Its end; its start while it is open.
    pub ended: TimeView,
    /// How long it was open, in words; empty while it is open.
    pub duration: String,
    /// The components that it names.
    pub components: Vec<String>,
}

impl Card {
    pub(in crate::site) fn incident(context: RenderContext<'_>, incident: &Incident) -> Self {
        let event = &incident.event;
        Self {
            kind: "incident",
            url: context.addresses.incident(&event.slug),
            look: event.impact.as_str(),
            weight: context.word(&format!("impact.{}", event.impact)),
            status: context.incident_status(incident),
            settled: event.closed && incident.merged.is_none(),
            duration: incident.duration.map(|span| context.language.duration(span)).unwrap_or_default(),
            ..Self::common(context, event)
        }
    }

    pub(in crate::site) fn maintenance(context: RenderContext<'_>, maintenance: &Maintenance) -> Self {
        let event = &maintenance.event;
        let (look, weight) = context.stage(maintenance);
        let span = event.ended_at.map(|ended| ended - event.started_at);
        Self {
            kind: "maintenance",
            url: context.addresses.maintenance(&event.slug),
            look,
            weight,
            status: context.status(event.status),
            duration: span.map(|span| context.language.duration(span)).unwrap_or_default(),
            ..Self::common(context, event)
        }
    }

    fn common(context: RenderContext<'_>, event: &Event) -> Self {
        Self {
            kind: "",
            url: String::new(),
            title: event.title.clone(),
            look: "",
            weight: String::new(),
            status: String::new(),
            closed: event.closed,
            settled: event.closed,
            started: TimeView::new(event.started_at, context.language),
            ended: TimeView::new(event.ended_at.unwrap_or(event.started_at), context.language),
            duration: String::new(),
            components: context.names(event),
        }
    }
}
