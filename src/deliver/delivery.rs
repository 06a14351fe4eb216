//! Sends the messages of one destination, on a thread of its own.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use super::queue::{Next, Queue};
use super::{Outcome, QueuedMessage, Records, Report, Standing, Transport};

/// For how long a message is tried.
const TRIED: TimeDelta = TimeDelta::hours(24);

/// The longest wait. After this time, a clock that was set and a machine that slept are noticed.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// How long a delivery keeps trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryLimit {
    /// Until this time. What is left then is sent by a later run.
    Until(Instant),
    /// Until nobody sends it messages any more.
    Forever,
}

/// The way to one destination.
pub struct Delivery {
    /// The name of the destination.
    pub name: String,
    /// Sends the messages.
    pub transport: Box<dyn Transport>,
    /// The ledger.
    pub records: Arc<Records>,
    /// Returns the time for the ledger, UTC. It may be set on the command line.
    pub clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
    /// What happened.
    pub reports: Sender<Report>,
}

impl Delivery {
    /// Sends what arrives in `inbox`: always the complete list of what is not sent yet, in the order in which it
    /// happened. Ends when `limit` ends, when the ledger cannot be written, or when everything is sent and no more
    /// can arrive.
    pub fn run(self, inbox: &Receiver<Vec<QueuedMessage>>, limit: RetryLimit) {
        let mut queue = Queue::default();
        let mut is_open = true;
        loop {
            for queued in inbox.try_iter() {
                self.put(&mut queue, queued);
            }
            if self.records.is_broken() {
                return;
            }
            let now = Instant::now();
            let wait = match queue.next(now) {
                Next::Send(message) => {
                    if self.send(&mut queue, &message) {
                        continue;
                    }
                    return;
                }
                Next::Nothing if !is_open => return,
                Next::Nothing => MAX_WAIT,
                Next::Wait(at) => match limit {
                    RetryLimit::Until(end) if at > end => {
                        return self.say(Report::Left { destination: self.name.clone(), count: queue.len() });
                    }
                    _ => at.saturating_duration_since(now).min(MAX_WAIT),
                },
            };
            if !is_open {
                std::thread::sleep(wait);
                continue;
            }
            match inbox.recv_timeout(wait) {
                Ok(queued) => self.put(&mut queue, queued),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) if limit == RetryLimit::Forever => return,
                Err(RecvTimeoutError::Disconnected) => is_open = false,
            }
        }
    }

    fn put(&self, queue: &mut Queue, queued: Vec<QueuedMessage>) {
        let open = |message: &QueuedMessage| !self.is_settled(message);
        let queued: Vec<QueuedMessage> = queued.into_iter().filter(open).collect();
        let now = (self.clock)();
        let asked = queued.iter().filter_map(|message| match self.records.standing(&message.slot) {
            Some(Standing::Waiting { until, .. }) => (until? - now).to_std().ok(),
            _ => None,
        });
        if let Some(asked) = asked.max() {
            queue.close(asked, Instant::now());
        }
        queue.put(queued);
    }

    /// Sends one message. Returns whether to go on.
    fn send(&self, queue: &mut Queue, message: &QueuedMessage) -> bool {
        if self.is_settled(message) {
            queue.done(&message.slot);
            return true;
        }
        let outcome = self.transport.send(message, Utc::now());
        let now = (self.clock)();
        let (destination, event) = (self.name.clone(), message.event);
        let (standing, report) = match outcome {
            Outcome::Delivered => (Standing::Sent(now), Report::Sent { destination, event }),
            Outcome::Refused { reason } => {
                (Standing::Aside(now), Report::SetAside { destination, event, reason })
            }
            Outcome::Retry { reason, after, is_busy } => {
                let since = match self.records.standing(&message.slot) {
                    Some(Standing::Waiting { since, .. }) => since,
                    _ => now,
                };
                if now - since >= TRIED {
                    let reason = format!("{reason}; it was tried for 24 hours");
                    (Standing::Aside(now), Report::SetAside { destination, event, reason })
                } else {
                    let after = queue.failed(&message.group, after, is_busy, Instant::now());
                    // The next run waits as well.
                    let until = TimeDelta::from_std(after).ok().filter(|_| is_busy);
                    let until = until.and_then(|wait| now.checked_add_signed(wait));
                    (
                        Standing::Waiting { since, until },
                        Report::Retrying { destination, event, reason, after },
                    )
                }
            }
        };
        if standing.is_settled() {
            queue.done(&message.slot);
        }
        let recorded = self.records.record(&message.slot, standing);
        self.say(report);
        if let Err(error) = &recorded {
            self.say(Report::NotRecorded(error.to_string()));
        }
        recorded.is_ok()
    }

    /// Whether another list, or another run, has dealt with a message already.
    fn is_settled(&self, message: &QueuedMessage) -> bool {
        self.records.standing(&message.slot).is_some_and(Standing::is_settled)
    }

    fn say(&self, report: Report) {
        // Nobody listens any more once the program ends.
        let _ = self.reports.send(report);
    }
}
