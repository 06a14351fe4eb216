//! The page of a component.

use std::cmp::Reverse;

use chrono::{Datelike, TimeDelta};
use serde::Serialize;

use super::bars::{downtime, uptime};
use super::inputs::{ComponentInputs, EventRef, SharedEvent};
use super::phrase::PhraseValue;
use super::uptime_formula::uptime_formula;
use super::{Bars, Card, EventPage, Head, Link, Phrase, incident_page, maintenance_page};
use crate::release::model::{Component, Incident, Progress};
use crate::site::rendering::{NamedComponent, RenderContext};
use crate::status::{Impact, day};

/// The page of a component.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentPage {
    /// The head of the page.
    pub head: Head,
    /// Its name.
    pub name: String,
    /// Its description; may be empty.
    pub description: String,
    /// Its text as safe HTML; may be empty.
    pub html: String,
    /// The groups that contain it, outermost first, in one line; may be empty.
    pub groups: String,
    /// Its state, for style sheets.
    pub state: &'static str,
    /// Its state in words.
    pub word: String,
    /// Since when it is not operational, or when it was retired. If it is operational: the open incident that names it,
    /// or empty.
    pub since: Phrase,
    /// The open incidents that name it, worst first, then the running maintenance.
    pub open: Vec<EventPage>,
    /// Whether it is retired.
    pub retired: bool,
    /// Its last 90 days.
    pub bars: Bars,
    /// Its last twelve months, newest first; without those before it was there and after it was retired.
    pub months: Vec<MonthRow>,
    /// Whether it was degraded in one of these months.
    pub was_degraded: bool,
    /// Whether it was under maintenance in one of these months.
    pub was_maintained: bool,
    /// How uptime is computed, in words.
    pub formula: String,
    /// Its history by year, newest first.
    pub years: Vec<YearGroup>,
}

/// The history of a component in one year.
#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    /// The year.
    pub year: String,
    /// The incidents and maintenances that began in it, newest first.
    pub cards: Vec<Card>,
}

/// A month of a component.
#[derive(Clone, Debug, Serialize)]
pub struct MonthRow {
    /// The month in short.
    pub month: String,
    /// Uptime in digits: `99.98 %`, or a note that there are no data.
    pub uptime: String,
    /// How long each kind of outage lasted, in words; may be empty.
    pub downtime: String,
    /// How long it was degraded, in words; may be empty.
    pub degraded: String,
    /// How long it was under maintenance, in words; may be empty.
    pub maintenance: String,
}

pub(in crate::site) fn component_page(context: RenderContext<'_>, inputs: &ComponentInputs) -> ComponentPage {
    let component = &inputs.component;
    let url = context.addresses.component(&component.slug);
    let word = context.state(component.state);
    let operational = component.state == crate::status::State::Operational;
    let mut bars = Bars::new(context, component);
    name_causes(context, inputs, &mut bars);
    let time = |span: TimeDelta| {
        if span > TimeDelta::zero() { context.language.duration(span) } else { String::new() }
    };
    let months =
        component.months.iter().rev().filter(|month| month.tally.worst.is_some()).map(|month| MonthRow {
            month: context.language.month_short(month.first),
            uptime: uptime(context, "percent", month.tally.ratio, month.tally.worst),
            downtime: downtime(context, &month.tally),
            degraded: time(month.tally.degraded),
            maintenance: time(month.tally.maintenance),
        });
    // While an incident that names it is open, the title and the icon do not say that all is well.
    let open = open_incident(inputs).filter(|_| operational && component.retired.is_none());
    let prefix = match open {
        Some(incident) => Some(context.incident_status(incident)),
        None => (!operational && component.retired.is_none()).then(|| word.clone()),
    };
    let title = match prefix {
        Some(prefix) => format!("{prefix}: {}", component.name),
        None => component.name.clone(),
    };
    let mut head = Head::new(context, &title, url);
    if component.retired.is_none() {
        head.icon = context.icon(open.is_none().then_some(component.state));
    }
    let files = context.addresses.shared(&head.address);
    head.feed = format!("{files}feed.xml");
    head.calendar = format!("{files}maintenance.ics");
    head.describe(component.text.as_ref().map_or("", |text| &text.plain));
    head.describe(component.description.as_deref().unwrap_or_default());
    ComponentPage {
        head,
        name: component.name.clone(),
        description: component.description.clone().unwrap_or_default(),
        html: component.text.as_ref().map(|text| text.html.to_string()).unwrap_or_default(),
        groups: inputs.groups.join(" › "),
        state: component.state.as_str(),
        word,
        since: open.map_or_else(|| since(context, component), |incident| named_by(context, incident)),
        retired: component.retired.is_some(),
        bars,
        open: open_events(context, &inputs.history),
        was_degraded: component.months.iter().any(|month| month.tally.degraded > TimeDelta::zero()),
        was_maintained: component.months.iter().any(|month| month.tally.maintenance > TimeDelta::zero()),
        months: months.collect(),
        formula: uptime_formula(context),
        years: years(context, &inputs.history),
    }
}

/// Adds to each day with trouble what caused it.
fn name_causes(context: RenderContext<'_>, inputs: &ComponentInputs, bars: &mut Bars) {
    let own = |component: &&NamedComponent| component.slug == inputs.component.slug;
    let Some(index) = context.site.components.iter().position(|component| own(&component)) else { return };
    let Some(last) = inputs.component.days.last().map(|day| day.date) else { return };
    let zone = context.site.time_zone;
    for event in inputs.history.iter().map(SharedEvent::borrowed) {
        let (url, title) = match event {
            EventRef::Incident(incident) => {
                (context.addresses.incident(&incident.event.slug), &incident.event.title)
            }
            EventRef::Maintenance(maintenance) => {
                (context.addresses.maintenance(&maintenance.event.slug), &maintenance.event.title)
            }
        };
        let spans: Vec<_> = event
            .event()
            .hits
            .iter()
            .filter(|hit| hit.component == index)
            .flat_map(|hit| &hit.spans)
            .map(|span| (day::date_of(span.from, zone), span.to.map_or(last, |to| day::date_of(to, zone))))
            .collect();
        for trouble in &mut bars.trouble {
            let Some(date) = inputs.component.days.get(trouble.bar).map(|day| day.date) else { continue };
            if spans.iter().any(|(from, to)| (*from..=*to).contains(&date)) {
                trouble.events.push(Link { label: title.clone(), url: url.clone() });
            }
        }
    }
}

/// The open incidents, worst first, and the running maintenance, without their earlier updates.
fn open_events(context: RenderContext<'_>, history: &[SharedEvent]) -> Vec<EventPage> {
    let mut open: Vec<(Reverse<(bool, Impact)>, EventPage)> = Vec::new();
    for event in history.iter().map(SharedEvent::borrowed).filter(|event| !event.event().closed) {
        match event {
            EventRef::Incident(incident) => {
                let impact = incident.event.impact.max(Impact::from(incident.event.worst_state()));
                open.push((Reverse((true, impact)), incident_page(context, incident).shortened(context, 1)));
            }
            EventRef::Maintenance(maintenance) if maintenance.progress != Progress::Coming => {
                let page = maintenance_page(context, maintenance).shortened(context, 1);
                open.push((Reverse((false, Impact::None)), page));
            }
            EventRef::Maintenance(_) => {}
        }
    }
    open.sort_by_key(|(order, _)| *order);
    open.into_iter().map(|(_, page)| page).collect()
}

/// The newest open incident that names the component.
fn open_incident(inputs: &ComponentInputs) -> Option<&Incident> {
    inputs.history.iter().find_map(|event| match event.borrowed() {
        EventRef::Incident(incident) if !incident.event.closed => Some(incident),
        EventRef::Incident(_) | EventRef::Maintenance(_) => None,
    })
}

/// The status of an open incident, with a link to it.
fn named_by(context: RenderContext<'_>, incident: &Incident) -> Phrase {
    let (status, url) = (context.incident_status(incident), context.addresses.incident(&incident.event.slug));
    let link = PhraseValue::Link(&incident.event.title, &url);
    context.phrase("change", &[("component", PhraseValue::Words(&status)), ("state", link)])
}

/// Since when it is in its current state; empty if it is operational.
fn since(context: RenderContext<'_>, component: &Component) -> Phrase {
    if let Some(at) = component.retired {
        return context.phrase("retired", &[("time", PhraseValue::Time(at))]);
    }
    let open = component.spans.iter().find(|span| span.to.is_none() && span.state == component.state);
    open.map(|span| context.phrase("period_open", &[("time", PhraseValue::Time(span.from))]))
        .unwrap_or_default()
}

fn years(context: RenderContext<'_>, history: &[SharedEvent]) -> Vec<YearGroup> {
    let mut years: Vec<YearGroup> = Vec::new();
    for event in history.iter().map(SharedEvent::borrowed) {
        let year = day::date_of(event.event().started_at, context.site.time_zone).year().to_string();
        let card = match event {
            EventRef::Incident(incident) => Card::incident(context, incident),
            EventRef::Maintenance(maintenance) => Card::maintenance(context, maintenance),
        };
        match years.last_mut().filter(|group| group.year == year) {
            Some(group) => group.cards.push(card),
            None => years.push(YearGroup { year, cards: vec![card] }),
        }
    }
    years
}
