//! When to scan everything although there was no event.
//!
//! Nothing here reads the clock, so tests can pass any time.

use std::time::{Duration, Instant};

/// The interval of full scans in addition to events; they find what events missed.
const BACKSTOP: Duration = Duration::from_secs(2);

/// The longest interval that reliable events lead to. A slow scan can extend it.
const LONGEST: Duration = Duration::from_secs(8);

/// In addition to events, full scans may take up to one part in this many of the time. A scan uses several cores, so
/// that this is less than a hundredth of one core.
const SHARE_WITH_EVENTS: u32 = 400;

/// The longest pause after a slow scan, so that a single slow one does not stop them.
const LONGEST_PAUSE: Duration = Duration::from_mins(2);

/// Without events, full scans may take up to one part in this many of the time, unless the user chose the interval.
const SHARE: u32 = 10;

/// The timer for full scans.
#[derive(Debug)]
pub(super) struct ScanTimer {
    interval: Duration,
    /// The share of the time that scans may take, as one part in this many; `None` for no limit.
    share: Option<u32>,
    next: Instant,
}

impl ScanTimer {
    /// The timer used in addition to events.
    pub(super) fn backstop(now: Instant) -> Self {
        Self { interval: BACKSTOP, share: Some(SHARE_WITH_EVENTS), next: now + BACKSTOP }
    }

    /// The timer used instead of events. `adaptive`: the interval is a default that slow scans can extend.
    pub(super) fn poll(interval: Duration, adaptive: bool, now: Instant) -> Self {
        Self { interval, share: adaptive.then_some(SHARE), next: now + interval }
    }

    /// Extends the interval, because an event reported a change. Not if the user chose it.
    pub(super) fn trust_events(&mut self) {
        if self.share.is_some() {
            self.interval = self.interval.saturating_mul(2).min(LONGEST.max(self.interval));
        }
    }

    /// When the next scan is due.
    pub(super) const fn next(&self) -> Instant {
        self.next
    }

    /// The minimum time between two scans.
    pub(super) const fn interval(&self) -> Duration {
        self.interval
    }

    /// Restarts the timer after a full scan that ended `now` and took `took`.
    pub(super) fn restart(&mut self, took: Duration, now: Instant) {
        let rest =
            self.share.map_or(Duration::ZERO, |share| took.saturating_mul(share - 1).min(LONGEST_PAUSE));
        self.next = now + self.interval.max(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn the_backstop_interval_is_two_seconds() {
        let start = Instant::now();
        let mut timer = ScanTimer::backstop(start);
        assert_eq!(timer.next(), start + ms(2_000));
        timer.restart(ms(4), start + ms(2_004));
        assert_eq!(timer.next(), start + ms(4_004));
    }

    #[test]
    fn slow_scans_run_less_often() {
        let start = Instant::now();
        let mut timer = ScanTimer::backstop(start);
        timer.restart(ms(100), start);
        assert_eq!(timer.next(), start + ms(39_900), "scans take at most a four-hundredth of the time");
        timer.restart(ms(5_000), start);
        assert_eq!(timer.next(), start + ms(120_000), "a single slow scan does not stop them");
        let mut timer = ScanTimer::poll(ms(500), true, start);
        timer.restart(ms(500), start);
        assert_eq!(timer.next(), start + ms(4_500), "without events, they take at most a tenth of it");
    }

    #[test]
    fn reliable_events_extend_the_interval_up_to_a_limit() {
        let start = Instant::now();
        let mut timer = ScanTimer::backstop(start);
        for interval in [4_000, 8_000, 8_000] {
            timer.trust_events();
            assert_eq!(timer.interval(), ms(interval));
        }
        let mut timer = ScanTimer::poll(ms(200), false, start);
        timer.trust_events();
        assert_eq!(timer.interval(), ms(200));
    }

    #[test]
    fn a_chosen_interval_is_kept() {
        let start = Instant::now();
        let mut timer = ScanTimer::poll(ms(200), false, start);
        timer.restart(ms(500), start);
        assert_eq!(timer.next(), start + ms(200));
    }
}
