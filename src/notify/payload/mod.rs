//! Messages in the format of each kind of receiver.
//!
//! Texts of the content are never markup there: each format either has plain text for them, or they are escaped. Every
//! payload is within the limits of its receiver, whatever the content is.

mod chat_text;
mod discord;
mod mail;
mod mail_header;
mod quoted_printable;
mod slack;
mod teams;
mod webhook;

use super::Message;
use crate::content::internal::NotifyKind;

/// A message in the format of a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The media type.
    pub media_type: &'static str,
    /// The bytes to send. For a mail, everything except the lines of the header with the addresses.
    pub body: Vec<u8>,
    /// What the receiver shows, for the gate: the bytes themselves, or the text before a transfer encoding.
    pub shown: Vec<u8>,
}

/// The limits of the receivers, as they document them.
#[derive(Clone, Copy, Debug)]
pub struct PayloadLimits {
    /// Slack: characters of a header, of a text, and of a field.
    pub slack: (usize, usize, usize),
    /// Teams: bytes of a message.
    pub teams: usize,
    /// Discord: characters of a title, of a text, of the value of a field, and of all of them together.
    pub discord: (usize, usize, usize, usize),
    /// Mail: bytes of a line.
    pub mail_line: usize,
}

/// The limits of the receivers.
pub const PAYLOAD_LIMITS: PayloadLimits = PayloadLimits {
    slack: (150, 3000, 2000),
    teams: 28 * 1024,
    discord: (256, 4096, 1024, 6000),
    mail_line: 78,
};

/// Returns a message in the format of a kind of receiver. `authority` is the host that ids of mails end with.
#[must_use]
pub fn payload(kind: NotifyKind, message: &Message, authority: &str) -> Payload {
    let json = |value: serde_json::Value| {
        let body = value.to_string().into_bytes();
        Payload { media_type: "application/json", shown: body.clone(), body }
    };
    match kind {
        NotifyKind::Slack => json(slack::slack(message)),
        NotifyKind::Teams => json(teams::teams(message)),
        NotifyKind::Discord => json(discord::discord(message)),
        NotifyKind::Webhook => json(webhook::webhook(message)),
        NotifyKind::Mail => mail::mail(message, authority),
    }
}
