//! The threads that send: one for each destination, so their number is that of the destinations.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender as Channel, channel};
use std::thread;

use chrono::{DateTime, Utc};

use crate::content::internal::NotifyKind;
use crate::deliver::{Delivery, Digest, QueuedMessage, Records, Report, RetryLimit, Transport};
use crate::notify::Outgoing;

/// The transport of a destination.
pub(in crate::commands) struct NamedTransport {
    /// The name of the destination.
    pub(in crate::commands) name: String,
    pub(in crate::commands) kind: NotifyKind,
    /// A digest of its address and its secrets.
    pub(in crate::commands) secrets: Digest,
    pub(in crate::commands) transport: Box<dyn Transport>,
}

/// Reads the clock of the ledger, UTC.
pub(in crate::commands) type LedgerClock = Box<dyn Fn() -> DateTime<Utc> + Send>;

/// The threads of all destinations.
pub(in crate::commands) struct Sender {
    running: Vec<Running>,
    records: Arc<Records>,
    limit: RetryLimit,
    reports: Receiver<Report>,
    reporting: Channel<Report>,
}

/// The thread of a destination.
struct Running {
    name: String,
    kind: NotifyKind,
    secrets: Digest,
    inbox: Channel<Vec<QueuedMessage>>,
}

impl Running {
    fn uses(&self, transport: &NamedTransport) -> bool {
        (&self.name, self.kind, &self.secrets) == (&transport.name, transport.kind, &transport.secrets)
    }
}

impl Sender {
    /// A sender without destinations.
    pub(in crate::commands) fn new(records: &Arc<Records>, limit: RetryLimit) -> Self {
        let (reporting, reports) = channel();
        Self { running: Vec::new(), records: Arc::clone(records), limit, reports, reporting }
    }

    /// Starts a thread for each destination that has none. Destinations that are not among them get no more messages, and one
    /// whose address or secrets are others now gets a new thread: what the old one did not deliver is sent to the new address.
    pub(in crate::commands) fn set(
        &mut self,
        transports: Vec<NamedTransport>,
        clock: impl Fn() -> LedgerClock,
    ) {
        self.running.retain(|running| transports.iter().any(|transport| running.uses(transport)));
        for NamedTransport { name, kind, secrets, transport } in transports {
            if self.running.iter().any(|running| running.name == name) {
                continue;
            }
            let (inbox, queued) = channel();
            let delivery = Delivery {
                name: name.clone(),
                transport,
                records: Arc::clone(&self.records),
                clock: clock(),
                reports: self.reporting.clone(),
            };
            let limit = self.limit;
            // It ends by itself. A request that hangs must not hold back the end of the program.
            thread::spawn(move || delivery.run(&queued, limit));
            self.running.push(Running { name, kind, secrets, inbox });
        }
    }

    /// Whether a destination runs with this address and these secrets.
    pub(in crate::commands) fn is_running(&self, transport: &NamedTransport) -> bool {
        self.running.iter().any(|running| running.uses(transport))
    }

    /// Gives each destination the list of what it has not been sent yet.
    pub(in crate::commands) fn put(&self, outgoing: Vec<Outgoing>) {
        for Outgoing { name, queued, .. } in outgoing {
            if let Some(running) = self.running.iter().find(|running| running.name == name) {
                // A delivery that has ended said why.
                let _ = running.inbox.send(queued);
            }
        }
    }

    /// Returns what happened since the last call.
    pub(in crate::commands) fn reports(&self) -> Vec<Report> {
        self.reports.try_iter().collect()
    }

    /// Lets the deliveries end, and returns what happens until then.
    pub(in crate::commands) fn finish(self) -> impl Iterator<Item = Report> {
        let Self { running, reporting, reports, .. } = self;
        drop((running, reporting));
        reports.into_iter()
    }
}
