//! The page of a component.

use chrono::Datelike;
use serde::Serialize;

use super::bars::{times, uptime};
use super::head::summary;
use super::phrase::Fill;
use super::{Bars, Card, Head, Phrase, Views};
use crate::release::model::Component;
use crate::site::page_inputs::{ComponentInputs, Happening, Told};
use crate::status::day;

/// The page of a component.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentPage {
    /// The head of the page.
    pub head: Head,
    /// Its name.
    pub name: String,
    /// What it does; may be empty.
    pub description: String,
    /// More about it as safe HTML; may be empty.
    pub html: String,
    /// The groups that it is in, outermost first, joined; may be empty.
    pub groups: String,
    /// Its state, for style sheets.
    pub state: &'static str,
    /// Its state in words.
    pub word: String,
    /// Since when it is in a state other than operational, or gone; empty if it works.
    pub since: Phrase,
    /// Whether it is gone.
    pub retired: bool,
    /// Its last 90 days.
    pub bars: Bars,
    /// Its last twelve months, newest first.
    pub months: Vec<MonthRow>,
    /// How uptime is computed, in words.
    pub formula: String,
    /// Everything that was reported about it by years, newest first.
    pub years: Vec<YearGroup>,
}

/// What was reported about a component in a year.
#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    /// The year.
    pub year: String,
    /// What began in it, newest first.
    pub cards: Vec<Card>,
}

/// A month of a component.
#[derive(Clone, Debug, Serialize)]
pub struct MonthRow {
    /// The month.
    pub month: String,
    /// Uptime in digits: `99.98 %`, or that there are no data.
    pub uptime: String,
    /// How long each state lasted, in words; may be empty.
    pub times: String,
}

pub(in crate::site) fn component_page(views: Views<'_>, inputs: &ComponentInputs) -> ComponentPage {
    let component = &inputs.component;
    let url = views.addresses.component(&component.slug);
    let word = views.state(component.state);
    let operational = component.state == crate::status::State::Operational;
    let months = component.months.iter().rev().map(|month| MonthRow {
        month: views.language.month(month.first),
        uptime: uptime(views, "percent", month.tally.ratio),
        times: times(views, &month.tally),
    });
    let shown = !operational && component.retired.is_none();
    let title = if shown { format!("{word}: {}", component.name) } else { component.name.clone() };
    let mut head = Head::new(views, &title, url);
    if component.retired.is_none() {
        head.icon = views.icon(Some(component.state));
        head.runs = !operational;
    }
    if let Some(description) = &component.description {
        head.description = summary(description);
    }
    ComponentPage {
        head,
        name: component.name.clone(),
        description: component.description.clone().unwrap_or_default(),
        html: component.text.as_ref().map(|text| text.html.to_string()).unwrap_or_default(),
        groups: inputs.groups.join(" › "),
        state: component.state.as_str(),
        word,
        since: since(views, component),
        retired: component.retired.is_some(),
        bars: Bars::new(views, component),
        months: months.collect(),
        formula: formula(views),
        years: years(views, &inputs.history),
    }
}

/// Since when it is as it is now, unless it works.
fn since(views: Views<'_>, component: &Component) -> Phrase {
    if let Some(at) = component.retired {
        return views.phrase("retired", &[("time", Fill::Time(at))]);
    }
    let open = component.spans.iter().find(|span| span.to.is_none() && span.state == component.state);
    open.map(|span| views.phrase("period_open", &[("time", Fill::Running(span.from, "since"))]))
        .unwrap_or_default()
}

fn years(views: Views<'_>, history: &[Told]) -> Vec<YearGroup> {
    let mut years: Vec<YearGroup> = Vec::new();
    for told in history.iter().map(Told::happening) {
        let year = day::date_of(told.event().started_at, views.site.time_zone).year().to_string();
        let card = match told {
            Happening::Incident(incident) => Card::incident(views, incident),
            Happening::Maintenance(maintenance) => Card::maintenance(views, maintenance),
        };
        match years.last_mut().filter(|group| group.year == year) {
            Some(group) => group.cards.push(card),
            None => years.push(YearGroup { year, cards: vec![card] }),
        }
    }
    years
}

/// How uptime is computed, in words.
fn formula(views: Views<'_>) -> String {
    let weight = format!("{}", (views.site.partial_weight * 1000.0).round() / 10.0);
    views.language.fill("uptime_formula", &[("weight", &weight), ("zone", views.site.time_zone.name())])
}
