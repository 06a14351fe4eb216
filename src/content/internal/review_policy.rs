//! `[review]` of `response.toml`: the targets of the monthly review.

use chrono::TimeDelta;

use crate::content::SeverityName;
use crate::content::key::Key;
use crate::content::reader::Reader;
use crate::diagnostics::rules;

/// The targets of the monthly review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewPolicy {
    /// The severities whose incidents have the targets of post-mortems.
    pub severities: Vec<SeverityName>,
    /// How many of their post-mortems are to be approved, in percent.
    pub postmortems: u32,
    /// Within which time after the end.
    pub postmortem_within: TimeDelta,
    /// How many actions are to be done within 30 days, in percent.
    pub actions: u32,
}

pub(super) const REVIEW_KEYS: &[Key] = &[
    Key::optional(
        "severities",
        "list of severities",
        "whose incidents have the targets of post-mortems; default `P1` and `P2`",
    ),
    Key::optional(
        "postmortems",
        "whole number",
        "how many post-mortems are approved, in percent; default 100",
    ),
    Key::optional(
        "postmortem_within",
        "duration",
        "within which time after `resolved` the internal post-mortem is approved; default `48h`",
    ),
    Key::optional(
        "actions",
        "whole number",
        "how many actions are done within 30 days, in percent; default 80",
    ),
];

impl Default for ReviewPolicy {
    fn default() -> Self {
        Self {
            severities: vec![SeverityName::new("P1"), SeverityName::new("P2")],
            postmortems: 100,
            postmortem_within: TimeDelta::hours(48),
            actions: 80,
        }
    }
}

impl ReviewPolicy {
    pub(super) fn read(table: &Reader<'_>) -> Self {
        let usual = Self::default();
        let severities: Vec<SeverityName> =
            table.lines("severities").iter().map(|name| SeverityName::new(&name.value)).collect();
        let percent = |key: &str, usual: u32| {
            let Some(number) = table.integer(key) else { return usual };
            u32::try_from(number.value).ok().filter(|percent| *percent <= 100).unwrap_or_else(|| {
                let message = format!("`{key}` is not a percentage");
                table.wrong(&rules::INVALID_VALUE, number.span, message, "write a number from 0 to 100");
                usual
            })
        };
        Self {
            severities: if severities.is_empty() { usual.severities } else { severities },
            postmortems: percent("postmortems", usual.postmortems),
            postmortem_within: table
                .duration("postmortem_within")
                .map_or(usual.postmortem_within, |span| span.value),
            actions: percent("actions", usual.actions),
        }
    }
}
