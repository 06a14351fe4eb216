//! A moment, for `<time>`.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::phrase::iso;
use crate::site::Language;

/// A moment in the forms that templates need. Both are UTC.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    /// For `datetime`: `2026-03-14T09:22:00Z`.
    pub iso: String,
    /// Date and time: `14 Mar 2026, 09:22 UTC`. The time alone under a heading that tells the day.
    pub text: String,
}

impl Moment {
    pub(super) fn new(at: DateTime<Utc>, language: &Language) -> Self {
        Self { iso: iso(at), text: language.moment(at) }
    }

    /// The time alone.
    pub(super) fn clock(at: DateTime<Utc>, language: &Language) -> Self {
        Self { iso: iso(at), text: language.clock(at) }
    }
}
