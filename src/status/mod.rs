//! The vocabulary and the pure arithmetic of a status page: states, spans of time, uptime, the banner.
//!
//! Nothing here knows files, records or pages, and nothing reads a clock: `now` is always an argument. All
//! instants are UTC; a time zone appears only where a day has to begin and end.

mod state;

pub use state::{Impact, State, Status};
