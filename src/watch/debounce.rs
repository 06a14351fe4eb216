//! Debouncing: many events lead to one scan. A save causes several events, and checking out another branch thousands.
//!
//! Nothing here reads the clock, so tests can pass any time.

use std::time::{Duration, Instant};

use crate::source::Scope;

/// How long there must be no event before a scan. An editor has finished saving by then.
pub(super) const QUIET: Duration = Duration::from_millis(75);

/// How long a steady stream of events can delay a scan.
pub(super) const MAX_DELAY: Duration = Duration::from_millis(500);

/// Above this number of folders, scanning everything is no more work than scanning each of them.
const MAX_FOLDERS: usize = 64;

/// The events since the last scan.
#[derive(Debug, Default)]
pub(super) struct Debounce {
    burst: Option<Burst>,
}

#[derive(Debug)]
struct Burst {
    scope: Scope,
    first: Instant,
    last: Instant,
}

impl Debounce {
    /// Adds an event.
    pub(super) fn add(&mut self, scope: Scope, now: Instant) {
        let Some(burst) = &mut self.burst else {
            self.burst = Some(Burst { scope, first: now, last: now });
            return;
        };
        burst.last = now;
        burst.scope.widen(scope);
        if matches!(&burst.scope, Scope::Folders(folders) if folders.len() > MAX_FOLDERS) {
            burst.scope = Scope::Everything;
        }
    }

    /// When the scan is due, if there were any events.
    pub(super) fn due(&self) -> Option<Instant> {
        self.burst.as_ref().map(|burst| (burst.last + QUIET).min(burst.first + MAX_DELAY))
    }

    /// Returns where to scan if the scan is due, and starts over.
    pub(super) fn take(&mut self, now: Instant) -> Option<Scope> {
        if self.due()? > now {
            return None;
        }
        self.burst.take().map(|burst| burst.scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders<const N: usize>(names: [&str; N]) -> Scope {
        Scope::Folders(names.map(str::to_owned).into())
    }

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn nothing_is_due_without_an_event() {
        let mut debounce = Debounce::default();
        assert_eq!(debounce.due(), None);
        assert_eq!(debounce.take(Instant::now()), None);
    }

    #[test]
    fn events_close_together_cause_one_scan_of_all_their_folders() {
        let (mut debounce, start) = (Debounce::default(), Instant::now());
        debounce.add(folders(["content/a"]), start);
        debounce.add(folders(["content/b"]), start + ms(50));
        assert_eq!(debounce.take(start + ms(124)), None, "the second event was 74 ms ago");
        assert_eq!(debounce.take(start + ms(125)), Some(folders(["content/a", "content/b"])));
        assert_eq!(debounce.take(start + ms(1_000)), None, "nothing is left");
    }

    #[test]
    fn a_steady_stream_of_events_delays_a_scan_by_half_a_second_at_most() {
        let (mut debounce, start) = (Debounce::default(), Instant::now());
        for step in 0..50 {
            debounce.add(folders(["content/a"]), start + ms(step * 10));
            assert_eq!(debounce.take(start + ms(step * 10)), None, "{step}");
        }
        assert_eq!(debounce.due(), Some(start + ms(500)));
        assert!(debounce.take(start + ms(500)).is_some());
    }

    #[test]
    fn an_event_after_a_scan_causes_another_scan() {
        let (mut debounce, start) = (Debounce::default(), Instant::now());
        debounce.add(folders(["content/a"]), start);
        assert!(debounce.take(start + ms(75)).is_some());
        debounce.add(folders(["content/b"]), start + ms(80));
        assert_eq!(debounce.take(start + ms(155)), Some(folders(["content/b"])));
    }

    #[test]
    fn many_folders_become_a_scan_of_everything() {
        let (mut debounce, start) = (Debounce::default(), Instant::now());
        for number in 0..=MAX_FOLDERS {
            debounce.add(folders([format!("content/{number}").as_str()]), start);
        }
        assert_eq!(debounce.take(start + ms(75)), Some(Scope::Everything));
    }
}
