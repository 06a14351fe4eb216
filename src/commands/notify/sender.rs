//! The threads that send: one for each destination.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender as Channel, channel};
use std::thread;

use chrono::{DateTime, Utc};

use crate::deliver::{Carrier, Lane, Parcel, Patience, Records, Report};
use crate::notify::Outgoing;

/// Returns a function that reads the clock of the ledger, UTC.
pub(in crate::commands) type MakeClock<'a> = &'a dyn Fn() -> Box<dyn Fn() -> DateTime<Utc> + Send>;

/// The threads of all destinations.
pub(in crate::commands) struct Sender {
    lanes: Vec<(String, Channel<Vec<Parcel>>)>,
    reports: Receiver<Report>,
}

impl Sender {
    /// Starts a thread for each destination.
    pub(in crate::commands) fn start(
        carriers: Vec<(String, Box<dyn Carrier>)>,
        records: &Arc<Records>,
        clock: MakeClock<'_>,
        patience: Patience,
    ) -> Self {
        let (reports, received) = channel();
        let start = |(name, carrier): (String, Box<dyn Carrier>)| {
            let (parcels, inbox) = channel();
            let lane = Lane {
                name: name.clone(),
                carrier,
                records: Arc::clone(records),
                clock: clock(),
                reports: reports.clone(),
            };
            // It ends by itself. A request that hangs must not hold back the end of the program.
            thread::spawn(move || lane.run(&inbox, patience));
            (name, parcels)
        };
        let lanes = carriers.into_iter().map(start).collect();
        Self { lanes, reports: received }
    }

    /// Gives each destination the list of what it has not been sent yet.
    pub(in crate::commands) fn put(&mut self, outgoing: Vec<Outgoing>) {
        for Outgoing { name, parcels, .. } in outgoing {
            if let Some((_, lane)) = self.lanes.iter().find(|(lane, _)| *lane == name) {
                // A lane that has ended said why.
                let _ = lane.send(parcels);
            }
        }
    }

    /// Returns what happened since the last call.
    pub(in crate::commands) fn reports(&self) -> Vec<Report> {
        self.reports.try_iter().collect()
    }

    /// Lets the lanes end, and returns what happens until then.
    pub(in crate::commands) fn finish(self) -> impl Iterator<Item = Report> {
        drop(self.lanes);
        self.reports.into_iter()
    }
}
