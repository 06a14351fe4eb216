//! States, statuses and impacts, with their names in the Statuspage API, ordered by severity.

use std::fmt;

/// The state of a component, ordered from best to worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Works normally.
    #[default]
    Operational,
    /// Planned work is under way.
    UnderMaintenance,
    /// Works, but slowly or with errors.
    DegradedPerformance,
    /// Some of it, or some of its users, are affected by an outage.
    PartialOutage,
    /// Does not work.
    MajorOutage,
}

impl State {
    /// All states, from best to worst.
    pub const ALL: [Self; 5] = [
        Self::Operational,
        Self::UnderMaintenance,
        Self::DegradedPerformance,
        Self::PartialOutage,
        Self::MajorOutage,
    ];

    /// Returns the name in the API and in content files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::UnderMaintenance => "under_maintenance",
            Self::DegradedPerformance => "degraded_performance",
            Self::PartialOutage => "partial_outage",
            Self::MajorOutage => "major_outage",
        }
    }
}

/// Returns the worst of the states; operational if there are none.
#[must_use]
pub fn worst(states: impl IntoIterator<Item = State>) -> State {
    states.into_iter().max().unwrap_or_default()
}

/// The status of an incident or a maintenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Incident: the cause is being investigated.
    Investigating,
    /// Incident: the cause is known.
    Identified,
    /// Incident: a fix is in place and is being monitored.
    Monitoring,
    /// Incident: resolved.
    Resolved,
    /// Maintenance: announced.
    Scheduled,
    /// Maintenance: running.
    InProgress,
    /// Maintenance: done and being verified.
    Verifying,
    /// Maintenance: completed.
    Completed,
    /// Maintenance: cancelled.
    Cancelled,
}

impl Status {
    /// The statuses of an incident.
    pub const INCIDENT: [Self; 4] = [Self::Investigating, Self::Identified, Self::Monitoring, Self::Resolved];
    /// The statuses of a maintenance.
    pub const MAINTENANCE: [Self; 5] =
        [Self::Scheduled, Self::InProgress, Self::Verifying, Self::Completed, Self::Cancelled];

    /// Returns the name in content files. The API has all of them except `cancelled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Resolved => "resolved",
            Self::Scheduled => "scheduled",
            Self::InProgress => "in_progress",
            Self::Verifying => "verifying",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the status closes a record.
    #[must_use]
    pub const fn is_closing(self) -> bool {
        matches!(self, Self::Resolved | Self::Completed | Self::Cancelled)
    }
}

/// The impact of an incident, ordered from lowest to highest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// No impact.
    #[default]
    None,
    /// Slow or partly broken.
    Minor,
    /// Broken for many.
    Major,
    /// Broken for all.
    Critical,
}

impl Impact {
    /// All impacts, from lowest to highest.
    pub const ALL: [Self; 4] = [Self::None, Self::Minor, Self::Major, Self::Critical];

    /// Returns the name in the API and in content files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }
}

impl From<State> for Impact {
    /// Returns the impact that is derived from a state.
    fn from(state: State) -> Self {
        match state {
            State::Operational | State::UnderMaintenance => Self::None,
            State::DegradedPerformance => Self::Minor,
            State::PartialOutage => Self::Major,
            State::MajorOutage => Self::Critical,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Impact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
