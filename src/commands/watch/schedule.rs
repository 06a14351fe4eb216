//! When to build again though no file changes.
//!
//! It reads no clock, so that a test can be the clock.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// How long after a build that could not be written it is tried again; each time twice as long.
const FIRST_RETRY: Duration = Duration::from_secs(1);

/// The longest pause between two tries.
const LAST_RETRY: Duration = Duration::from_mins(1);

/// What the clock will ask for.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    /// When the output changes by itself.
    next_change: Option<DateTime<Utc>>,
    retry: Option<Retry>,
}

#[derive(Debug)]
struct Retry {
    at: Instant,
    after: Duration,
}

impl Schedule {
    /// A build was written; its output changes by itself at `next_change`.
    pub(super) fn written(&mut self, next_change: Option<DateTime<Utc>>) {
        *self = Self { next_change, retry: None };
    }

    /// A build could not be written: tries again, less and less often.
    pub(super) fn try_again(&mut self, now: Instant) {
        let after = self.retry.take().map_or(FIRST_RETRY, |retry| (retry.after * 2).min(LAST_RETRY));
        self.try_again_after(after, now);
    }

    /// Tries again after this pause.
    pub(super) fn try_again_after(&mut self, after: Duration, now: Instant) {
        self.retry = Some(Retry { at: now + after, after });
    }

    /// Content was refused. Time alone can mend that, since an update may be dated ahead.
    pub(super) fn refused(&mut self, now: Instant) {
        self.next_change = None;
        self.try_again_after(LAST_RETRY, now);
    }

    /// Whether it is time to try again what went wrong.
    pub(super) fn is_retry_due(&self, now: Instant) -> bool {
        self.retry.as_ref().is_some_and(|retry| retry.at <= now)
    }

    /// How long until the next try.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        self.retry.as_ref().map(|retry| retry.after)
    }

    /// The moment to wait for, by the clock that is never set.
    pub(super) fn until(&self, time: DateTime<Utc>, now: Instant) -> Option<Instant> {
        let change = self.next_change.map(|change| {
            // A moment later, so that a clock that runs a little behind has certainly reached it.
            let left = (change - time).to_std().unwrap_or_default() + Duration::from_millis(1);
            // Far-off moments would not fit; whoever waits asks again long before.
            now + left.min(Duration::from_hours(24))
        });
        change.into_iter().chain(self.retry.as_ref().map(|retry| retry.at)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn the_next_change_is_waited_for() {
        let (mut schedule, now) = (Schedule::default(), Instant::now());
        assert_eq!(schedule.until(time("2026-03-14T12:00:00Z"), now), None);
        schedule.written(Some(time("2026-03-14T12:30:00Z")));
        let until = schedule.until(time("2026-03-14T12:00:00Z"), now);
        assert_eq!(until, Some(now + Duration::from_mins(30) + Duration::from_millis(1)));
        let set_back = schedule.until(time("2026-03-14T11:59:00Z"), now);
        assert_eq!(set_back, Some(now + Duration::from_mins(31) + Duration::from_millis(1)));
        let slept = schedule.until(time("2026-03-20T12:00:00Z"), now);
        assert_eq!(slept, Some(now + Duration::from_millis(1)), "a moment that passed is now");
        let far = schedule.until(time("2000-01-01T00:00:00Z"), now);
        assert_eq!(far, Some(now + Duration::from_hours(24)));
    }

    #[test]
    fn what_could_not_be_written_is_tried_less_and_less_often() {
        let (mut schedule, now) = (Schedule::default(), Instant::now());
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
            schedule.try_again(now);
            assert_eq!(schedule.retry_after(), Some(Duration::from_secs(seconds)));
            assert!(!schedule.is_retry_due(now));
            assert!(schedule.is_retry_due(now + Duration::from_secs(seconds)));
        }
        schedule.written(None);
        assert_eq!(schedule.until(Utc::now(), now), None);
        schedule.try_again(now);
        assert_eq!(schedule.retry_after(), Some(Duration::from_secs(1)), "it begins anew");
    }

    #[test]
    fn content_that_was_refused_is_tried_again_because_time_may_mend_it() {
        let (mut schedule, now) = (Schedule::default(), Instant::now());
        schedule.written(Some(time("2026-03-14T12:30:00Z")));
        schedule.refused(now);
        let until = schedule.until(time("2026-03-14T12:30:00Z"), now);
        assert_eq!(until, Some(now + Duration::from_mins(1)));
    }
}
