//! Which moment a build takes for now.

use chrono::{DateTime, Utc};

use crate::content::PublicContent;

/// The clock that a build was given, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The real time; `clock` in `site.toml` goes before it.
    Real(DateTime<Utc>),
    /// Set by `--now`.
    Now(DateTime<Utc>),
    /// Set by `--as-of`: and nothing that came later exists.
    AsOf(DateTime<Utc>),
}

/// Who said what time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockSource {
    /// Nobody: it is the real time.
    Real,
    /// An option of the command.
    Option(&'static str),
    /// `clock` in `site.toml`.
    Site,
}

impl Clock {
    /// The moment that is now, UTC, and who said so.
    #[must_use]
    pub fn read(self, content: &PublicContent) -> (DateTime<Utc>, ClockSource) {
        let frozen = content.site.as_ref().and_then(|site| site.clock);
        match (self, frozen) {
            (Self::Now(now), _) => (now, ClockSource::Option("--now")),
            (Self::AsOf(now), _) => (now, ClockSource::Option("--as-of")),
            (Self::Real(_), Some(frozen)) => (frozen, ClockSource::Site),
            (Self::Real(now), None) => (now, ClockSource::Real),
        }
    }
}
