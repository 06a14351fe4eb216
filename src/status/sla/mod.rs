//! The arithmetic of service level agreements: hours, clocks and attainment.
//!
//! A [`Calendar`] says when time counts. A [`clock`] compares what happened with the targets of the severities that
//! were in force, and `moments` says from when to when it runs. `attainment` compares uptime with the agreed
//! uptime. All of these are pure functions of times; nothing here knows what a customer or a page is.

mod attainment;
mod calendar;
mod clock;
mod hours;
mod moments;

#[cfg(test)]
mod tests;

pub use attainment::{Attainment, attainment};
pub use calendar::Calendar;
pub use clock::{Clock, SeverityPeriod, Standing, Target, clock};
pub use hours::{Hours, Window};
pub use moments::{IncidentTimes, pauses, resolution, response, start};
