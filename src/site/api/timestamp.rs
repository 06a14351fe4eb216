//! Times in the form of the API: with milliseconds and the offset of the time zone of the site.

use chrono::{DateTime, NaiveDate, NaiveTime, Offset, Utc};
use chrono_tz::Tz;

use crate::status::day;

/// Formats a time as `2026-03-14T09:22:00.000Z` or `2026-03-14T11:22:00.000+02:00`. An offset of zero is always
/// written as `Z`, as clients expect, also in a zone such as Europe/London.
pub(super) fn timestamp(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    let form = if local.offset().fix().local_minus_utc() == 0 {
        "%Y-%m-%dT%H:%M:%S%.3fZ"
    } else {
        "%Y-%m-%dT%H:%M:%S%.3f%:z"
    };
    local.format(form).to_string()
}

/// The date of a time. A bare date is stored as midnight UTC; any other time belongs to its day in the time zone of
/// the site.
pub(super) fn date(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    if at.time() == NaiveTime::MIN { at.date_naive() } else { day::date_of(at, zone) }
}

/// The name of a time zone in the API, where UTC is `Etc/UTC`.
pub(super) fn zone_name(zone: Tz) -> &'static str {
    if zone == Tz::UTC { "Etc/UTC" } else { zone.name() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn the_offset_is_that_of_the_zone_at_that_time_and_none_is_a_z() {
        let winter = at("2021-12-01T08:08:16.3987Z");
        assert_eq!(timestamp(winter, Tz::UTC), "2021-12-01T08:08:16.398Z");
        assert_eq!(timestamp(winter, Tz::Europe__London), "2021-12-01T08:08:16.398Z");
        assert_eq!(timestamp(winter, Tz::America__Los_Angeles), "2021-12-01T00:08:16.398-08:00");
        assert_eq!(
            timestamp(at("2021-07-01T00:00:00Z"), Tz::Europe__London),
            "2021-07-01T01:00:00.000+01:00"
        );
    }

    #[test]
    fn midnight_in_utc_is_a_bare_date_in_every_zone() {
        for zone in [Tz::UTC, Tz::America__Los_Angeles, Tz::Asia__Tokyo] {
            assert_eq!(date(at("2022-06-21T00:00:00Z"), zone).to_string(), "2022-06-21");
        }
        assert_eq!(date(at("2022-06-20T22:00:00Z"), Tz::Europe__Tallinn).to_string(), "2022-06-21");
    }

    #[test]
    fn utc_has_the_name_that_pages_give_it() {
        assert_eq!(zone_name(Tz::UTC), "Etc/UTC");
        assert_eq!(zone_name(Tz::Europe__Tallinn), "Europe/Tallinn");
    }
}
