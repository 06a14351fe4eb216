//! The entry of an incident or maintenance, which both history feeds share.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use pulldown_cmark_escape::escape_html;

use crate::release::Site;
use crate::release::model::Maintenance;
use crate::site::api::{ApiEvent, ApiUpdate, newest, with_breaks};
use crate::site::rendering::text::legal_xml;

/// An entry of the history feeds.
pub(super) struct HistoryEntry<'a> {
    /// The id of the incident or maintenance in the API.
    pub(super) id: &'a str,
    /// The ids of its entries in the feeds of the system that it was imported from.
    pub(super) atom_id: Option<&'a str>,
    pub(super) rss_guid: Option<&'a str>,
    pub(super) title: String,
    /// The address of its page.
    pub(super) url: String,
    /// The time of the newest update of an incident, or the planned start of a maintenance, which may be in the
    /// future.
    pub(super) published: DateTime<Utc>,
    pub(super) updated: DateTime<Utc>,
    /// The planned end of a maintenance.
    pub(super) ends: Option<DateTime<Utc>>,
    /// All updates, newest first.
    pub(super) html: String,
}

impl<'a> HistoryEntry<'a> {
    /// Returns the `most` entries that were published last, newest first.
    pub(super) fn newest(site: &'a Site, most: usize) -> Vec<Self> {
        let incidents = ApiEvent::incidents(site);
        let maintenances = site.maintenances.iter().map(|one| ApiEvent::Maintenance(one));
        let chosen = newest(incidents.chain(maintenances), published, most);
        chosen.into_iter().map(|api_event| Self::new(site, api_event)).collect()
    }

    fn new(site: &Site, api_event: ApiEvent<'a>) -> Self {
        let event = api_event.event();
        let mut html = String::new();
        let mut ends = None;
        if let ApiEvent::Maintenance(maintenance) = api_event {
            ends = Some(maintenance.scheduled_until);
            html = announcement(maintenance, site.time_zone);
        }
        let mut paragraphs = Vec::new();
        let mut before = "";
        for update in api_event.updates() {
            let label = if before == update.word { "Update" } else { label(update.word) };
            before = update.word;
            paragraphs.push(paragraph(update, label, site.time_zone));
        }
        paragraphs.reverse();
        html.push_str(&paragraphs.concat());
        Self {
            id: &event.id,
            atom_id: event.imported.as_ref().and_then(|imported| imported.atom_id.as_deref()),
            rss_guid: event.imported.as_ref().and_then(|imported| imported.rss_guid.as_deref()),
            title: legal_xml(&event.title),
            url: api_event.url(site),
            published: published(api_event),
            updated: api_event.updated_at(),
            ends,
            html: legal_xml(&html),
        }
    }
}

fn published(api_event: ApiEvent<'_>) -> DateTime<Utc> {
    match api_event {
        ApiEvent::Incident(incident, _) => api_event.last_update_at().unwrap_or(incident.event.started_at),
        ApiEvent::Maintenance(maintenance) => maintenance.scheduled_for,
    }
}

/// The planned time of a maintenance, in the form that banner scripts search for.
fn announcement(maintenance: &Maintenance, zone: Tz) -> String {
    let from = maintenance.scheduled_for.with_timezone(&zone);
    let to = maintenance.scheduled_until.with_timezone(&zone);
    let end = if from.date_naive() == to.date_naive() { "%H:%M %Z" } else { "%b %-d, %H:%M %Z" };
    let span = format!("{} - {}", from.format("%b %-d, %H:%M"), to.format(end));
    format!("<p><strong>THIS IS A SCHEDULED EVENT {span}</strong></p>")
}

fn paragraph(update: ApiUpdate<'_>, label: &str, zone: Tz) -> String {
    let at = update.displayed_at().with_timezone(&zone);
    // The day is padded to two characters, as on Statuspage.
    let date = at.format("%b <var data-var='date'>%e</var>, <var data-var='time'>%H:%M</var> %Z");
    let mut out = format!("<p><small>{date}</small><br><strong>{label}</strong> - ");
    let mut html = String::new();
    escape_html(&mut html, &update.plain()).expect("writing to a string cannot fail");
    out.push_str(&with_breaks(&html));
    out.push_str("</p>");
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
