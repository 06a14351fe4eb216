//! The durations between the milestones of an incident.

use chrono::{DateTime, TimeDelta, Utc};

use crate::response::Milestones;

/// How long the steps of a response took. `None` where a milestone is missing.
///
/// The first milestone of each kind counts, and the last `resolved`. All are differences of instants, so changes of
/// clocks do not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Durations {
    /// From the start to the detection.
    pub detect: Option<TimeDelta>,
    /// From the detection until somebody took responsibility.
    pub acknowledge: Option<TimeDelta>,
    /// From the detection to the first update for customers.
    pub first_update: Option<TimeDelta>,
    /// From the detection until customers were no longer affected.
    pub mitigate: Option<TimeDelta>,
    /// From the detection until it was over.
    pub resolve: Option<TimeDelta>,
}

impl Durations {
    /// Computes the durations between milestones.
    #[must_use]
    pub fn of(milestones: &Milestones) -> Self {
        let since_detection = |at: Option<DateTime<Utc>>| Some(at? - milestones.detected?);
        Self {
            detect: milestones.started.and_then(|started| Some(milestones.detected? - started)),
            acknowledge: since_detection(milestones.acknowledged),
            first_update: since_detection(milestones.first_update),
            mitigate: since_detection(milestones.mitigated),
            resolve: since_detection(milestones.resolved.last().copied()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Tallinn;

    #[expect(clippy::unnecessary_wraps, reason = "milestones may be missing")]
    fn at(text: &str) -> Option<DateTime<Utc>> {
        Some(text.parse().expect("a time"))
    }

    #[test]
    fn the_last_end_counts_and_missing_milestones_give_nothing() {
        let milestones = Milestones {
            detected: at("2026-03-14T09:12:00Z"),
            resolved: [at("2026-03-14T10:00:00Z"), at("2026-03-14T12:30:00Z")]
                .into_iter()
                .flatten()
                .collect(),
            ..Milestones::default()
        };
        let durations = Durations::of(&milestones);
        assert_eq!(durations.resolve, Some(TimeDelta::minutes(198)));
        assert_eq!((durations.detect, durations.mitigate), (None, None));
    }

    #[test]
    fn a_change_of_clocks_is_not_counted() {
        // In this night, clocks in Tallinn go from 03:00 to 04:00, and in autumn from 04:00 back to 03:00.
        for (from, to) in [
            ("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"),
            ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
        ] {
            let milestones = Milestones {
                started: at(from).map(|at| at.with_timezone(&Tallinn).to_utc()),
                detected: at(to).map(|at| at.with_timezone(&Tallinn).to_utc()),
                ..Milestones::default()
            };
            assert_eq!(Durations::of(&milestones).detect, Some(TimeDelta::hours(1)), "{from}");
        }
    }
}
