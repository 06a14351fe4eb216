//! How messages get to a destination.

use chrono::{DateTime, Utc};

use super::{Outcome, Parcel};

/// Sends messages to one destination.
pub trait Carrier: Send {
    /// Tries to send a message once, and takes no longer than the limit of the carrier. `now` is the real time, UTC.
    fn carry(&self, parcel: &Parcel, now: DateTime<Utc>) -> Outcome;
}
