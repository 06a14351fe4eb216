//! The facts of a site as text, independent of any theme: states, times and totals.

use allclear::release::Site;
use allclear::release::model::{Component, Event};
use allclear::status::State;
use chrono::{DateTime, Utc};

/// Banner, components and records of a site, a line each.
pub(super) fn facts(site: &Site) -> Vec<String> {
    let mut lines = vec![format!("{} ({})", site.banner.description, site.banner.indicator.as_str())];
    lines.extend(site.components.iter().map(component));
    for incident in &site.incidents {
        let mut parts = vec![event(site, &incident.event)];
        // The time for which a record was open differs from the time for which something was broken, if the latter
        // was corrected.
        let corrected = incident.event.hits.iter().any(|hit| hit.corrected);
        if let Some(time) = incident.duration.filter(|_| !corrected) {
            parts.push(format!("{} min in all", time.num_minutes()));
        }
        if let Some(promise) = incident.promise {
            let overdue = if promise.overdue { " (overdue)" } else { "" };
            parts.push(format!("next by {}{overdue}", moment(promise.due)));
        }
        match &incident.merged {
            Some(Some(into)) => parts.push(format!("merged into {}", into.slug)),
            Some(None) => parts.push("merged into one that is not seen".to_owned()),
            None => {}
        }
        parts.extend(incident.postmortems.iter().map(|covers| format!("explained in {}", covers.slug)));
        lines.push(parts.join(", "));
    }
    for maintenance in &site.maintenances {
        let line = event(site, &maintenance.event);
        lines.push(format!(
            "{line}, {:?}, planned {} to {}",
            maintenance.progress,
            moment(maintenance.scheduled_for),
            moment(maintenance.scheduled_until)
        ));
    }
    for postmortem in &site.postmortems {
        let covered: Vec<&str> =
            postmortem.incidents.iter().map(|index| site.incidents[*index].event.slug.as_str()).collect();
        lines.push(format!(
            "post-mortem {}: {}, {}, of [{}]",
            postmortem.slug,
            postmortem.title,
            moment(postmortem.published),
            covered.join(", ")
        ));
    }
    lines
}

/// The state, and the counted times of each month with trouble.
fn component(component: &Component) -> String {
    let mut parts = vec![format!("{}: {}", component.slug, component.state)];
    for month in component
        .months
        .iter()
        .filter(|month| month.tally.worst.is_some_and(|worst| worst > State::default()))
    {
        let tally = &month.tally;
        let minutes = [
            ("degraded", tally.degraded),
            ("partial", tally.partial),
            ("major", tally.major),
            ("maintenance", tally.maintenance),
        ];
        let minutes = minutes.iter().filter(|(_, time)| !time.is_zero());
        let minutes: Vec<String> =
            minutes.map(|(word, time)| format!("{} min {word}", time.num_minutes())).collect();
        if minutes.is_empty() {
            continue;
        }
        let ratio = tally.ratio.map_or("none".to_owned(), |ratio| format!("{:.3} %", ratio * 100.0));
        parts.push(format!(
            "{}: {} of {} min, uptime {ratio}",
            month.first.format("%Y-%m"),
            minutes.join(", "),
            tally.counted.num_minutes()
        ));
    }
    parts.join("; ")
}

fn event(site: &Site, event: &Event) -> String {
    let hits: Vec<String> = event
        .hits
        .iter()
        .map(|hit| {
            format!(
                "{} {}{}",
                site.components[hit.component].slug,
                hit.state,
                if hit.corrected { " corrected" } else { "" }
            )
        })
        .collect();
    let ended = event.ended_at.map_or(String::new(), |at| format!(" to {}", moment(at)));
    format!(
        "{}: {}, {}, {}{ended}, {} updates, [{}]{}",
        event.slug,
        event.status,
        event.impact,
        moment(event.started_at),
        event.updates.len(),
        hits.join(", "),
        event.follows.as_ref().map_or(String::new(), |before| format!(", follows {}", before.slug))
    )
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%m-%d %H:%M").to_string()
}
