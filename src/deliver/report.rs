//! What happened while sending, as data for a log.

use std::time::Duration;

/// What happened. It names the destination and the event, and never an address, a header or a text of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// A message was sent.
    Sent {
        /// The name of the destination.
        destination: String,
        /// The event.
        event: &'static str,
    },
    /// It failed and is tried again.
    Retrying {
        /// The name of the destination.
        destination: String,
        /// The event.
        event: &'static str,
        /// Why it failed.
        reason: String,
        /// When it is tried again.
        after: Duration,
    },
    /// It failed for good, and later messages are sent nevertheless.
    SetAside {
        /// The name of the destination.
        destination: String,
        /// The event.
        event: &'static str,
        /// Why it failed.
        reason: String,
    },
    /// These messages are left for the next run.
    Left {
        /// The name of the destination.
        destination: String,
        /// How many there are.
        count: usize,
    },
    /// The ledger cannot be written, so nothing more is sent; the reason.
    NotRecorded(String),
}
