//! The vocabulary and the pure arithmetic of a status page: states, spans of time, uptime, the banner.
//!
//! Nothing here knows files, records or pages, and nothing reads a clock: `now` is always an argument. All
//! instants are UTC; a time zone appears only where a day has to begin and end. Components are plain numbers
//! that the caller gives out; entries are those that one audience may see, in the order of their time.

mod banner;
mod current;
pub mod day;
mod entry;
pub mod incident;
pub mod maintenance;
mod next_change;
mod span;
mod state;
mod timeline;
mod track;
pub mod uptime;

#[cfg(test)]
mod tests;

pub use banner::{Banner, Indicator, banner};
pub use current::current_states;
pub use entry::{Entry, Interval, Window};
pub use incident::IncidentCourse;
pub use maintenance::MaintenanceCourse;
pub use next_change::next_change;
pub use span::{Period, Span};
pub use state::{Impact, State, Status, worst};
pub use timeline::Timeline;
