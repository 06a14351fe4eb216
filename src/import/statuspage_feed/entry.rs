//! One entry of a feed: an incident or a maintenance with all its updates.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use roxmltree::Node;
use serde_json::{Value, json};

use super::story::{self, Told};
use super::{link, text_of};
use crate::content::derived_id;
use crate::import::moment::Moment;

/// What an entry says.
#[derive(Debug)]
pub(super) struct Entry {
    id: String,
    title: Option<String>,
    window: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Oldest first; never empty.
    updates: Vec<Told>,
}

impl Entry {
    /// Reads an entry; the error says what is wrong with it.
    pub(super) fn read(node: Node<'_, '_>) -> Result<Self, String> {
        let address = link(node).or_else(|| text_of(node, "guid")).or_else(|| text_of(node, "id"));
        let address = address.ok_or("has no link")?;
        let id = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let html = text_of(node, "content").or_else(|| text_of(node, "description")).unwrap_or_default();
        let said = |names: &[&str]| {
            names.iter().find_map(|name| {
                let text = text_of(node, name)?;
                Some(Moment::read(&text, None)?.utc(Tz::UTC))
            })
        };
        let published = said(&["published", "pubDate", "updated"]).ok_or("has no time that can be read")?;
        let story = story::read(&html, published.date_naive())?;
        if story.updates.is_empty() {
            return Err("has no updates in the form of Statuspage".to_owned());
        }
        // RSS says the window in tags of its own: a maintenance bears its beginning as its time.
        let window = match said(&["maintenanceEndDate"]) {
            Some(end) => Some((published, end)),
            None => story.window.and_then(|text| window(&text, published.date_naive())),
        };
        Ok(Self { id, title: text_of(node, "title"), window, updates: story.updates })
    }

    /// Whether it was planned.
    pub(super) fn is_maintenance(&self) -> bool {
        self.window.is_some()
            || self.updates.iter().any(|told| {
                matches!(told.label.as_str(), "scheduled" | "in_progress" | "verifying" | "completed")
            })
    }

    /// The object of the export.
    pub(super) fn export(&self) -> Value {
        let mut status = if self.is_maintenance() { "scheduled" } else { "investigating" };
        let mut updates = Vec::new();
        let (mut monitoring_at, mut resolved_at) = (None, None);
        for (index, told) in self.updates.iter().enumerate() {
            // An update that keeps the status is only called one.
            if told.label != "update" {
                status = &told.label;
            }
            let at = told.at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
            match status {
                "monitoring" => {
                    monitoring_at.get_or_insert_with(|| at.clone());
                }
                "resolved" | "completed" if told.label != "update" => resolved_at = Some(at.clone()),
                _ => {}
            }
            let id = derived_id("update", &["statuspage", &self.id, &at, &index.to_string()]);
            updates.push(json!({
                "id": id, "status": status, "body": told.body, "created_at": at, "display_at": at,
            }));
        }
        // As in the export, the newest is on top: of updates of one minute, their order alone tells which was first.
        updates.reverse();
        let started = self.updates.first().map(|told| told.at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
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
    let from =
        Moment::read(&format!("{from} {zone}"), Some(near)).or_else(|| Moment::read(from, Some(near)))?;
    // The day of the end is that of the beginning in the zone of the text, which `read` never leaves.
    let to = Moment::read(to, Some(from.date()))?;
    Some((from.utc(Tz::UTC), to.utc(Tz::UTC)))
}
