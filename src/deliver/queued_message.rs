//! A message that is ready to be sent.

use super::Digest;

/// A message that is ready to be sent to one destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedMessage {
    /// What it is about. Of two messages with the same group, the earlier one is sent first.
    pub group: String,
    /// What it is about for this destination, whatever the words are. The ledger remembers it.
    pub slot: Digest,
    /// The key: the digest of the destination, the update, the event and the payload. It is the same for every retry.
    pub key: Digest,
    /// The event, for reports.
    pub event: &'static str,
    /// The media type of the body.
    pub media_type: &'static str,
    /// The payload.
    pub body: Vec<u8>,
}
