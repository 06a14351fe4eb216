//! A maintenance as a calendar event.

use chrono::{DateTime, Utc};
use icalendar::{Component, Event, EventLike, EventStatus};

use crate::release::model::{Maintenance, Progress, Update};
use crate::site::last_change;
use crate::site::rendering::RenderContext;
use crate::site::rendering::text::{flowing, one_line};
use crate::status::Status;

/// The event of a maintenance.
pub(super) fn event(context: RenderContext<'_>, maintenance: &Maintenance) -> Event {
    let of = &maintenance.event;
    let address = format!("{}/maintenance/{}/", context.site.url, of.slug);
    let changed = stamp(last_change::of_event(of).unwrap_or(maintenance.scheduled_for));
    let created = of.updates.first().map_or(maintenance.scheduled_for, |first| first.at);
    let cancelled = maintenance.progress == Progress::Cancelled;
    Event::new()
        .uid(&format!("{}@{}", of.id, context.site.authority))
        .sequence(sequence(&of.updates))
        .summary(&summary(context, maintenance, cancelled))
        .description(&description(context, maintenance, &address))
        .starts(maintenance.scheduled_for)
        .ends(maintenance.scheduled_until)
        .status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .url(&address)
        .add_property("DTSTAMP", &changed)
        .add_property("LAST-MODIFIED", &changed)
        .add_property("CREATED", stamp(created))
        // The event is for information: it does not mark subscribers as busy.
        .add_property("TRANSP", "TRANSPARENT")
        .done()
}

/// The title, which says so if the maintenance is cancelled: some calendars show cancelled events like any other.
fn summary(context: RenderContext<'_>, maintenance: &Maintenance, cancelled: bool) -> String {
    let title = one_line(&maintenance.event.title);
    if cancelled { format!("{}: {title}", context.status(Status::Cancelled)) } else { title.into_owned() }
}

/// The newest text, the affected components and the URL of the page.
fn description(context: RenderContext<'_>, maintenance: &Maintenance, address: &str) -> String {
    let event = &maintenance.event;
    let mut parts = Vec::new();
    let text = event.updates.iter().rev().find_map(|update| update.text.as_ref());
    parts.extend(text.map(|text| flowing(&text.plain)));
    let names: Vec<String> = context.names(event).iter().map(|name| one_line(name).into_owned()).collect();
    if !names.is_empty() {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        parts.push(format!("{}: {}", context.word("affected"), context.language.list(&names)));
    }
    parts.push(address.to_owned());
    parts.join("\n\n")
}

/// The revision of the event (RFC 5545 section 3.8.7.4), which increases with every change of the plan: by a new update,
/// by an edit of an earlier one, or by its withdrawal. An edit or a withdrawal can undo two changes of the plan, so it
/// counts three times.
fn sequence(updates: &[Update]) -> u32 {
    let rewritten: usize =
        updates.iter().map(|update| update.edited.len() + usize::from(update.retracted.is_some())).sum();
    plan_changes(updates).saturating_add(u32::try_from(rewritten).unwrap_or(u32::MAX).saturating_mul(3))
}

/// The number of changes to the plan since the announcement: moved, cancelled or planned again.
fn plan_changes(updates: &[Update]) -> u32 {
    let mut plan = None;
    let mut changes = 0;
    for update in updates {
        let (window, cancelled) = plan.unwrap_or((update.window, false));
        let next = (update.window.or(window), update.status == Status::Cancelled);
        changes += u32::from(plan.is_some() && next != (window, cancelled));
        plan = Some(next);
    }
    changes
}

fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}
