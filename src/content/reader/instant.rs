//! Reads times. Of the four kinds of TOML date-times, only the one with an offset is accepted.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use toml::de::DeValue;
use toml::value::{Datetime, Offset};

use super::{Reader, Value};
use crate::diagnostics::rules;

impl Reader<'_> {
    /// Reads a time, or reports why the value is not one.
    pub(super) fn as_time(&self, key: &str, value: &Value<'_>) -> Option<DateTime<Utc>> {
        let span = self.span_of(value.span());
        let DeValue::Datetime(written) = value.get_ref() else {
            let quoted = value.get_ref().is_str();
            let hint = if quoted { "write it without quotes" } else { "write it as `2026-03-14T09:22:00Z`" };
            self.wrong_type(key, value, "a time", Some(hint.into()));
            return None;
        };
        if written.date.is_none() || written.time.is_none() || written.offset.is_none() {
            let message = format!("`{key}` needs an offset, and `{written}` has none");
            self.wrong(&rules::LOCAL_TIME, span, message, &local_time_hint(written));
            return None;
        }
        let instant = instant_of(written);
        if instant.is_none() {
            let message = format!("`{key}` is `{written}`, which does not exist or is out of range");
            self.wrong(
                &rules::INVALID_TIME,
                span,
                message,
                "years range from 2000 to 9999, seconds from 0 to 59",
            );
        }
        instant
    }
}

/// Returns a time with an offset, UTC; `None` if it has no offset, does not exist or is out of range.
pub(in crate::content) fn instant_of(written: &Datetime) -> Option<DateTime<Utc>> {
    let (date, time, offset) = (written.date?, written.time?, written.offset?);
    if !(2000..=9999).contains(&date.year) {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
    let milli = time.nanosecond.unwrap_or(0) / 1_000_000;
    let second = u32::from(time.second.unwrap_or(0));
    if second > 59 {
        return None;
    }
    let local = day.and_hms_milli_opt(u32::from(time.hour), u32::from(time.minute), second, milli)?;
    let minutes = match offset {
        Offset::Z => 0,
        Offset::Custom { minutes } => i64::from(minutes),
    };
    local.and_utc().checked_sub_signed(TimeDelta::minutes(minutes))
}

/// Suggests the written time with an offset.
fn local_time_hint(written: &Datetime) -> String {
    let date = written.date.map_or_else(|| "2026-03-14".to_owned(), |date| date.to_string());
    let time = written.time.map_or_else(|| "09:22:00".to_owned(), |time| time.to_string());
    format!("add the offset: `{date}T{time}Z` for UTC, or for example `{date}T{time}+02:00`")
}
