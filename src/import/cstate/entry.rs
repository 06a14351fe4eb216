//! The entries of an issue: statuses in an order that allclear takes, and the files that they become.

use chrono::{DateTime, Utc};

use super::issue::{Issue, Kind, Severity};
use super::label::Mark;
use crate::status::{Impact, State, Status};

/// One entry.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) at: DateTime<Utc>,
    pub(super) status: Option<Status>,
    pub(super) reopened: bool,
    pub(super) draft: bool,
    /// Fit for allclear.
    pub(super) text: String,
}

impl Entry {
    /// An entry without a status.
    pub(super) const fn new(at: DateTime<Utc>, text: String) -> Self {
        Self { at, status: None, reopened: false, draft: false, text }
    }

    /// The file's name without `.md`; the seconds stand in it where the minute would not tell it apart.
    pub(super) fn stem(&self, all: &[Self]) -> String {
        const FORMATS: [&str; 3] = ["%Y-%m-%dT%H%MZ", "%Y-%m-%dT%H%M%SZ", "%Y-%m-%dT%H%M%S%.3fZ"];
        let word = match self.status {
            Some(status) => status.as_str().replace('_', "-"),
            None => "update".to_owned(),
        };
        let named = |format: &str| self.at.format(format).to_string();
        let is_alone = |format: &&str| {
            let name = named(format);
            all.iter().filter(|other| other.at.format(format).to_string() == name).count() == 1
        };
        let [_, _, finest] = FORMATS;
        format!("{}-{word}", named(FORMATS.iter().find(|format| is_alone(format)).unwrap_or(&finest)))
    }
}

impl Kind {
    /// The status that an issue of this kind begins with.
    pub(super) const fn first_status(self) -> Status {
        match self {
            Self::Maintenance => Status::Scheduled,
            Self::Incident | Self::Notice => Status::Investigating,
        }
    }

    /// The status that it ends with.
    pub(super) const fn last_status(self) -> Status {
        match self {
            Self::Maintenance => Status::Completed,
            Self::Incident | Self::Notice => Status::Resolved,
        }
    }

    /// The status that a mark stands for here; `None` where it says nothing of this kind of thing.
    pub(super) fn status(self, mark: Mark) -> Option<Status> {
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

/// Carries the status from entry to entry.
#[derive(Debug, Default)]
pub(super) struct Course {
    pub(super) status: Option<Status>,
}

impl Course {
    /// What the next entry has to say: a status only if it changes, and whether that opens again what was closed.
    pub(super) fn turn(&mut self, said: Option<Status>, first: Status) -> (Option<Status>, bool) {
        let Some(before) = self.status else {
            self.status = Some(said.unwrap_or(first));
            return (self.status, false);
        };
        match said {
            Some(status) if status != before && !(before.is_closing() && status.is_closing()) => {
                self.status = Some(status);
                (Some(status), before.is_closing())
            }
            _ => (None, false),
        }
    }

    /// Whether nothing more is expected.
    pub(super) fn is_closed(&self) -> bool {
        self.status.is_some_and(Status::is_closing)
    }
}

impl Issue<'_> {
    /// The state of its components while it lasts.
    pub(super) const fn state(&self) -> State {
        match (self.kind, self.severity) {
            (Kind::Maintenance, _) => State::UnderMaintenance,
            (_, Severity::Down) => State::MajorOutage,
            (_, Severity::Disrupted) => State::PartialOutage,
            (_, Severity::Notice | Severity::Other) => State::Operational,
        }
    }

    /// The impact that its severity stands for.
    pub(super) fn impact(&self) -> Impact {
        Impact::from(self.state())
    }
}
