//! A time, for `<time>`.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::phrase::iso;
use crate::site::rendering::{Language, RenderContext};

/// A time in the forms that templates need, both in UTC.
#[derive(Clone, Debug, Serialize)]
pub struct TimeView {
    /// For `datetime`: `2026-03-14T09:22:00Z`.
    pub iso: String,
    /// Date and time: `14 Mar 2026, 09:22 UTC`. The time alone below a heading with the day.
    pub text: String,
}

impl TimeView {
    pub(super) fn new(at: DateTime<Utc>, language: &Language) -> Self {
        Self { iso: iso(at), text: language.date_time(at) }
    }

    /// A time with its day; see [`RenderContext::short_time`].
    pub(super) fn short(at: DateTime<Utc>, context: RenderContext<'_>) -> Self {
        Self { iso: iso(at), text: context.short_time(at) }
    }

    /// The time alone.
    pub(super) fn clock(at: DateTime<Utc>, language: &Language) -> Self {
        Self { iso: iso(at), text: language.clock(at) }
    }
}
