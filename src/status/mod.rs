//! The vocabulary and the pure arithmetic of a status page: states, spans of time, uptime, the banner.
//!
//! Nothing here knows files, records or pages, and nothing reads a clock: `now` is always an argument. All
//! instants are UTC; a time zone appears only where a day has to begin and end. Components are plain numbers
//! that the caller gives out; entries are those that one audience may see, in the order of their time.

mod banner;
mod current;
pub mod day;
pub mod incident;
pub mod maintenance;
mod next_change;
mod period;
mod state;
mod state_history;
mod status_update;
mod timeline;
pub mod uptime;

#[cfg(test)]
mod tests;

pub use banner::{Banner, Indicator, banner};
pub use current::current_states;
pub use incident::IncidentCourse;
pub use maintenance::MaintenanceCourse;
pub use next_change::next_change;
pub use period::{Period, StateInterval};
pub use state::{Impact, State, Status, worst};
pub use status_update::{Interval, StatusUpdate, Window};
pub use timeline::Timeline;
