//! The last 90 days of a component as an image, and as a table of the days with trouble.

use std::fmt::Write as _;

use chrono::TimeDelta;
use serde::Serialize;

use super::Link;
use crate::release::model::{Component, Day};
use crate::site::rendering::RenderContext;
use crate::status::State;
use crate::status::uptime::{Tally, format_percent};

/// The last 90 days as an SVG image: a path for each state, built from bars 3 wide and 4 apart. The worse a day, the
/// taller its bar, because not everybody can tell the colours apart.
#[derive(Clone, Debug, Serialize)]
pub struct Bars {
    /// The content of the image, in words.
    pub label: String,
    /// Width of the image.
    pub width: usize,
    /// The bars, one path per state that occurs.
    pub paths: Vec<Bar>,
    /// The days with trouble, newest first.
    pub trouble: Vec<TroubleDay>,
    /// How many days had trouble, in words.
    pub trouble_count: String,
    /// Uptime in words: `99.98 % uptime`, or a note that there are no data.
    pub uptime: String,
    /// Uptime in digits: `99.98 %`, or a note that there are no data.
    pub percent: String,
    /// The first day, with its year unless it is the current one; empty if there are none.
    pub first: String,
    /// The same for `datetime`: `2026-08-23`.
    pub first_iso: String,
    /// How long it was degraded, in words, if it had no outage; otherwise empty. Uptime does not show degraded
    /// performance.
    pub degraded: String,
}

/// The bars of one state.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// The state, for style sheets; `none` for days without data.
    pub state: &'static str,
    /// The path of the bars.
    pub path: String,
}

/// A day with trouble.
#[derive(Clone, Debug, Serialize)]
pub struct TroubleDay {
    /// The position of its bar, from 0.
    pub bar: usize,
    /// The day, with its year unless it is the current one.
    pub short: String,
    /// The incidents and maintenances that caused it, on the page of the component; empty elsewhere.
    pub events: Vec<Link>,
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
    pub(super) fn new(context: RenderContext<'_>, component: &Component) -> Self {
        let trouble: Vec<TroubleDay> = component
            .days
            .iter()
            .enumerate()
            .rev()
            .filter_map(|(bar, day)| TroubleDay::new(context, bar, day))
            .collect();
        let worst = component.days.iter().filter_map(|day| day.tally.worst).max().max(Some(component.state));
        let in_words = uptime(context, "uptime_value", component.uptime, worst);
        let degraded = degraded(context, component, worst);
        let trouble_count = context.language.count("day_with_trouble", trouble.len());
        let summary = if trouble.is_empty() {
            context.word("bars_good")
        } else {
            let parts = [&*trouble_count, &in_words, &degraded];
            context.language.list(parts.get(..if degraded.is_empty() { 2 } else { 3 }).unwrap_or(&parts))
        };
        Self {
            label: context.language.fill("bars_label", &[("name", &component.name), ("summary", &summary)]),
            width: component.days.len() * 4 - usize::from(!component.days.is_empty()),
            paths: paths(&component.days),
            trouble,
            trouble_count,
            uptime: in_words,
            percent: uptime(context, "percent", component.uptime, worst),
            first: component.days.first().map(|day| context.short_day(day.date)).unwrap_or_default(),
            first_iso: component.days.first().map(|day| day.date.to_string()).unwrap_or_default(),
            degraded,
        }
    }
}

/// How long a component was degraded in the period, if `worst` is degraded performance; otherwise empty.
fn degraded(context: RenderContext<'_>, component: &Component, worst: Option<State>) -> String {
    if worst != Some(State::DegradedPerformance) {
        return String::new();
    }
    let time: TimeDelta = component.days.iter().map(|day| day.tally.degraded).sum();
    let state = context.state(State::DegradedPerformance);
    if time <= TimeDelta::zero() {
        return state;
    }
    let time = context.language.duration(time);
    context.language.fill("change", &[("component", &state), ("state", &time)])
}

/// Formats uptime with the words of a key. `worst` is the worst state in the period: with an outage that has just begun,
/// or that does not count, the ratio can be 1, but uptime is never shown as 100 next to an outage.
pub(super) fn uptime(
    context: RenderContext<'_>,
    key: &str,
    ratio: Option<f64>,
    worst: Option<State>,
) -> String {
    match ratio {
        Some(ratio) => {
            let had_outage = worst >= Some(State::PartialOutage);
            let ratio = if had_outage { ratio.min(1.0 - f64::EPSILON) } else { ratio };
            let digits = format_percent(ratio).replace('.', context.language.word("decimal"));
            context.language.fill(key, &[("percent", &digits)])
        }
        None => context.word("uptime_none"),
    }
}

/// Returns one path per state.
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
    fn new(context: RenderContext<'_>, bar: usize, day: &Day) -> Option<Self> {
        let worst = day.tally.worst.filter(|worst| *worst != State::Operational)?;
        Some(Self {
            bar,
            short: context.short_day(day.date),
            events: Vec::new(),
            date: context.language.day(day.date),
            state: worst.as_str(),
            word: context.state(worst),
            times: match lasted(&day.tally).as_slice() {
                // The state is beside it.
                [(state, time)] if *state == worst => context.language.duration(*time),
                _ => times(context, &day.tally),
            },
        })
    }
}

/// How long each state lasted, worst first.
fn lasted(tally: &Tally) -> Vec<(State, TimeDelta)> {
    let all = [
        (State::MajorOutage, tally.major),
        (State::PartialOutage, tally.partial),
        (State::DegradedPerformance, tally.degraded),
        (State::UnderMaintenance, tally.maintenance),
    ];
    all.into_iter().filter(|(_, time)| *time > TimeDelta::zero()).collect()
}

/// Describes how long each state lasted, worst first.
fn times(context: RenderContext<'_>, tally: &Tally) -> String {
    described(context, lasted(tally).into_iter())
}

/// Describes how long the outages lasted, worst first; empty if there were none.
pub(super) fn downtime(context: RenderContext<'_>, tally: &Tally) -> String {
    described(context, lasted(tally).into_iter().filter(|(state, _)| *state >= State::PartialOutage))
}

/// Names each state with its time.
fn described(context: RenderContext<'_>, times: impl Iterator<Item = (State, TimeDelta)>) -> String {
    let words: Vec<String> = times
        .map(|(state, time)| {
            let (state, time) = (context.state(state), context.language.duration(time));
            context.language.fill("change", &[("component", &state), ("state", &time)])
        })
        .collect();
    context.language.list(&words.iter().map(String::as_str).collect::<Vec<_>>())
}
