//! For which moments what was released of a record stays as it is.

use chrono::{DateTime, Utc};

/// The moments from one to before another, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Validity {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Validity {
    /// All moments: what no clock changes.
    pub(super) const ALWAYS: Self = Self { from: DateTime::<Utc>::MIN_UTC, until: DateTime::<Utc>::MAX_UTC };

    /// No moment at all, not even the present one.
    pub(super) const NEVER: Self = Self { from: DateTime::<Utc>::MAX_UTC, until: DateTime::<Utc>::MIN_UTC };

    /// As long as no clock passes `at`, in the one direction or the other, seen from `now`.
    pub(super) fn bounded_by(self, at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        if at <= now {
            Self { from: self.from.max(at), ..self }
        } else {
            Self { until: self.until.min(at), ..self }
        }
    }

    /// Whether it is the same at this moment.
    pub(super) fn contains(self, now: DateTime<Utc>) -> bool {
        self.from <= now && now < self.until
    }
}
