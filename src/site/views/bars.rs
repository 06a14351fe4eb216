//! Ninety days of a component as one picture, and as a table of the days that had trouble.

use std::fmt::Write as _;

use chrono::TimeDelta;
use serde::Serialize;

use super::Views;
use crate::release::model::{Component, Day};
use crate::status::State;
use crate::status::uptime::{Tally, format_percent};

/// Ninety days as one picture: a path for each state, of bars with a width of 3 at a distance of 4. The worse a
/// day, the taller its bar, since colour alone says nothing to many eyes.
#[derive(Clone, Debug, Serialize)]
pub struct Bars {
    /// What the picture shows, in words.
    pub label: String,
    /// Width of the picture.
    pub width: usize,
    /// The bars of each state that occurs.
    pub paths: Vec<Bar>,
    /// The days with trouble, newest first.
    pub trouble: Vec<TroubleDay>,
    /// How many days had trouble, in words.
    pub trouble_count: String,
    /// Uptime in words: `99.98 % uptime`, or that there are no data.
    pub uptime: String,
    /// Uptime in digits: `99.98 %`, or that there are no data.
    pub percent: String,
}

/// The bars of one state.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// The state, for style sheets; `none` where nothing was measured.
    pub state: &'static str,
    /// The path.
    pub path: String,
}

/// A day with trouble.
#[derive(Clone, Debug, Serialize)]
pub struct TroubleDay {
    /// The day.
    pub date: String,
    /// The worst state, for style sheets.
    pub state: &'static str,
    /// The worst state in words.
    pub word: String,
    /// How long each state lasted, in words.
    pub times: String,
}

impl Bars {
    pub(super) fn new(views: Views<'_>, component: &Component) -> Self {
        let trouble: Vec<TroubleDay> =
            component.days.iter().rev().filter_map(|day| TroubleDay::new(views, day)).collect();
        let in_words = uptime(views, "uptime_value", component.uptime);
        let trouble_count = views.language.count("day_with_trouble", trouble.len());
        let summary = if trouble.is_empty() {
            views.word("bars_good")
        } else {
            views.language.list(&[&trouble_count, &in_words])
        };
        Self {
            label: views.language.fill("bars_label", &[("name", &component.name), ("summary", &summary)]),
            width: component.days.len() * 4 - usize::from(!component.days.is_empty()),
            paths: paths(&component.days),
            trouble,
            trouble_count,
            uptime: in_words,
            percent: uptime(views, "percent", component.uptime),
        }
    }
}

/// Uptime in the words of a key.
pub(super) fn uptime(views: Views<'_>, key: &str, ratio: Option<f64>) -> String {
    match ratio {
        Some(ratio) => {
            let digits = format_percent(ratio).replace('.', views.language.word("decimal"));
            views.language.fill(key, &[("percent", &digits)])
        }
        None => views.word("uptime_none"),
    }
}

/// One path a state.
fn paths(days: &[Day]) -> Vec<Bar> {
    let looks = std::iter::once((None, "none")).chain(State::ALL.map(|state| (Some(state), state.as_str())));
    looks
        .filter_map(|(state, name)| {
            let mut path = String::new();
            for (index, _) in days.iter().enumerate().filter(|(_, day)| day.tally.worst == state) {
                let top = match state {
                    None => 22,
                    Some(State::Operational) => 10,
                    Some(State::UnderMaintenance) => 8,
                    Some(State::DegradedPerformance) => 5,
                    Some(State::PartialOutage) => 2,
                    Some(State::MajorOutage) => 0,
                };
                let _ = write!(path, "M{}.5 {top}V24", index * 4 + 1);
            }
            (!path.is_empty()).then_some(Bar { state: name, path })
        })
        .collect()
}

impl TroubleDay {
    fn new(views: Views<'_>, day: &Day) -> Option<Self> {
        let worst = day.tally.worst.filter(|worst| *worst != State::Operational)?;
        Some(Self {
            date: views.language.day(day.date),
            state: worst.as_str(),
            word: views.state(worst),
            times: times(views, &day.tally),
        })
    }
}

/// How long each state lasted, worst first.
pub(super) fn times(views: Views<'_>, tally: &Tally) -> String {
    let all = [
        (State::MajorOutage, tally.major),
        (State::PartialOutage, tally.partial),
        (State::DegradedPerformance, tally.degraded),
        (State::UnderMaintenance, tally.maintenance),
    ];
    let lasted = all.into_iter().filter(|(_, time)| *time > TimeDelta::zero());
    let words: Vec<String> = lasted
        .map(|(state, time)| {
            let (state, time) = (views.state(state), views.language.duration(time));
            views.language.fill("change", &[("component", &state), ("state", &time)])
        })
        .collect();
    views.language.list(&words.iter().map(String::as_str).collect::<Vec<_>>())
}
