//! Which message of a destination is sent next, and when. Nothing here reads a clock, so tests can pass any time.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::backoff::delay;
use super::{Digest, QueuedMessage};

/// The messages of one destination that are not sent yet.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// In the order in which they happened.
    queued: Vec<QueuedMessage>,
    /// The groups whose first message failed.
    groups: BTreeMap<String, Failing>,
    /// Until when the receiver asked to wait.
    closed_until: Option<Instant>,
}

/// A group whose first message failed.
#[derive(Clone, Copy, Debug)]
struct Failing {
    failures: u32,
    next: Instant,
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Send this.
    Send(QueuedMessage),
    /// Nothing before this time.
    Wait(Instant),
    /// Everything is sent.
    Nothing,
}

impl Queue {
    /// Replaces the messages. Groups that fail keep their delay.
    pub(super) fn put(&mut self, queued: Vec<QueuedMessage>) {
        self.queued = queued;
        let open: BTreeSet<&str> = self.queued.iter().map(|message| message.group.as_str()).collect();
        self.groups.retain(|group, _| open.contains(group.as_str()));
    }

    /// Returns what to do next. Of each group, only the first message can be next.
    pub(super) fn next(&self, now: Instant) -> Next {
        let closed = self.closed_until.filter(|until| *until > now);
        let mut seen = BTreeSet::new();
        let mut earliest: Option<Instant> = None;
        for message in self.queued.iter().filter(|message| seen.insert(message.group.as_str())) {
            let failing = self.groups.get(&message.group).map(|failing| failing.next);
            match failing.into_iter().chain(closed).max().filter(|at| *at > now) {
                None => return Next::Send(message.clone()),
                Some(at) => earliest = Some(earliest.map_or(at, |earliest| earliest.min(at))),
            }
        }
        earliest.map_or(Next::Nothing, Next::Wait)
    }

    /// Removes a message that needs no more attempt.
    pub(super) fn done(&mut self, slot: &Digest) {
        if let Some(at) = self.queued.iter().position(|message| message.slot == *slot) {
            let message = self.queued.remove(at);
            self.groups.remove(&message.group);
        }
    }

    /// Records a failure, after which the receiver may ask to wait. A receiver that is busy gets no other message either.
    /// Returns when the message is tried again.
    pub(super) fn failed(
        &mut self,
        group: &str,
        asked: Option<Duration>,
        is_busy: bool,
        now: Instant,
    ) -> Duration {
        let failures = self.groups.get(group).map_or(0, |failing| failing.failures).saturating_add(1);
        let wait = asked.map_or_else(|| delay(failures), |asked| asked.max(delay(failures)));
        if is_busy {
            self.close(wait, now);
        }
        self.groups.insert(group.to_owned(), Failing { failures, next: now + wait });
        wait
    }

    /// Sends nothing for this time.
    pub(super) fn close(&mut self, wait: Duration, now: Instant) {
        self.closed_until = self.closed_until.into_iter().chain([now + wait]).max();
    }

    /// The number of messages that are left.
    pub(super) const fn len(&self) -> usize {
        self.queued.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(group: &str, number: u8) -> QueuedMessage {
        let digest = Digest::of(&[&[number]]);
        QueuedMessage {
            group: group.to_owned(),
            slot: digest.clone(),
            key: digest,
            event: "updated",
            media_type: "application/json",
            body: vec![number],
        }
    }

    fn next(queue: &Queue, now: Instant) -> Option<u8> {
        match queue.next(now) {
            Next::Send(message) => message.body.first().copied(),
            Next::Wait(_) | Next::Nothing => None,
        }
    }

    #[test]
    fn a_failure_delays_its_own_incident_only() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        queue.put(vec![message("a", 1), message("a", 2), message("b", 3)]);
        assert_eq!(queue.failed("a", None, false, now), Duration::from_secs(1));
        assert_eq!(next(&queue, now), Some(3), "1 waits, and 2 must not overtake it");
        queue.done(&Digest::of(&[&[3]]));
        assert_eq!(queue.next(now), Next::Wait(now + Duration::from_secs(1)));
        let later = now + Duration::from_secs(1);
        assert_eq!(next(&queue, later), Some(1));
        queue.done(&Digest::of(&[&[1]]));
        assert_eq!(next(&queue, later), Some(2));
        queue.done(&Digest::of(&[&[2]]));
        assert_eq!(queue.next(later), Next::Nothing);
    }

    #[test]
    fn a_receiver_that_asks_to_wait_gets_nothing_until_then() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        queue.put(vec![message("a", 1), message("b", 2)]);
        queue.failed("a", Some(Duration::from_secs(30)), true, now);
        assert_eq!(queue.next(now), Next::Wait(now + Duration::from_secs(30)));
        assert_eq!(next(&queue, now + Duration::from_secs(30)), Some(1));
    }

    #[test]
    fn a_busy_receiver_that_says_no_time_gets_nothing_for_longer_and_longer() {
        let (mut queue, mut now) = (Queue::default(), Instant::now());
        queue.put(vec![message("a", 1), message("b", 2), message("c", 3)]);
        for seconds in [1, 2, 4] {
            assert_eq!(next(&queue, now), Some(1));
            let wait = queue.failed("a", None, true, now);
            assert_eq!(wait, Duration::from_secs(seconds));
            assert_eq!(queue.next(now), Next::Wait(now + wait), "the others wait too");
            now += wait;
        }
        queue.put(vec![message("d", 4), message("a", 1)]);
        queue.failed("a", None, true, now);
        assert_eq!(next(&queue, now), None, "what came since then waits too");
    }

    #[test]
    fn new_messages_keep_the_delay_of_a_failing_incident() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        queue.put(vec![message("a", 1)]);
        queue.failed("a", None, false, now);
        queue.put(vec![message("a", 1), message("a", 2)]);
        assert_eq!(next(&queue, now), None);
        assert_eq!(queue.failed("a", None, false, now), Duration::from_secs(2));
        assert_eq!(queue.len(), 2);
    }
}
