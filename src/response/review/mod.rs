//! The figures of a review: what happened in some months, and how well it was handled.
//!
//! Everything is computed from the records, as of `now`. Which words describe a figure is decided by `commands`.

mod actions;
mod approvals;
mod basis;
mod cases;
mod pooled;
mod postmortems;
mod promises;
mod repeats;
mod sample;
mod share;
mod sla;
mod window;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub use basis::ReviewBasis;
pub use cases::ReviewedIncident;
pub use repeats::{Repeat, RepeatReason};
pub use sample::Sample;
pub use share::Share;
pub use sla::TierShare;
pub use window::ReviewWindow;

use crate::check::LikelyRepeat;
use crate::content::Content;
use crate::source::Snapshot;

/// The figures of one window, or of several windows together.
#[derive(Clone, Debug)]
pub struct Review<'c> {
    /// How many days the windows have.
    pub days: i64,
    /// Whether all of them are over.
    pub is_over: bool,
    /// The incidents, in the order of their detection.
    pub incidents: Vec<ReviewedIncident<'c>>,
    /// The near misses.
    pub near_misses: Vec<ReviewedIncident<'c>>,
    /// The drills.
    pub drills: Vec<ReviewedIncident<'c>>,
    /// From `started` to `detected`.
    pub detect: Sample,
    /// From `detected` to `acknowledged`.
    pub acknowledge: Sample,
    /// From `detected` to the first update.
    pub tell: Sample,
    /// From `detected` to `mitigated`.
    pub mitigate: Sample,
    /// From `detected` to the last `resolved`.
    pub resolve: Sample,
    /// Promised updates that came in time, of those that fell due.
    pub promises: Share,
    /// Targets of service levels that were met, by tier.
    pub sla: Vec<TierShare>,
    /// Post-mortems that are approved, of those that were due.
    pub postmortems: Share,
    /// Post-mortems that were approved in time, of those that were due.
    pub postmortems_in_time: Share,
    /// From `resolved` to the last approval of the internal post-mortem.
    pub publish: Sample,
    /// Actions that were done within 30 days, of those that became 30 days old.
    pub actions_done: Share,
    /// The same actions: those that somebody has verified, of those that are done.
    pub actions_verified: Share,
    /// From done to verified, of the actions that were verified in the windows.
    pub verify: Sample,
    /// The incidents that repeat an earlier one.
    pub repeats: Vec<Repeat<'c>>,
    /// The incidents that look like an earlier one, and nobody has said whether they repeat it. They are not among `repeats`.
    pub likely_repeats: Vec<LikelyRepeat<'c>>,
    /// Texts that were published with an override, by the paths of their folders.
    pub overrides: Vec<String>,
    /// Approvals of texts that were changed since, by the paths of their folders.
    pub voided: Vec<String>,
}

impl<'c> Review<'c> {
    /// Computes the figures of windows that do not overlap, at `now` (UTC). Days and months are those of `zone`.
    #[must_use]
    pub fn of(
        windows: &[ReviewWindow],
        content: &'c Content,
        snapshot: &'c Snapshot,
        zone: Tz,
        now: DateTime<Utc>,
    ) -> Self {
        ReviewBasis::new(content, snapshot, zone, now).review(windows)
    }

    /// Returns how many of something there were in 30 days. `None` if a window is not over, because the rest of it would make
    /// the number too small.
    #[must_use]
    pub fn per_30_days(&self, count: usize) -> Option<f64> {
        let days = u32::try_from(self.days).ok().filter(|days| *days > 0 && self.is_over)?;
        Some(f64::from(u32::try_from(count).ok()?) * 30.0 / f64::from(days))
    }
}
