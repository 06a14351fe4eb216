//! Many events, one look: a save is several events, and a checkout of another branch is thousands.
//!
//! It reads no clock, so that a test can be the clock.

use std::time::{Duration, Instant};

use crate::source::Scope;

/// How long it must be quiet before a look is worth it: an editor that saves is done by then.
pub(super) const QUIET: Duration = Duration::from_millis(75);

/// How long a look may be put off by events that keep coming.
pub(super) const LONGEST: Duration = Duration::from_millis(500);

/// From this many folders on, one look at everything is no more work than a look at each.
const FOLDERS: usize = 64;

/// Events that came since the last look.
#[derive(Debug, Default)]
pub(super) struct Batch {
    waiting: Option<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    scope: Scope,
    first: Instant,
    last: Instant,
}

impl Batch {
    /// Takes in an event.
    pub(super) fn add(&mut self, scope: Scope, now: Instant) {
        let Some(waiting) = &mut self.waiting else {
            self.waiting = Some(Waiting { scope, first: now, last: now });
            return;
        };
        waiting.last = now;
        waiting.scope.widen(scope);
        if matches!(&waiting.scope, Scope::Folders(folders) if folders.len() > FOLDERS) {
            waiting.scope = Scope::Everything;
        }
    }

    /// When to look, if there is a reason to.
    pub(super) fn due(&self) -> Option<Instant> {
        self.waiting.as_ref().map(|waiting| (waiting.last + QUIET).min(waiting.first + LONGEST))
    }

    /// Where to look, if it is time; what comes from now on is another batch.
    pub(super) fn take(&mut self, now: Instant) -> Option<Scope> {
        if self.due()? > now {
            return None;
        }
        self.waiting.take().map(|waiting| waiting.scope)
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
        let mut batch = Batch::default();
        assert_eq!(batch.due(), None);
        assert_eq!(batch.take(Instant::now()), None);
    }

    #[test]
    fn events_close_together_are_one_look_at_all_their_folders() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        batch.add(folders(["content/a"]), start);
        batch.add(folders(["content/b"]), start + ms(50));
        assert_eq!(batch.take(start + ms(124)), None, "the second event was 74 ms ago");
        assert_eq!(batch.take(start + ms(125)), Some(folders(["content/a", "content/b"])));
        assert_eq!(batch.take(start + ms(1_000)), None, "and that was all of it");
    }

    #[test]
    fn events_that_never_stop_put_a_look_off_for_half_a_second_and_no_longer() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        for step in 0..50 {
            batch.add(folders(["content/a"]), start + ms(step * 10));
            assert_eq!(batch.take(start + ms(step * 10)), None, "{step}");
        }
        assert_eq!(batch.due(), Some(start + ms(500)));
        assert!(batch.take(start + ms(500)).is_some());
    }

    #[test]
    fn an_event_after_a_look_is_another_look() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        batch.add(folders(["content/a"]), start);
        assert!(batch.take(start + ms(75)).is_some());
        batch.add(folders(["content/b"]), start + ms(80));
        assert_eq!(batch.take(start + ms(155)), Some(folders(["content/b"])));
    }

    #[test]
    fn very_many_folders_are_everything() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        for number in 0..=FOLDERS {
            batch.add(folders([format!("content/{number}").as_str()]), start);
        }
        assert_eq!(batch.take(start + ms(75)), Some(Scope::Everything));
    }
}
