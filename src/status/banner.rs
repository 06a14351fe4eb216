//! The banner at the top of the page, with the texts of the Statuspage API.
//!
//! The table reproduces what real pages of that service show. Programs parse these texts, so they are not translated.

use super::State;

/// The severity of the banner: `status.indicator` in the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Indicator {
    /// Nothing is wrong.
    None,
    /// Degraded performance, or a partial outage of some components.
    Minor,
    /// A major outage of some components, or a partial outage of all.
    Major,
    /// A major outage of all components.
    Critical,
    /// Maintenance, and no problems.
    Maintenance,
}

impl Indicator {
    /// Returns the name in the API.
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

/// The overall status: `status` in the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Banner {
    /// The severity.
    pub indicator: Indicator,
    /// The text.
    pub description: &'static str,
}

/// Returns the banner for components in these states. Groups must not be included, so that each component counts once.
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
    fn the_banner_depends_on_the_worst_state_and_whether_all_components_have_it() {
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
