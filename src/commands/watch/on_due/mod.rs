//! `--on-due`: runs a command for each item when it falls due, on a thread of its own, so that it never holds back
//! publishing.
//!
//! No item is lost: an item is done when the command succeeded, which is recorded right after. So an item is repeated only
//! if the program is killed between the two.

mod deliveries;
mod entry;
mod ledger;
mod program;
mod worker;

#[cfg(all(test, unix))]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::source::Snapshot;
use ledger::Ledger;
use program::Program;
use worker::Worker;

/// What happened, for the log. It never contains text of internal files or the output of the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// The command ran for the item with this id, without the id of a customer.
    Done(String),
    /// It failed, and runs again after this time.
    Failed {
        /// The id of the item.
        id: String,
        /// Why: lower case, no full stop.
        reason: String,
        /// When it runs again.
        retry: Duration,
    },
    /// It ran, and that could not be recorded; the reason.
    NotRecorded(String),
}

/// The thread that runs the command.
pub(super) struct OnDue {
    sender: Sender<Message>,
    deliveries: Receiver<Delivery>,
    thread: JoinHandle<()>,
    seen: Option<Arc<Snapshot>>,
}

/// A message to the thread.
enum Message {
    /// The files are these now.
    Files(Arc<Snapshot>),
    /// End after the command that is running.
    Stop,
}

impl OnDue {
    /// Starts the thread. It waits for the first files.
    pub(super) fn start(command: &str, session: &Session<'_, '_>) -> Result<Self, Stop> {
        let root = session.project().root().to_owned();
        let program = Program::new(command, &root, |path: &Path| session.path(path))
            .ok_or_else(|| Stop::usage("`--on-due` needs a command"))?;
        if let Some(why) = program.missing() {
            let message = format!("cannot run `{}`: {why}", program.executable.display());
            return Err(Stop::usage(message).hint(
                "`--on-due` takes a program with its arguments, without a shell: `--on-due ./page.sh`",
            ));
        }
        let ledger = Ledger::open(&root)?;
        let (sender, messages) = channel();
        let (report, deliveries) = channel();
        let worker = Worker::new(program, ledger, session.clock_source(), report);
        let thread = std::thread::Builder::new().name("on-due".to_owned());
        let thread = thread.spawn(move || worker.run(&messages));
        let thread =
            thread.map_err(|error| Stop::usage(format!("cannot start a thread for `--on-due`: {error}")))?;
        Ok(Self { sender, deliveries, thread, seen: None })
    }

    /// Tells the thread about the files that were read last.
    pub(super) fn look(&mut self, snapshot: Option<&Arc<Snapshot>>) {
        let Some(snapshot) = snapshot else { return };
        if self.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, snapshot)) {
            return;
        }
        self.seen = Some(Arc::clone(snapshot));
        // The thread ends only with the program.
        let _ = self.sender.send(Message::Files(Arc::clone(snapshot)));
    }

    /// Returns what happened since the last call.
    pub(super) fn deliveries(&self) -> Vec<Delivery> {
        self.deliveries.try_iter().collect()
    }

    /// Ends the thread after the command that is running, so that nothing is repeated. Returns what happened until then.
    pub(super) fn stop(self) -> Vec<Delivery> {
        let _ = self.sender.send(Message::Stop);
        let _ = self.thread.join();
        self.deliveries.iter().collect()
    }
}
