//! Sends the messages of one destination, on a thread of its own.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use super::queue::{Next, Queue};
use super::{Carrier, Outcome, Parcel, Records, Report, Standing};

/// For how long a message is tried.
const TRIED: TimeDelta = TimeDelta::hours(24);

/// The longest wait. After this time, a clock that was set and a machine that slept are noticed.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// How long a lane keeps trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Until this time. What is left then is sent by a later run.
    Until(Instant),
    /// Until nobody sends it messages any more.
    Forever,
}

/// The way to one destination.
pub struct Lane {
    /// The name of the destination.
    pub name: String,
    /// Sends the messages.
    pub carrier: Box<dyn Carrier>,
    /// The ledger.
    pub records: Arc<Records>,
    /// Returns the time for the ledger, UTC. It may be set on the command line.
    pub clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
    /// What happened.
    pub reports: Sender<Report>,
}

impl Lane {
    /// Sends what arrives in `inbox`: always the complete list of what is not sent yet, in the order in which it
    /// happened. Ends when `patience` ends, when the ledger cannot be written, or when everything is sent and no more
    /// can arrive.
    pub fn run(self, inbox: &Receiver<Vec<Parcel>>, patience: Patience) {
        let mut queue = Queue::default();
        let mut is_open = true;
        loop {
            for parcels in inbox.try_iter() {
                self.put(&mut queue, parcels);
            }
            if self.records.is_broken() {
                return;
            }
            let now = Instant::now();
            let wait = match queue.next(now) {
                Next::Send(parcel) => {
                    if self.send(&mut queue, &parcel) {
                        continue;
                    }
                    return;
                }
                Next::Nothing if !is_open => return,
                Next::Nothing => MAX_WAIT,
                Next::Wait(at) => match patience {
                    Patience::Until(end) if at > end => {
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
                Ok(parcels) => self.put(&mut queue, parcels),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) if patience == Patience::Forever => return,
                Err(RecvTimeoutError::Disconnected) => is_open = false,
            }
        }
    }

    fn put(&self, queue: &mut Queue, parcels: Vec<Parcel>) {
        let open = |parcel: &Parcel| !self.is_settled(parcel);
        let parcels: Vec<Parcel> = parcels.into_iter().filter(open).collect();
        let now = (self.clock)();
        let asked = parcels.iter().filter_map(|parcel| match self.records.standing(&parcel.slot) {
            Some(Standing::Waiting { until, .. }) => (until? - now).to_std().ok(),
            _ => None,
        });
        if let Some(asked) = asked.max() {
            queue.close(asked, Instant::now());
        }
        queue.put(parcels);
    }

    /// Sends one message. Returns whether to go on.
    fn send(&self, queue: &mut Queue, parcel: &Parcel) -> bool {
        if self.is_settled(parcel) {
            queue.done(&parcel.slot);
            return true;
        }
        let outcome = self.carrier.carry(parcel, Utc::now());
        let now = (self.clock)();
        let (destination, event) = (self.name.clone(), parcel.event);
        let (standing, report) = match outcome {
            Outcome::Delivered => (Standing::Sent(now), Report::Sent { destination, event }),
            Outcome::Refused { reason } => {
                (Standing::Aside(now), Report::SetAside { destination, event, reason })
            }
            Outcome::Retry { reason, after } => {
                let since = match self.records.standing(&parcel.slot) {
                    Some(Standing::Waiting { since, .. }) => since,
                    _ => now,
                };
                if now - since >= TRIED {
                    let reason = format!("{reason}; it was tried for 24 hours");
                    (Standing::Aside(now), Report::SetAside { destination, event, reason })
                } else {
                    let until =
                        after.and_then(|after| now.checked_add_signed(TimeDelta::from_std(after).ok()?));
                    let after = queue.failed(&parcel.group, after, Instant::now());
                    (
                        Standing::Waiting { since, until },
                        Report::Retrying { destination, event, reason, after },
                    )
                }
            }
        };
        if standing.is_settled() {
            queue.done(&parcel.slot);
        }
        let recorded = self.records.record(&parcel.slot, standing);
        self.say(report);
        if let Err(error) = &recorded {
            self.say(Report::NotRecorded(error.to_string()));
        }
        recorded.is_ok()
    }

    /// Whether another list, or another run, has dealt with a message already.
    fn is_settled(&self, parcel: &Parcel) -> bool {
        self.records.standing(&parcel.slot).is_some_and(Standing::is_settled)
    }

    fn say(&self, report: Report) {
        // Nobody listens any more once the program ends.
        let _ = self.reports.send(report);
    }
}
