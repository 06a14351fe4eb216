//! The thread: waits until something is due, and runs the command.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::deliveries::Deliveries;
use super::entry::Entry;
use super::ledger::Ledger;
use super::program::{LIMIT, Program};
use super::{Delivery, Message};
use crate::commands::session::ClockReader;
use crate::content::{Content, Loader};
use crate::source::Snapshot;

/// What the thread works with.
pub(super) struct Worker {
    program: Program,
    deliveries: Deliveries,
    clock: ClockReader,
    report: Sender<Delivery>,
    loader: Loader,
    files: Option<(Arc<Snapshot>, Content)>,
    has_begun: bool,
}

impl Worker {
    pub(super) fn new(
        program: Program,
        ledger: Ledger,
        clock: ClockReader,
        report: Sender<Delivery>,
    ) -> Self {
        let deliveries = Deliveries::new(ledger);
        Self { program, deliveries, clock, report, loader: Loader::default(), files: None, has_begun: false }
    }

    /// Runs the command for what falls due, until it is told to stop.
    pub(super) fn run(mut self, messages: &Receiver<Message>) {
        loop {
            // What changed while the command ran may have settled the next item.
            for message in messages.try_iter() {
                match message {
                    Message::Files(snapshot) => self.load(snapshot),
                    Message::Stop => return,
                }
            }
            let wait = self.step();
            let Some(wait) = wait else { continue };
            match messages.recv_timeout(wait) {
                Ok(Message::Files(snapshot)) => self.load(snapshot),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn load(&mut self, snapshot: Arc<Snapshot>) {
        let (content, _) = self.loader.load(&snapshot);
        self.files = Some((snapshot, content));
    }

    /// Runs the command for one item. If none is ready, returns how long to wait.
    fn step(&mut self) -> Option<Duration> {
        let Some((snapshot, content)) = &self.files else { return Some(Duration::from_secs(10)) };
        let (now, _) = (self.clock)().read(&content.public);
        let entries = Entry::all(content, snapshot, now);
        if !self.has_begun {
            self.has_begun = true;
            if let Err(reason) = self.deliveries.ledger.begin(&entries, now) {
                self.say(Delivery::NotRecorded(reason));
            }
        }
        let Some(entry) = self.deliveries.next(&entries, now, Instant::now()) else {
            return Some(self.deliveries.wait(&entries, now, Instant::now()));
        };
        match self.program.run(&entry.document, LIMIT) {
            Ok(()) => {
                let recorded = self.deliveries.succeeded(entry);
                self.say(Delivery::Done(entry.logged_id()));
                if let Err(reason) = recorded {
                    self.say(Delivery::NotRecorded(reason));
                }
            }
            Err(reason) => {
                let retry = self.deliveries.failed(entry, Instant::now());
                self.say(Delivery::Failed { id: entry.logged_id(), reason, retry });
            }
        }
        None
    }

    fn say(&self, delivery: Delivery) {
        // Nobody listens any more once the program ends.
        let _ = self.report.send(delivery);
    }
}
