//! The threads that send: one for each destination.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender as Channel, channel};
use std::thread;

use chrono::{DateTime, Utc};

use crate::deliver::{Delivery, QueuedMessage, Records, Report, RetryLimit, Transport};
use crate::notify::Outgoing;

/// Returns a function that reads the clock of the ledger, UTC.
pub(in crate::commands) type MakeClock<'a> = &'a dyn Fn() -> Box<dyn Fn() -> DateTime<Utc> + Send>;

/// The threads of all destinations.
pub(in crate::commands) struct Sender {
    deliveries: Vec<(String, Channel<Vec<QueuedMessage>>)>,
    reports: Receiver<Report>,
}

impl Sender {
    /// Starts a thread for each destination.
    pub(in crate::commands) fn start(
        transports: Vec<(String, Box<dyn Transport>)>,
        records: &Arc<Records>,
        clock: MakeClock<'_>,
        limit: RetryLimit,
    ) -> Self {
        let (reports, received) = channel();
        let start = |(name, transport): (String, Box<dyn Transport>)| {
            let (queued, inbox) = channel();
            let delivery = Delivery {
                name: name.clone(),
                transport,
                records: Arc::clone(records),
                clock: clock(),
                reports: reports.clone(),
            };
            // It ends by itself. A request that hangs must not hold back the end of the program.
            thread::spawn(move || delivery.run(&inbox, limit));
            (name, queued)
        };
        let deliveries = transports.into_iter().map(start).collect();
        Self { deliveries, reports: received }
    }

    /// Gives each destination the list of what it has not been sent yet.
    pub(in crate::commands) fn put(&mut self, outgoing: Vec<Outgoing>) {
        for Outgoing { name, queued, .. } in outgoing {
            if let Some((_, delivery)) = self.deliveries.iter().find(|(delivery, _)| *delivery == name) {
                // A delivery that has ended said why.
                let _ = delivery.send(queued);
            }
        }
    }

    /// Returns what happened since the last call.
    pub(in crate::commands) fn reports(&self) -> Vec<Report> {
        self.reports.try_iter().collect()
    }

    /// Lets the deliveries end, and returns what happens until then.
    pub(in crate::commands) fn finish(self) -> impl Iterator<Item = Report> {
        drop(self.deliveries);
        self.reports.into_iter()
    }
}
