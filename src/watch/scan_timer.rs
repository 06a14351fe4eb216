//! When to scan everything although there was no event.
//!
//! Nothing here reads the clock, so tests can pass any time.

use std::time::{Duration, Instant};

/// The interval of full scans in addition to events; they find what events missed.
const BACKSTOP: Duration = Duration::from_secs(2);

/// Full scans may take up to one part in this many of the time, unless the user chose the interval.
const SHARE: u32 = 10;

/// The timer for full scans.
#[derive(Debug)]
pub(super) struct ScanTimer {
    interval: Duration,
    /// Whether the interval grows with the duration of a scan.
    adaptive: bool,
    next: Instant,
}

impl ScanTimer {
    /// The timer used in addition to events.
    pub(super) fn backstop(now: Instant) -> Self {
        Self { interval: BACKSTOP, adaptive: true, next: now + BACKSTOP }
    }

    /// The timer used instead of events. `adaptive`: the interval is a default that slow scans can extend.
    pub(super) fn poll(interval: Duration, adaptive: bool, now: Instant) -> Self {
        Self { interval, adaptive, next: now + interval }
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
        let rest = if self.adaptive { took.saturating_mul(SHARE - 1) } else { Duration::ZERO };
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
        timer.restart(ms(150), start + ms(2_150));
        assert_eq!(timer.next(), start + ms(4_150));
    }

    #[test]
    fn slow_scans_run_less_often() {
        let start = Instant::now();
        let mut timer = ScanTimer::backstop(start);
        timer.restart(ms(500), start);
        assert_eq!(timer.next(), start + ms(4_500), "scans take at most a tenth of the time");
    }

    #[test]
    fn a_chosen_interval_is_kept() {
        let start = Instant::now();
        let mut timer = ScanTimer::poll(ms(200), false, start);
        timer.restart(ms(500), start);
        assert_eq!(timer.next(), start + ms(200));
    }
}
