//! Sends finished messages: HTTPS requests, mails as files, and mails through a program.
//!
//! The only room that opens outgoing connections. It sees bytes and digests, never a record: what a message says, and for
//! whom it is, was decided before. Nothing here prints, and no report contains an address, a header or a body.
//!
//! - [`QueuedMessage`] is a message that is ready to be sent. A [`Transport`] sends it: [`HttpTransport`], [`MailFolder`] or
//!   [`MailProgram`].
//! - A [`Delivery`] sends the messages of one destination, in order where the order matters, and tries again. Each delivery has a
//!   thread of its own, so a receiver that does not answer delays no other.
//! - [`Records`] is the ledger that says what was sent. It is written after each message.

mod address;
mod backoff;
mod client;
mod delivery;
mod digest;
mod http_transport;
mod ledger;
mod mail_folder;
mod mail_program;
mod outcome;
mod queue;
mod queued_message;
mod records;
mod report;
mod resolver;
mod retry_after;
mod routable;
mod signature;
mod transport;

pub use address::Address;
pub use client::{Client, ClientSettings};
pub use delivery::{Delivery, RetryLimit};
pub use digest::Digest;
pub use http_transport::HttpTransport;
pub use ledger::{Ledger, Standing};
pub use mail_folder::MailFolder;
pub use mail_program::MailProgram;
pub use outcome::Outcome;
pub use queued_message::QueuedMessage;
pub use records::{LedgerStore, Records, StoreError};
pub use report::Report;
pub use signature::{SecretError, SigningSecrets};
pub use transport::Transport;
