//! The updates of an issue with their times, and with statuses in an order that allclear accepts.

use chrono::{DateTime, Utc};

use super::issue::{Issue, Kind, Severity};
use crate::import::cstate::text::label::Mark;
use crate::status::{Impact, State, Status};

/// An update with its time and status.
#[derive(Clone, Debug)]
pub(in crate::import::cstate) struct DatedUpdate {
    pub(in crate::import::cstate) at: DateTime<Utc>,
    pub(in crate::import::cstate) status: Option<Status>,
    pub(in crate::import::cstate) reopened: bool,
    pub(in crate::import::cstate) draft: bool,
    /// Markdown that allclear accepts.
    pub(in crate::import::cstate) text: String,
}

impl DatedUpdate {
    /// An update without a status.
    pub(in crate::import::cstate) const fn new(at: DateTime<Utc>, text: String) -> Self {
        Self { at, status: None, reopened: false, draft: false, text }
    }

    /// Returns the file name without `.md`. It has seconds if another update of `all` is of the same minute.
    pub(in crate::import::cstate) fn stem(&self, all: &[Self]) -> String {
        const FORMATS: [&str; 3] = ["%Y-%m-%dT%H%MZ", "%Y-%m-%dT%H%M%SZ", "%Y-%m-%dT%H%M%S%.3fZ"];
        let word = match self.status {
            Some(status) => status.as_str().replace('_', "-"),
            None => "update".to_owned(),
        };
        let named = |format: &str| self.at.format(format).to_string();
        let is_unique = |format: &&str| {
            let name = named(format);
            all.iter().filter(|other| other.at.format(format).to_string() == name).count() == 1
        };
        let [_, _, finest] = FORMATS;
        format!("{}-{word}", named(FORMATS.iter().find(|format| is_unique(format)).unwrap_or(&finest)))
    }
}

impl Kind {
    /// Returns the status with which an issue of this kind begins.
    pub(in crate::import::cstate) const fn first_status(self) -> Status {
        match self {
            Self::Maintenance => Status::Scheduled,
            Self::Incident | Self::Notice => Status::Investigating,
        }
    }

    /// Returns the status with which an issue of this kind ends.
    pub(in crate::import::cstate) const fn last_status(self) -> Status {
        match self {
            Self::Maintenance => Status::Completed,
            Self::Incident | Self::Notice => Status::Resolved,
        }
    }

    /// Returns the status for a mark; `None` if an issue of this kind has no such status.
    pub(in crate::import::cstate) fn status(self, mark: Mark) -> Option<Status> {
        let is_maintenance = self == Self::Maintenance;
        match mark {
            Mark::First => Some(self.first_status()),
            Mark::Last => Some(self.last_status()),
            Mark::Update | Mark::PostMortem => None,
            Mark::Status(Status::Monitoring | Status::Verifying) => {
                Some(if is_maintenance { Status::Verifying } else { Status::Monitoring })
            }
            Mark::Status(Status::Cancelled) if is_maintenance => Some(Status::Cancelled),
            Mark::Status(status) if status.is_closing() => Some(self.last_status()),
            Mark::Status(status) => {
                let known: &[Status] = if is_maintenance { &Status::MAINTENANCE } else { &Status::INCIDENT };
                known.contains(&status).then_some(status)
            }
        }
    }
}

/// Tracks the status from update to update.
#[derive(Debug, Default)]
pub(in crate::import::cstate) struct StatusTracker {
    pub(in crate::import::cstate) status: Option<Status>,
}

impl StatusTracker {
    /// Advances to the next update. Returns the status to write, which is `None` if it does not change, and whether it
    /// reopens a closed issue.
    pub(in crate::import::cstate) fn advance(
        &mut self,
        status: Option<Status>,
        first: Status,
    ) -> (Option<Status>, bool) {
        let Some(before) = self.status else {
            self.status = Some(status.unwrap_or(first));
            return (self.status, false);
        };
        match status {
            Some(status) if status != before && !(before.is_closing() && status.is_closing()) => {
                self.status = Some(status);
                (Some(status), before.is_closing())
            }
            _ => (None, false),
        }
    }

    /// Whether the status is a closing one.
    pub(in crate::import::cstate) fn is_closed(&self) -> bool {
        self.status.is_some_and(Status::is_closing)
    }
}

impl Issue<'_> {
    /// Returns the state of its components while it lasts.
    pub(in crate::import::cstate) const fn state(&self) -> State {
        match (self.kind, self.severity) {
            (Kind::Maintenance, _) => State::UnderMaintenance,
            (_, Severity::Down) => State::MajorOutage,
            (_, Severity::Disrupted) => State::PartialOutage,
            (_, Severity::Notice) => State::DegradedPerformance,
            (_, Severity::Other) => State::Operational,
        }
    }

    /// Returns the impact for its severity.
    pub(in crate::import::cstate) fn impact(&self) -> Impact {
        Impact::from(self.state())
    }
}
