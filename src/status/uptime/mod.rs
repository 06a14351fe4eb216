//! Uptime by day, by month and over any range.
//!
//! The ratio is `1 − (major + weight × partial) ÷ counted`. Maintenance and degraded performance do not count against
//! it, but can be the worst state of a day. Only time between `since` and `measured_to` counts.

mod measure;
mod percent;
mod tally;

pub use measure::{DayUptime, Measure, MonthUptime, measured_to};
pub use percent::{format_percent, format_percent_to};
pub use tally::Tally;
