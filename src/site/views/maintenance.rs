//! The page of a maintenance.

use super::phrase::Fill;
use super::{Card, EventPage, Fact, Step, Views};
use crate::release::model::{Maintenance, Progress};
use crate::status::State;

pub(in crate::site) fn maintenance_page(views: Views<'_>, maintenance: &Maintenance) -> EventPage {
    let event = &maintenance.event;
    let mut page = EventPage::new(views, event, Card::maintenance(views, maintenance), false);
    page.facts.push(planned(views, maintenance));
    let began = !matches!(maintenance.progress, Progress::Coming | Progress::Cancelled);
    if began
        && (event.started_at, event.ended_at)
            != (maintenance.scheduled_for, Some(maintenance.scheduled_until))
    {
        page.course(views, event.started_at, event.ended_at);
    }
    page.promise(views, maintenance.promise);
    if maintenance.progress != Progress::Coming {
        page.steps = Step::all(views, maintenance);
    }
    if matches!(maintenance.progress, Progress::Running | Progress::Overrun) {
        page.head.icon = views.icon(Some(State::UnderMaintenance));
    }
    page
}

/// The planned time.
fn planned(views: Views<'_>, maintenance: &Maintenance) -> Fact {
    let (from, to) = (maintenance.scheduled_for, maintenance.scheduled_until);
    let (starts, ends) = match maintenance.progress {
        Progress::Coming => ("starts", ""),
        Progress::Running | Progress::Overrun => ("", "ends"),
        Progress::Done | Progress::Cancelled => ("", ""),
    };
    let duration = views.language.duration(to - from);
    let fills = [
        ("from", Fill::Running(from, starts)),
        ("to", Fill::After(from, to, ends)),
        ("duration", Fill::Words(&duration)),
    ];
    Fact { kind: "planned", label: views.word("planned"), words: views.phrase("planned_span", &fills) }
}
