//! The time that a build takes for now.

use chrono::{DateTime, Utc};

use crate::content::PublicContent;

/// The clock of a build, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The real time, unless `clock` in `site.toml` overrides it.
    Real(DateTime<Utc>),
    /// Set by `--now`.
    Now(DateTime<Utc>),
    /// Set by `--as-of`. Nothing that was written later exists.
    AsOf(DateTime<Utc>),
}

/// Where the time of a build comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockSource {
    /// It is the real time.
    Real,
    /// An option of the command.
    Option(&'static str),
    /// `clock` in `site.toml`.
    Site,
}

impl Clock {
    /// Returns the time after which nothing can have been approved yet, UTC. `--as-of` sets the time that is shown, and
    /// approvals may be later.
    #[must_use]
    pub fn not_later_than(self, content: &PublicContent) -> Option<DateTime<Utc>> {
        match self {
            Self::AsOf(_) => None,
            Self::Real(_) | Self::Now(_) => Some(self.read(content).0),
        }
    }

    /// Returns the time that is now, UTC, and where it comes from.
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
