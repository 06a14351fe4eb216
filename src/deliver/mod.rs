//! Sends finished messages: HTTPS requests, mails as files, and mails through a program.
//!
//! The only room that opens outgoing connections. It sees bytes and digests, never a record: what a message says, and for
//! whom it is, was decided before. Nothing here prints, and no report contains an address, a header or a body.
//!
//! - [`Parcel`] is a message that is ready to be sent. A [`Carrier`] sends it: [`HttpCarrier`], [`MailFolder`] or
//!   [`MailProgram`].
//! - A [`Lane`] sends the parcels of one destination, in order where the order matters, and tries again. Each lane has a
//!   thread of its own, so a receiver that does not answer delays no other.
//! - [`Records`] is the ledger that says what was sent. It is written after each message.

mod address;
mod backoff;
mod carrier;
mod client;
mod digest;
mod http_carrier;
mod lane;
mod ledger;
mod mail_folder;
mod mail_program;
mod outcome;
mod parcel;
mod queue;
mod records;
mod report;
mod resolver;
mod retry_after;
mod routable;
mod signature;

pub use address::Address;
pub use carrier::Carrier;
pub use client::{Client, ClientSettings};
pub use digest::Digest;
pub use http_carrier::HttpCarrier;
pub use lane::{Lane, Patience};
pub use ledger::{Ledger, Standing};
pub use mail_folder::MailFolder;
pub use mail_program::MailProgram;
pub use outcome::Outcome;
pub use parcel::Parcel;
pub use records::{LedgerStore, Records, StoreError};
pub use report::Report;
pub use signature::{SecretError, SigningSecrets};
