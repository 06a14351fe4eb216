//! The result of one attempt to send a message.

use std::time::Duration;

/// The result of one attempt. The reasons are for logs: lower case, no full stop, and never an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has it.
    Delivered,
    /// It may succeed later.
    Retry {
        /// Why it failed.
        reason: String,
        /// How long the receiver asks to wait.
        after: Option<Duration>,
        /// Whether the receiver takes no message for now, rather than this one.
        is_busy: bool,
    },
    /// It would fail again.
    Refused {
        /// Why it failed.
        reason: String,
    },
}

impl Outcome {
    /// A failure that may pass.
    pub(super) fn retry(reason: impl Into<String>) -> Self {
        Self::Retry { reason: reason.into(), after: None, is_busy: false }
    }

    /// A failure that stays.
    pub(super) fn refused(reason: impl Into<String>) -> Self {
        Self::Refused { reason: reason.into() }
    }
}
