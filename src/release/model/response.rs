//! How the incidents of a month were handled, as far as it can be told from what was released.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A month of the response record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseMonth {
    /// The first day of the month, in the site's time zone.
    pub first: NaiveDate,
    /// The incidents whose first update is in it, newest first.
    pub incidents: Vec<IncidentResponse>,
    /// The promised updates that fell due in it, newest first.
    pub promises: Vec<DuePromise>,
    /// What was changed or added in it after the fact, newest first.
    pub changes: Vec<LaterChange>,
}

/// How long an incident was reported on. What was merged into it is a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentResponse {
    /// The index of the incident in the site's list.
    pub incident: usize,
    /// When its first update was published, UTC.
    pub from: DateTime<Utc>,
    /// The time from its first update to its last one.
    pub time: ResponseTime,
}

/// The time from the first update of an incident to its last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResponseTime {
    /// It took this long.
    Took(TimeDelta),
    /// It is still open.
    Open,
    /// Nothing was published before it ended.
    Afterwards,
    /// Another incident continues it that the audience may not see.
    Elsewhere,
}

/// A promised update that has fallen due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuePromise {
    /// The record.
    pub record: RecordIndex,
    /// The index of the update that promised it.
    pub promise: usize,
    /// When it fell due, UTC.
    pub due: DateTime<Utc>,
    /// When the next update came, UTC; `None` if none has come.
    pub came: Option<DateTime<Utc>>,
    /// Whether an update came by then.
    pub kept: bool,
}

/// Something that was changed or added after the fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaterChange {
    /// The record.
    pub record: RecordIndex,
    /// The index of the update; 0 for a post-mortem.
    pub update: usize,
    /// What happened.
    pub kind: ChangeKind,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The note for readers; may be empty.
    pub note: String,
}

/// A kind of change after the fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// A text was edited.
    Edited,
    /// An update corrected another one, or the times of an incident.
    Corrected,
    /// An update was published later than its date says.
    AddedLater,
    /// A text was withdrawn.
    Withdrawn,
}

/// A record, by its index in the list of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordIndex {
    /// An incident.
    Incident(usize),
    /// A maintenance.
    Maintenance(usize),
    /// A post-mortem.
    Postmortem(usize),
}
