//! When to look at everything though no event says so.
//!
//! It reads no clock, so that a test can be the clock.

use std::time::{Duration, Instant};

/// How often to look while events arrive too: what they missed is found then.
const BACKSTOP: Duration = Duration::from_secs(2);

/// Looks that nobody asked for may take one part in this many of the time.
const SHARE: u32 = 10;

/// The pace of looks at everything.
#[derive(Debug)]
pub(super) struct Pace {
    pause: Duration,
    /// Whether the pause grows with the time that a look takes.
    gentle: bool,
    next: Instant,
}

impl Pace {
    /// Beside events.
    pub(super) fn backstop(now: Instant) -> Self {
        Self { pause: BACKSTOP, gentle: true, next: now + BACKSTOP }
    }

    /// In place of events. `gentle`: nobody asked for exactly this pause.
    pub(super) fn poll(pause: Duration, gentle: bool, now: Instant) -> Self {
        Self { pause, gentle, next: now + pause }
    }

    /// When the next look is due.
    pub(super) const fn next(&self) -> Instant {
        self.next
    }

    /// How long from one look to the next at least.
    pub(super) const fn pause(&self) -> Duration {
        self.pause
    }

    /// A look at everything ended now, and took so long.
    pub(super) fn looked(&mut self, took: Duration, now: Instant) {
        let rest = if self.gentle { took.saturating_mul(SHARE - 1) } else { Duration::ZERO };
        self.next = now + self.pause.max(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn the_backstop_is_every_two_seconds() {
        let start = Instant::now();
        let mut pace = Pace::backstop(start);
        assert_eq!(pace.next(), start + ms(2_000));
        pace.looked(ms(150), start + ms(2_150));
        assert_eq!(pace.next(), start + ms(4_150));
    }

    #[test]
    fn looks_that_take_long_come_less_often() {
        let start = Instant::now();
        let mut pace = Pace::backstop(start);
        pace.looked(ms(500), start);
        assert_eq!(pace.next(), start + ms(4_500), "a tenth of the time and no more");
    }

    #[test]
    fn a_pause_that_was_asked_for_is_kept() {
        let start = Instant::now();
        let mut pace = Pace::poll(ms(200), false, start);
        pace.looked(ms(500), start);
        assert_eq!(pace.next(), start + ms(200));
    }
}
