//! The key facts of an incident in words.

use crate::release::model::Incident;
use crate::site::rendering::RenderContext;
use crate::status::Impact;

/// Returns the facts with their labels: impact, status or end, duration, affected components.
pub(super) fn incident_facts(context: RenderContext<'_>, incident: &Incident) -> Vec<(String, String)> {
    let event = &incident.event;
    let language = context.language;
    let mut facts = Vec::new();
    if event.impact > Impact::None {
        facts.push((context.word("impact_label"), context.word(&format!("impact_short.{}", event.impact))));
    }
    facts.push((context.word("started"), language.date_time(event.started_at)));
    match incident.really_ended.or(event.ended_at) {
        Some(ended) => facts.push((context.word("ended"), language.date_time(ended))),
        None => facts.push((context.word("open"), context.incident_status(incident))),
    }
    if let Some(duration) = incident.duration {
        facts.push((context.word("duration"), language.duration(duration)));
    }
    let names = context.names(event);
    if !names.is_empty() {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        facts.push((context.word("affected"), language.list(&names)));
    }
    if let Some(promise) = incident.promise {
        let label = if promise.overdue { "next_update_late" } else { "next_update" };
        facts.push((context.word(label), language.date_time(promise.due)));
    }
    facts
}
