//! The tables of tiers in `site.toml`: what was agreed with the customers of a tier.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::kind::{TARGET_KEYS, TIER_KEYS};
use crate::content::SeverityName;
use crate::content::business_hours::parse_hours;
use crate::content::reader::Reader;
use crate::diagnostics::{Finding, rules};
use crate::span::{Span, Spanned};
use crate::status::sla::{Calendar, Hours, SeverityPeriod, Target};

/// What was agreed with the customers of a tier.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tier {
    /// The agreed uptime in percent, per month and component.
    pub uptime: Option<f64>,
    /// The dates on which no time counts.
    pub holidays: BTreeSet<NaiveDate>,
    /// The targets by canonical severity name.
    pub targets: BTreeMap<String, TierTarget>,
}

/// The targets of a tier for a severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierTarget {
    /// The agreed time to a response.
    pub response: Option<TimeDelta>,
    /// The agreed time to a resolution.
    pub resolution: Option<TimeDelta>,
    /// When the time counts.
    pub calendar: Calendar,
    /// The same as written; `None` for around the clock.
    pub hours: Option<String>,
    /// The name of the severity in the file.
    pub span: Span,
}

impl Tier {
    /// Returns the periods of an incident's clock: its severities, each with the target that `time` takes from the
    /// tier.
    pub fn periods<'a>(
        &'a self,
        severities: &[(DateTime<Utc>, &'a str)],
        time: fn(&TierTarget) -> Option<TimeDelta>,
    ) -> Vec<SeverityPeriod<'a>> {
        let period = |(from, severity): &(DateTime<Utc>, &'a str)| {
            let agreed = self.targets.get(*severity);
            let target =
                agreed.and_then(|agreed| Some(Target { time: time(agreed)?, calendar: &agreed.calendar }));
            SeverityPeriod { from: *from, severity, target }
        };
        severities.iter().map(period).collect()
    }
}

/// Hours with the text that gives them. Both are `None` for around the clock.
#[derive(Clone, Default)]
struct WrittenHours {
    hours: Option<Hours>,
    text: Option<String>,
}

pub(super) fn tiers(reader: &Reader<'_>) -> BTreeMap<String, Tier> {
    let tiers = reader.tables_of_tables("tier", ("a tier", TIER_KEYS), ("a target", TARGET_KEYS));
    tiers.into_iter().map(|(name, table, targets)| (name.value, tier(&table, targets))).collect()
}

fn tier(table: &Reader<'_>, severities: Vec<(Spanned<String>, Reader<'_>)>) -> Tier {
    let hours = written_hours(table);
    let holidays: BTreeSet<NaiveDate> = table.dates("holidays").into_iter().collect();
    let mut targets: BTreeMap<String, TierTarget> = BTreeMap::new();
    let mut has_hours = hours.as_ref().is_some_and(|hours| hours.hours.is_some()) || table.has("hours");
    for (written, table) in severities {
        let own = written_hours(&table);
        has_hours |= table.has("hours");
        let own = own.or_else(|| hours.clone()).unwrap_or_default();
        let span = |key| table.duration(key).map(|span| span.value);
        let calendar = match own.hours {
            Some(hours) => Calendar::new(hours, holidays.clone()),
            None => Calendar::around_the_clock(),
        };
        let target = TierTarget {
            response: span("response"),
            resolution: span("resolution"),
            calendar,
            hours: own.text,
            span: written.span,
        };
        let severity = SeverityName::new(&written.value);
        if let Some(earlier) = targets.insert(severity.as_str().to_owned(), target) {
            let message = format!("the tier has two tables for the severity `{severity}`");
            table.report(
                Finding::at(&rules::INVALID_VALUE, written.span, message)
                    .related(earlier.span, "the first one is here")
                    .hint("keep one of them"),
            );
        }
    }
    if !holidays.is_empty() && !has_hours {
        let message = "`holidays` have no effect, because the time counts around the clock";
        table.wrong(
            &rules::INVALID_VALUE,
            table.span_of_key("holidays"),
            message,
            "add `hours` with the time zone of the holidays: `hours = \"Mon-Sun 00:00-24:00 Europe/Tallinn\"`",
        );
    }
    Tier { uptime: uptime(table), holidays, targets }
}

/// Returns the hours of a table; `None` if it has none or they cannot be read.
fn written_hours(table: &Reader<'_>) -> Option<WrittenHours> {
    let written = table.line("hours")?;
    match parse_hours(&written.value) {
        Ok(hours) => {
            let text = hours.as_ref().map(|_| written.value);
            Some(WrittenHours { hours, text })
        }
        Err(error) => {
            table.wrong(&rules::INVALID_VALUE, written.span, error.message, &error.hint);
            None
        }
    }
}

/// Returns the agreed uptime in percent.
fn uptime(table: &Reader<'_>) -> Option<f64> {
    let uptime = table.number("uptime")?;
    if uptime.value > 0.0 && uptime.value <= 100.0 {
        return Some(uptime.value);
    }
    let message = format!("`uptime` must be more than 0 and at most 100, but it is {}", uptime.value);
    table.wrong(&rules::INVALID_VALUE, uptime.span, message, "write it in percent: `99.95`");
    None
}
