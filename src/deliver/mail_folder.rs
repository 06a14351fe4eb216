//! Writes mails as files in the Internet Message Format, for a program that sends what it finds in a folder.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::{Outcome, QueuedMessage, Transport};
use crate::authoring::write_scratch;

/// A folder for the mails of one destination.
#[derive(Debug)]
pub struct MailFolder {
    root: PathBuf,
    folder: String,
    /// The lines of the header that name the sender and the recipient, each with its line ending.
    envelope: String,
}

impl MailFolder {
    /// Writes to `folder` below `root`. `envelope` are the lines of the header with the addresses.
    #[must_use]
    pub const fn new(root: PathBuf, folder: String, envelope: String) -> Self {
        Self { root, folder, envelope }
    }
}

impl Transport for MailFolder {
    fn send(&self, message: &QueuedMessage, _: DateTime<Utc>) -> Outcome {
        // A repeated mail has the same name and the same `Message-ID`.
        let path = format!("{}/{}.eml", self.folder, message.key);
        let text = format!("{}{}", self.envelope, String::from_utf8_lossy(&message.body));
        match write_scratch(&self.root, &path, &text) {
            Ok(()) => Outcome::Delivered,
            Err(error) => Outcome::retry(format!("the mail cannot be written: {}", error.kind())),
        }
    }
}
