//! The page of a maintenance.

use super::incident::event_page;
use super::{Card, EventPage, Moment, Views};
use crate::release::model::{Maintenance, Progress};

pub(in crate::site) fn maintenance_page(views: Views<'_>, maintenance: &Maintenance) -> EventPage {
    let card = Card::maintenance(views, maintenance);
    EventPage {
        planned_from: Some(Moment::new(maintenance.scheduled_for, views.language)),
        planned_to: Some(Moment::new(maintenance.scheduled_until, views.language)),
        overrun: maintenance.progress == Progress::Overrun,
        ..event_page(views, &maintenance.event, card, maintenance.promise, false)
    }
}
