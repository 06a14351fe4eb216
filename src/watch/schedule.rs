//! When to build again although no file changed.
//!
//! Nothing here reads the clock, so tests can pass any time.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// The delay of the first retry after a build that could not be written. It doubles with each retry.
const MIN_BACKOFF: Duration = Duration::from_secs(1);

/// The longest delay between two retries.
const MAX_BACKOFF: Duration = Duration::from_mins(1);

/// The next builds by the clock.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    /// When the output changes next on its own, UTC.
    next_change: Option<DateTime<Utc>>,
    retry: Option<Retry>,
}

#[derive(Debug)]
struct Retry {
    at: Instant,
    delay: Duration,
}

impl Schedule {
    /// Records a build that was written and whose output changes on its own at `next_change`.
    pub(super) fn succeeded(&mut self, next_change: Option<DateTime<Utc>>) {
        *self = Self { next_change, retry: None };
    }

    /// Schedules a retry of a build that could not be written, with exponential backoff.
    pub(super) fn retry_with_backoff(&mut self, now: Instant) {
        let delay = self.retry.take().map_or(MIN_BACKOFF, |retry| (retry.delay * 2).min(MAX_BACKOFF));
        self.retry_after(delay, now);
    }

    /// Schedules a retry after `delay`.
    pub(super) fn retry_after(&mut self, delay: Duration, now: Instant) {
        self.retry = Some(Retry { at: now + delay, delay });
    }

    /// Schedules a retry of refused content. Time alone can fix it, because an update may be dated ahead.
    pub(super) fn refused(&mut self, now: Instant) {
        self.next_change = None;
        self.retry_after(MAX_BACKOFF, now);
    }

    /// Whether a retry is due.
    pub(super) fn is_retry_due(&self, now: Instant) -> bool {
        self.retry.as_ref().is_some_and(|retry| retry.at <= now)
    }

    /// The delay of the next retry.
    pub(super) fn retry_delay(&self) -> Option<Duration> {
        self.retry.as_ref().map(|retry| retry.delay)
    }

    /// When to build next. `time` and `now` are the same instant, by the real clock and by the monotonic one.
    pub(super) fn deadline(&self, time: DateTime<Utc>, now: Instant) -> Option<Instant> {
        let change = self.next_change.map(|change| {
            // One millisecond later, in case the real clock runs slightly behind.
            let left = (change - time).to_std().unwrap_or_default() + Duration::from_millis(1);
            // A far future would overflow `Instant`; the caller asks again long before.
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
    fn the_deadline_is_the_next_change() {
        let (mut schedule, now) = (Schedule::default(), Instant::now());
        assert_eq!(schedule.deadline(time("2026-03-14T12:00:00Z"), now), None);
        schedule.succeeded(Some(time("2026-03-14T12:30:00Z")));
        let deadline = schedule.deadline(time("2026-03-14T12:00:00Z"), now);
        assert_eq!(deadline, Some(now + Duration::from_mins(30) + Duration::from_millis(1)));
        let set_back = schedule.deadline(time("2026-03-14T11:59:00Z"), now);
        assert_eq!(set_back, Some(now + Duration::from_mins(31) + Duration::from_millis(1)));
        let slept = schedule.deadline(time("2026-03-20T12:00:00Z"), now);
        assert_eq!(slept, Some(now + Duration::from_millis(1)), "a time in the past means now");
        let far = schedule.deadline(time("2000-01-01T00:00:00Z"), now);
        assert_eq!(far, Some(now + Duration::from_hours(24)));
    }

    #[test]
    fn retries_after_write_errors_back_off() {
        let (mut schedule, now) = (Schedule::default(), Instant::now());
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
            schedule.retry_with_backoff(now);
            assert_eq!(schedule.retry_delay(), Some(Duration::from_secs(seconds)));
            assert!(!schedule.is_retry_due(now));
            assert!(schedule.is_retry_due(now + Duration::from_secs(seconds)));
        }
        schedule.succeeded(None);
        assert_eq!(schedule.deadline(Utc::now(), now), None);
        schedule.retry_with_backoff(now);
        assert_eq!(schedule.retry_delay(), Some(Duration::from_secs(1)), "a success resets the backoff");
    }

    #[test]
    fn refused_content_is_retried_because_time_may_fix_it() {
        let (mut schedule, now) = (Schedule::default(), Instant::now());
        schedule.succeeded(Some(time("2026-03-14T12:30:00Z")));
        schedule.refused(now);
        let deadline = schedule.deadline(time("2026-03-14T12:30:00Z"), now);
        assert_eq!(deadline, Some(now + Duration::from_mins(1)));
    }
}
