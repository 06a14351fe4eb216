//! Examples of every rule of the calculations, and properties for any input.

mod day;
mod incident;
mod maintenance;
mod properties;
mod timeline;
mod uptime;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Interval, State, StateInterval, Status, StatusUpdate, Window};

/// A time on the day of the examples, such as `at("09:22")`.
fn at(time: &str) -> DateTime<Utc> {
    on("2026-03-14", time)
}

fn on(date: &str, time: &str) -> DateTime<Utc> {
    format!("{date}T{time}:00Z").parse().expect("tests write valid times")
}

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn update(time: &str, status: impl Into<Option<Status>>) -> StatusUpdate {
    StatusUpdate { status: status.into(), ..StatusUpdate::new(at(time)) }
}

fn span(state: State, from: &str, to: Option<&str>) -> StateInterval {
    StateInterval { state, from: at(from), to: to.map(at) }
}

/// Builders for updates, so that examples read like content files.
impl StatusUpdate {
    fn naming(mut self, components: &[(usize, State)]) -> Self {
        self.components.extend(components);
        self
    }

    fn correcting(mut self, components: &[usize], state: State, from: &str, to: &str) -> Self {
        let components = components.to_vec();
        self.intervals.push(Interval { components, state, from: at(from), to: Some(at(to)) });
        self
    }

    fn correcting_since(mut self, components: &[usize], state: State, from: &str) -> Self {
        self.intervals.push(Interval { components: components.to_vec(), state, from: at(from), to: None });
        self
    }

    fn planned(mut self, from: Option<&str>, to: Option<&str>) -> Self {
        self.window = Some(Window { from: from.map(at), to: to.map(at) });
        self
    }
}
