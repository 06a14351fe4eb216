//! The vocabulary and the calculations of a status page: states, time ranges, uptime and the banner.
//!
//! These are pure functions. They know nothing about files, records or pages and do not read a clock: `now` is always
//! an argument. All times are UTC; time zones matter only for days. Components are indexes that the caller assigns.
//! Updates are those that one audience may see, oldest first.

mod banner;
mod current;
pub mod day;
mod in_force;
pub mod incident;
pub mod maintenance;
mod next_change;
mod period;
mod promise;
pub mod sla;
mod state;
mod state_history;
mod status_update;
mod timeline;
pub mod uptime;

#[cfg(test)]
mod tests;

pub use banner::{Banner, Indicator, banner};
pub use current::current_states;
pub use in_force::in_force;
pub use incident::{Handover, IncidentCourse};
pub use maintenance::MaintenanceCourse;
pub use next_change::next_change;
pub use period::{Period, StateInterval};
pub use promise::{promise_counts, promise_kept};
pub use state::{Impact, State, Status, worst};
pub use status_update::{Interval, StatusUpdate, Window};
pub use timeline::Timeline;
