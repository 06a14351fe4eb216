//! `[postmortem]` of `response.toml`: which incidents get a post-mortem.

use chrono::{DateTime, TimeDelta, Utc};

use crate::content::SeverityName;
use crate::content::key::Key;
use crate::content::reader::Reader;
use crate::span::Spanned;

/// Which incidents get a post-mortem. Each condition is enough by itself.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "conditions that do not depend on one another")]
pub struct PostmortemPolicy {
    /// Severities that were in force at any time.
    pub severities: Vec<Spanned<SeverityName>>,
    /// The incident lasted longer than this.
    pub longer_than: Option<TimeDelta>,
    /// At least this many customers were affected.
    pub customers: Option<i64>,
    /// A target of a service level agreement was missed.
    pub missed_sla: bool,
    /// Data was lost.
    pub data_loss: bool,
    /// Security was affected.
    pub security: bool,
    /// It happened before.
    pub repeated: bool,
    /// When the draft is due, after the end of the incident.
    pub due: TimeDelta,
    /// Incidents that ended earlier need none, UTC.
    pub since: Option<DateTime<Utc>>,
}

/// When a draft is due if the policy does not say.
const DUE: TimeDelta = TimeDelta::hours(48);

pub(super) const POSTMORTEM_KEYS: &[Key] = &[
    Key::optional("severities", "list of severities", "severities that were in force at any time"),
    Key::optional("longer_than", "duration", "the incident lasted longer than this"),
    Key::optional("customers", "whole number", "at least this many customers were affected"),
    Key::optional("missed_sla", "true or false", "a target of a service level agreement was missed"),
    Key::optional("data_loss", "true or false", "data was lost"),
    Key::optional("security", "true or false", "security was affected"),
    Key::optional("repeated", "true or false", "it happened before"),
    Key::optional("due", "duration", "when the draft is due, after the end of the incident; default `48h`"),
    Key::optional("since", "time", "incidents that ended earlier need none"),
];

impl PostmortemPolicy {
    pub(super) fn read(table: &Reader<'_>) -> Self {
        let severities = table.lines("severities").into_iter();
        Self {
            severities: severities.map(|text| text.map(|text| SeverityName::new(&text))).collect(),
            longer_than: table.duration("longer_than").map(|span| span.value),
            customers: table.integer("customers").map(|count| count.value),
            missed_sla: table.flag("missed_sla"),
            data_loss: table.flag("data_loss"),
            security: table.flag("security"),
            repeated: table.flag("repeated"),
            due: table.duration("due").map_or(DUE, |span| span.value),
            since: table.time("since").map(|at| at.value),
        }
    }
}
