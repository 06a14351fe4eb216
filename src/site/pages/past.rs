//! What happened in the last days, one line each.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::Card;
use crate::release::Site;
use crate::release::model::Progress;
use crate::site::ongoing;
use crate::site::rendering::RenderContext;
use crate::status::day;

/// An incident or maintenance of the last days in one line.
#[derive(Clone, Debug, Serialize)]
pub struct PastLine {
    /// The day on which it began, with its year unless it is the current one.
    pub day: String,
    /// The same for `datetime`.
    pub iso: String,
    /// The incident or maintenance.
    pub card: Card,
}

impl PastLine {
    /// Returns what began since `first`, and the incidents that were ongoing since then, newest first. What is open is left
    /// out, because the home page shows it above.
    pub(super) fn since(context: RenderContext<'_>, site: &Site, first: NaiveDate) -> Vec<Self> {
        let began = |at| day::date_of(at, site.time_zone) >= first;
        let window = first..=site.today;
        let incidents = site.incidents.iter().filter(|incident| {
            let event = &incident.event;
            event.closed
                && (began(event.started_at) || !ongoing::days(incident, site.time_zone, &window).is_empty())
        });
        let maintenances = site.maintenances.iter().filter(|maintenance| {
            matches!(maintenance.progress, Progress::Done | Progress::Cancelled)
                && began(maintenance.event.started_at)
        });
        let incidents =
            incidents.map(|incident| (incident.event.started_at, Card::incident(context, incident)));
        let maintenances = maintenances
            .map(|maintenance| (maintenance.event.started_at, Card::maintenance(context, maintenance)));
        let mut all: Vec<(DateTime<Utc>, Card)> = incidents.chain(maintenances).collect();
        all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.url.cmp(&b.1.url)));
        all.into_iter().map(|(at, card)| Self::new(context, at, card)).collect()
    }

    fn new(context: RenderContext<'_>, started: DateTime<Utc>, card: Card) -> Self {
        let date = day::date_of(started, context.site.time_zone);
        Self { day: context.short_day(date), iso: date.to_string(), card }
    }
}
