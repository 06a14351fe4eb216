//! An entry of a feed: an incident or a maintenance with all its updates.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use roxmltree::Node;
use serde_json::{Value, json};

use super::updates::{self, ReportedUpdate};
use super::{link, text_of};
use crate::content::derived_id;
use crate::import::parsed_time::ParsedTime;

/// An entry of a feed.
#[derive(Debug)]
pub(super) struct FeedEntry {
    id: String,
    title: Option<String>,
    /// The `<id>` of Atom.
    atom_id: Option<String>,
    /// The `<guid>` of RSS.
    rss_guid: Option<String>,
    window: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Oldest first; never empty.
    updates: Vec<ReportedUpdate>,
}

impl FeedEntry {
    /// Reads an entry; the error is a predicate such as `has no link`.
    pub(super) fn read(node: Node<'_, '_>) -> Result<Self, String> {
        let address = link(node).or_else(|| text_of(node, "guid")).or_else(|| text_of(node, "id"));
        let address = address.ok_or("has no link")?;
        let id = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let html = text_of(node, "content").or_else(|| text_of(node, "description")).unwrap_or_default();
        let time_of = |names: &[&str]| {
            names.iter().find_map(|name| {
                let text = text_of(node, name)?;
                Some(ParsedTime::parse(&text, None)?.utc(Tz::UTC))
            })
        };
        let published = time_of(&["published", "pubDate", "updated"]).ok_or("has no readable time")?;
        let body = updates::read(&html, published.date_naive())?;
        if body.updates.is_empty() {
            return Err("has no updates in the format of Statuspage".to_owned());
        }
        // RSS has the end of the window in a tag of its own, and its start as the time of the entry.
        let window = match time_of(&["maintenanceEndDate"]) {
            Some(end) => Some((published, end)),
            None => body.window.and_then(|text| window(&text, published.date_naive())),
        };
        Ok(Self {
            id,
            title: text_of(node, "title"),
            atom_id: text_of(node, "id"),
            rss_guid: text_of(node, "guid"),
            window,
            updates: body.updates,
        })
    }

    /// Whether the entry is a maintenance.
    pub(super) fn is_maintenance(&self) -> bool {
        self.window.is_some()
            || self.updates.iter().any(|update| {
                matches!(update.label.as_str(), "scheduled" | "in_progress" | "verifying" | "completed")
            })
    }

    /// Returns the entry as an object of the export.
    pub(super) fn export(&self) -> Value {
        let mut status = if self.is_maintenance() { "scheduled" } else { "investigating" };
        let mut updates = Vec::new();
        let (mut monitoring_at, mut resolved_at) = (None, None);
        for (index, update) in self.updates.iter().enumerate() {
            // An update that does not change the status is labelled `Update`.
            if update.label != "update" {
                status = &update.label;
            }
            let at = update.at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
            match status {
                "monitoring" => {
                    monitoring_at.get_or_insert_with(|| at.clone());
                }
                "resolved" | "completed" if update.label != "update" => resolved_at = Some(at.clone()),
                _ => {}
            }
            let id = derived_id("update", &["statuspage", &self.id, &at, &index.to_string()]);
            updates.push(json!({
                "id": id, "status": status, "body": update.body, "created_at": at, "display_at": at,
            }));
        }
        // The newest update comes first, as in the export. Of updates in the same minute, only the order tells which one is older.
        updates.reverse();
        let started =
            self.updates.first().map(|update| update.at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
        let time = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        json!({
            "id": self.id,
            "name": self.title,
            "status": status,
            "impact": if self.is_maintenance() { "maintenance" } else { "none" },
            "created_at": started,
            "started_at": started,
            "monitoring_at": monitoring_at,
            "resolved_at": resolved_at,
            "atom_id": self.atom_id,
            "rss_guid": self.rss_guid,
            "is_from_feed": true,
            "scheduled_for": self.window.map(|(from, _)| time(from)),
            "scheduled_until": self.window.map(|(_, to)| time(to)),
            "incident_updates": updates,
        })
    }
}

/// `Jan 16, 12:00 - 16:00 GMT`, `Jan 16, 22:00 GMT - Jan 17, 02:00 GMT`.
fn window(text: &str, near: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let (from, to) = text.split_once(" - ")?;
    let zone = to.split_whitespace().last().unwrap_or_default();
    let from = ParsedTime::parse(&format!("{from} {zone}"), Some(near))
        .or_else(|| ParsedTime::parse(from, Some(near)))?;
    // The end is near the day of the start in the zone of the text, which `date` returns.
    let to = ParsedTime::parse(to, Some(from.date()))?;
    Some((from.utc(Tz::UTC), to.utc(Tz::UTC)))
}
