//! A moment, for `<time>`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::site::Language;

/// A moment in the forms that templates need. All are UTC.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    /// For `datetime`: `2026-03-14T09:22:00Z`.
    pub iso: String,
    /// Date and time: `14 Mar 2026, 09:22 UTC`.
    pub text: String,
    /// The time alone: `09:22 UTC`.
    pub clock: String,
}

impl Moment {
    pub(super) fn new(at: DateTime<Utc>, language: &Language) -> Self {
        Self {
            iso: at.to_rfc3339_opts(SecondsFormat::Secs, true),
            text: language.moment(at),
            clock: language.clock(at),
        }
    }
}
