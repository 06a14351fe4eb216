//! The one line at the top of the page, in the words of the Statuspage API.
//!
//! The table reproduces what real pages of that service say for given components; the words are read by
//! programs and are not translated.

use super::State;

/// The colour of the banner: `status.indicator` in the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Indicator {
    /// Nothing is wrong.
    None,
    /// Something is slow, or a little of it is out.
    Minor,
    /// A component is out, or a part of every one.
    Major,
    /// Everything is out.
    Critical,
    /// Planned work is under way, and nothing is wrong.
    Maintenance,
}

impl Indicator {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
            Self::Maintenance => "maintenance",
        }
    }
}

/// What the page says first: `status` in the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Banner {
    /// The colour.
    pub indicator: Indicator,
    /// The words.
    pub description: &'static str,
}

/// The banner over components in these states. Groups do not belong among them: each leaf speaks once.
#[must_use]
pub fn banner(leaf_states: &[State]) -> Banner {
    let all = |state| leaf_states.iter().all(|leaf| *leaf == state);
    let (indicator, description) = match leaf_states.iter().max() {
        Some(State::MajorOutage) if all(State::MajorOutage) => (Indicator::Critical, "Major System Outage"),
        Some(State::MajorOutage) => (Indicator::Major, "Partial System Outage"),
        Some(State::PartialOutage) if all(State::PartialOutage) => {
            (Indicator::Major, "Partial System Outage")
        }
        Some(State::PartialOutage) => (Indicator::Minor, "Minor Service Outage"),
        Some(State::DegradedPerformance) => (Indicator::Minor, "Partially Degraded Service"),
        Some(State::UnderMaintenance) => (Indicator::Maintenance, "Service Under Maintenance"),
        Some(State::Operational) | None => (Indicator::None, "All Systems Operational"),
    };
    Banner { indicator, description }
}

#[cfg(test)]
mod tests {
    use super::State::{
        DegradedPerformance as Degraded, MajorOutage as Major, Operational as Fine, PartialOutage as Partial,
        UnderMaintenance as Maintained,
    };
    use super::*;

    #[track_caller]
    fn says(states: &[State], indicator: &str, description: &str) {
        let banner = banner(states);
        assert_eq!((banner.indicator.as_str(), banner.description), (indicator, description), "{states:?}");
    }

    #[test]
    fn the_worst_component_decides_and_all_is_worse_than_one() {
        says(&[Major, Major], "critical", "Major System Outage");
        says(&[Major, Partial], "major", "Partial System Outage");
        says(&[Major, Fine], "major", "Partial System Outage");
        says(&[Partial, Partial], "major", "Partial System Outage");
        says(&[Partial, Fine], "minor", "Minor Service Outage");
        says(&[Partial, Degraded], "minor", "Minor Service Outage");
        says(&[Degraded, Maintained], "minor", "Partially Degraded Service");
        says(&[Maintained, Fine], "maintenance", "Service Under Maintenance");
        says(&[Fine], "none", "All Systems Operational");
    }

    #[test]
    fn a_page_without_components_is_operational() {
        says(&[], "none", "All Systems Operational");
    }
}
