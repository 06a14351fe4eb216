//! The page of a component.

use serde::Serialize;

use super::bars::{times, uptime};
use super::incident::canonical;
use super::{Bars, Card, Moment, Views};
use crate::release::model::Component;

/// The page of a component.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentPage {
    /// Its name.
    pub name: String,
    /// Title of the page: begins with its state while that is not operational.
    pub head_title: String,
    /// Address of the page, complete.
    pub canonical: String,
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
    /// Gone since.
    pub retired: Option<Moment>,
    /// Its last 90 days.
    pub bars: Bars,
    /// Its last twelve months, newest first.
    pub months: Vec<MonthRow>,
    /// How uptime is computed, in words.
    pub formula: String,
    /// Everything that was reported about it, newest first.
    pub history: Vec<Card>,
}

/// A month of a component.
#[derive(Clone, Debug, Serialize)]
pub struct MonthRow {
    /// The month.
    pub month: String,
    /// Uptime in words.
    pub uptime: String,
    /// How long each state lasted, in words; may be empty.
    pub times: String,
}

/// The page; `history` is what names the component, newest first.
pub(in crate::site) fn component_page(
    views: Views<'_>,
    component: &Component,
    history: Vec<Card>,
) -> ComponentPage {
    let url = views.addresses.component(&component.slug);
    let groups: Vec<&str> = component
        .groups
        .iter()
        .filter_map(|index| views.site.groups.get(*index))
        .map(|group| group.name.as_str())
        .collect();
    let word = views.state(component.state);
    let operational = component.state == crate::status::State::Operational;
    let months = component.months.iter().rev().map(|month| MonthRow {
        month: views.language.month(month.first),
        uptime: uptime(views, month.tally.ratio),
        times: times(views, &month.tally),
    });
    ComponentPage {
        name: component.name.clone(),
        head_title: if operational { component.name.clone() } else { format!("{word}: {}", component.name) },
        canonical: canonical(views, &url),
        description: component.description.clone().unwrap_or_default(),
        html: component.text.as_ref().map(|text| text.html.to_string()).unwrap_or_default(),
        groups: groups.join(" · "),
        state: component.state.as_str(),
        word,
        retired: component.retired.map(|at| Moment::new(at, views.language)),
        bars: Bars::new(views, component),
        months: months.collect(),
        formula: formula(views),
        history,
    }
}

/// How uptime is computed, in words.
fn formula(views: Views<'_>) -> String {
    let weight = format!("{}", (views.site.partial_weight * 1000.0).round() / 10.0);
    views.language.fill("uptime_formula", &[("weight", &weight), ("zone", views.site.time_zone.name())])
}
