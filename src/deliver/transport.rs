//! How messages get to a destination.

use chrono::{DateTime, Utc};

use super::{Outcome, QueuedMessage};

/// Sends messages to one destination.
pub trait Transport: Send {
    /// Tries to send a message once, and takes no longer than the limit of the transport. `now` is the real time, UTC.
    fn send(&self, message: &QueuedMessage, now: DateTime<Utc>) -> Outcome;
}
