//! Messages about what was published, and about what falls due.
//!
//! A [`Message`] for readers is made from what is released to them ([`told_to_readers`]), and one for colleagues from the
//! records of the response ([`told_to_colleagues`]). A payload is the same message for one kind of receiver, within its
//! limits and escaped for it. [`outbox`] decides, for every destination, which messages it has not been sent yet, and lets
//! the gate read them.
//!
//! Pure: the ledger and `now` are arguments, and [`crate::deliver`] sends the result.

mod affected;
mod due;
mod event_messages;
mod link;
mod message;
mod outbox;
mod payload;
mod postmortem_messages;
mod readers;
mod sealed;
mod selection;

#[cfg(test)]
mod tests;

pub use crate::chat::shorten;
pub use due::told_to_colleagues;
pub use message::{Fact, Level, Message, Named, Subject};
pub use outbox::{Outbox, OutboxError, OutboxInputs, Outgoing, outbox};
pub use payload::{PAYLOAD_LIMITS, Payload, PayloadLimits, payload};
pub use readers::told_to_readers;
