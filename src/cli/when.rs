//! Times and spans of time on the command line.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};

use super::instant;
use crate::authoring::records::NextUpdate;
use crate::content::parse_duration;

/// A time, given directly or as a span after another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// At a time, UTC.
    At(DateTime<Utc>),
    /// A span after another time.
    After(TimeDelta),
}

impl When {
    /// Returns the time, with spans counted from `start`; `None` if it is beyond the calendar.
    pub(crate) fn from(self, start: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::At(at) => Some(at),
            Self::After(span) => start.checked_add_signed(span),
        }
    }
}

impl From<When> for NextUpdate {
    fn from(when: When) -> Self {
        match when {
            When::At(at) => Self::At(at),
            When::After(span) => Self::After(span),
        }
    }
}

impl FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match parse_duration(text) {
            Some(span) => Ok(Self::After(span)),
            None => instant(text).map(Self::At).map_err(|_| {
                "expected a span such as `30m` or `1h 30m`, or a time such as `2026-03-14T09:22:00Z`"
                    .to_owned()
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_is_a_span_or_a_time() {
        assert_eq!("30m".parse(), Ok(When::After(TimeDelta::minutes(30))));
        assert!(matches!("2026-03-14T09:22:00Z".parse(), Ok(When::At(_))));
        assert!("soon".parse::<When>().is_err());
    }
}
