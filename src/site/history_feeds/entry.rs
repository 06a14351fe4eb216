//! One incident or maintenance, as both feeds tell it.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::xml::legal;
use crate::release::Site;
use crate::release::model::Maintenance;
use crate::site::api::{Occurrence, Told, newest, with_breaks};

/// An entry.
pub(super) struct Entry<'a> {
    /// The id of the record in the API.
    pub(super) id: &'a str,
    pub(super) title: String,
    /// The address of its page.
    pub(super) url: String,
    /// An incident's newest update; a maintenance's planned beginning, which may be in the future.
    pub(super) published: DateTime<Utc>,
    pub(super) updated: DateTime<Utc>,
    /// The planned end of a maintenance.
    pub(super) ends: Option<DateTime<Utc>>,
    /// All updates, newest first.
    pub(super) html: String,
}

impl<'a> Entry<'a> {
    /// The entries that were published last, newest first.
    pub(super) fn newest(site: &'a Site, most: usize) -> Vec<Self> {
        let incidents = Occurrence::incidents(site);
        let maintenances = site.maintenances.iter().map(|one| Occurrence::Maintenance(one));
        let chosen = newest(incidents.chain(maintenances), published, most);
        chosen.into_iter().map(|occurrence| Self::new(site, occurrence)).collect()
    }

    fn new(site: &Site, occurrence: Occurrence<'a>) -> Self {
        let event = occurrence.event();
        let mut html = String::new();
        let mut ends = None;
        if let Occurrence::Maintenance(maintenance) = occurrence {
            ends = Some(maintenance.scheduled_until);
            html = announcement(maintenance, site.time_zone);
        }
        let mut paragraphs = Vec::new();
        let mut before = "";
        for told in occurrence.told() {
            let label = if before == told.word { "Update" } else { label(told.word) };
            before = told.word;
            paragraphs.push(paragraph(told, label, site.time_zone));
        }
        paragraphs.reverse();
        html.push_str(&paragraphs.concat());
        Self {
            id: &event.id,
            title: legal(&event.title),
            url: occurrence.url(site),
            published: published(occurrence),
            updated: occurrence.updated_at(),
            ends,
            html: legal(&html),
        }
    }
}

fn published(occurrence: Occurrence<'_>) -> DateTime<Utc> {
    match occurrence {
        Occurrence::Incident(incident, _) => occurrence.last_told_at().unwrap_or(incident.event.started_at),
        Occurrence::Maintenance(maintenance) => maintenance.scheduled_for,
    }
}

/// What a maintenance begins with: when it is planned, in the form that banner scripts look for.
fn announcement(maintenance: &Maintenance, zone: Tz) -> String {
    let from = maintenance.scheduled_for.with_timezone(&zone);
    let to = maintenance.scheduled_until.with_timezone(&zone);
    let end = if from.date_naive() == to.date_naive() { "%H:%M %Z" } else { "%b %-d, %H:%M %Z" };
    let span = format!("{} - {}", from.format("%b %-d, %H:%M"), to.format(end));
    format!("<p><strong>THIS IS A SCHEDULED EVENT {span}</strong></p>")
}

fn paragraph(told: Told<'_>, label: &str, zone: Tz) -> String {
    let at = told.displayed_at().with_timezone(&zone);
    // The day takes two places, as on real pages.
    let date = at.format("%b <var data-var='date'>%e</var>, <var data-var='time'>%H:%M</var> %Z");
    let mut out = format!("<p><small>{date}</small><br><strong>{label}</strong> - ");
    write!(out, "{}</p>", with_breaks(&escaped(told.plain()))).expect("writing to a string cannot fail");
    out
}

/// Plain text as HTML that shows it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

fn label(word: &str) -> &'static str {
    match word {
        "investigating" => "Investigating",
        "identified" => "Identified",
        "monitoring" => "Monitoring",
        "resolved" => "Resolved",
        "postmortem" => "Postmortem",
        "scheduled" => "Scheduled",
        "in_progress" => "In progress",
        "verifying" => "Verifying",
        _ => "Completed",
    }
}
