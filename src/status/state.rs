//! The words of the Statuspage API for states and statuses, in the order of their gravity.

use std::fmt;

/// The state of a component, least grave first: comparing two states compares their gravity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Works as it should.
    #[default]
    Operational,
    /// Planned work is under way.
    UnderMaintenance,
    /// Works, but slowly or with errors.
    DegradedPerformance,
    /// A part of it, or it for a part of its users, does not work.
    PartialOutage,
    /// Does not work.
    MajorOutage,
}

impl State {
    /// Every state, least grave first.
    pub const ALL: [Self; 5] = [
        Self::Operational,
        Self::UnderMaintenance,
        Self::DegradedPerformance,
        Self::PartialOutage,
        Self::MajorOutage,
    ];

    /// The word of the API and of content files.
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

/// The gravest of the states; operational when there are none.
#[must_use]
pub fn worst(states: impl IntoIterator<Item = State>) -> State {
    states.into_iter().max().unwrap_or_default()
}

/// What an incident or a maintenance says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Incident: the cause is looked for.
    Investigating,
    /// Incident: the cause is known.
    Identified,
    /// Incident: a remedy is in place and is watched.
    Monitoring,
    /// Incident: over.
    Resolved,
    /// Maintenance: announced.
    Scheduled,
    /// Maintenance: under way.
    InProgress,
    /// Maintenance: done, and being tested.
    Verifying,
    /// Maintenance: over.
    Completed,
    /// Maintenance: will not take place.
    Cancelled,
}

impl Status {
    /// The statuses of an incident.
    pub const INCIDENT: [Self; 4] = [Self::Investigating, Self::Identified, Self::Monitoring, Self::Resolved];
    /// The statuses of a maintenance.
    pub const MAINTENANCE: [Self; 5] =
        [Self::Scheduled, Self::InProgress, Self::Verifying, Self::Completed, Self::Cancelled];

    /// The word of content files; the API knows all of them but `cancelled`.
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

    /// Whether nothing more is expected after it.
    #[must_use]
    pub const fn is_closing(self) -> bool {
        matches!(self, Self::Resolved | Self::Completed | Self::Cancelled)
    }
}

/// How hard an incident hits, least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// Nobody feels it.
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
    /// Every impact, least first.
    pub const ALL: [Self; 4] = [Self::None, Self::Minor, Self::Major, Self::Critical];

    /// The word of the API and of content files.
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
    /// The impact that a component's state stands for when nobody says otherwise.
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
