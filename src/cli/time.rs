//! Parsers for times and durations on the command line.

use std::str::FromStr;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

use crate::authoring::records::NextUpdate;
use crate::content::parse_duration;

/// What is wrong with a local time.
const NO_OFFSET: &str = "it has no offset";

/// A time, given directly or as a duration after another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// The time, UTC.
    At(DateTime<Utc>),
    /// A duration after some other time.
    After(TimeDelta),
}

impl When {
    /// The time, UTC. A duration counts from `start`. `None` if the result is out of range.
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
            None => instant(text).map(Self::At).map_err(|error| {
                if error.starts_with(NO_OFFSET) {
                    return error;
                }
                "write a duration such as `30m` or `1h 30m`, or a time such as `2026-03-14T09:22:00Z`"
                    .to_owned()
            }),
        }
    }
}

/// Parses a time with an offset: RFC 3339, in which the seconds are optional. Returns UTC.
pub(crate) fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    let time = parse(text).or_else(|| parse(&with_seconds(text)?)).filter(|time| time.year() >= 2000);
    time.ok_or_else(|| {
        match parse(&format!("{text}Z")).or_else(|| parse(&with_seconds(&format!("{text}Z"))?)) {
            Some(_) => format!("{NO_OFFSET}; write `{text}Z` for UTC"),
            None => "write it as `2026-03-14T09:22:00Z`, or with an offset as `2026-03-14T11:22:00+02:00`"
                .to_owned(),
        }
    })
}

fn parse(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc())
}

/// Adds the seconds to a time such as `2026-03-14T09:22Z`.
fn with_seconds(text: &str) -> Option<String> {
    let (minutes, offset) = (text.get(..16)?, text.get(16..)?);
    Some(format!("{minutes}:00{offset}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_with_an_offset_is_converted_to_utc() {
        let expected = instant("2026-03-14T09:22:00Z");
        assert!(expected.is_ok());
        for text in ["2026-03-14T11:22:00+02:00", "2026-03-14T09:22Z", "2026-03-14 09:22:00Z"] {
            assert_eq!(instant(text), expected, "{text}");
        }
    }

    #[test]
    fn a_time_without_an_offset_is_refused_with_a_hint() {
        for text in ["2026-03-14T09:22:00", "2026-03-14T09:22"] {
            assert_eq!(instant(text), Err(format!("it has no offset; write `{text}Z` for UTC")));
        }
        for text in
            ["", "now", "2026-03-14", "1999-03-14T09:22:00Z", "2026-02-30T09:22:00Z", "2026-03-14T09:2é"]
        {
            assert!(instant(text).is_err_and(|error| error.starts_with("write it as")), "{text}");
        }
    }

    #[test]
    fn when_is_a_duration_or_a_time() {
        assert_eq!("30m".parse(), Ok(When::After(TimeDelta::minutes(30))));
        assert!(matches!("2026-03-14T09:22:00Z".parse(), Ok(When::At(_))));
        assert!("soon".parse::<When>().is_err_and(|error| error.starts_with("write a duration")));
        assert!("2026-03-14T09:22".parse::<When>().is_err_and(|error| error.starts_with(NO_OFFSET)));
    }
}
