//! One figure of a review, with what is needed to understand it.

use crate::response::{Sample, Share};

/// One figure, with the same figure of the baseline.
pub(super) struct Metric<'r> {
    /// Its name for programs, such as `time_to_detect`.
    pub(super) id: String,
    /// Its name for people.
    pub(super) title: String,
    /// How it is computed.
    pub(super) formula: &'static str,
    /// What is left out.
    pub(super) left_out: &'static str,
    pub(super) figure: Figure<'r>,
    pub(super) baseline: Option<Figure<'r>>,
    /// The target in percent.
    pub(super) target: Option<u32>,
}

/// A figure.
pub(super) enum Figure<'r> {
    /// How many there were.
    Count {
        /// Their names.
        names: Vec<String>,
        /// How many there would be in 30 days.
        per_30_days: Option<f64>,
    },
    /// How long something took.
    Times(&'r Sample),
    /// How many were as they should be.
    Share(&'r Share),
}

/// The value that two figures are compared by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Compared {
    /// A count in 30 days.
    Count(f64),
    /// A median, in seconds.
    Seconds(i64),
    /// Percent.
    Percent(f64),
}

impl Figure<'_> {
    /// Returns the value that it is compared by. `None` of nothing.
    pub(super) fn compared(&self) -> Option<Compared> {
        match self {
            Self::Count { per_30_days, .. } => per_30_days.map(Compared::Count),
            Self::Times(sample) => sample.median().map(|median| Compared::Seconds(median.num_seconds())),
            Self::Share(share) => share.percent().map(Compared::Percent),
        }
    }
}

impl Metric<'_> {
    /// Returns how much more it is than in the baseline.
    pub(super) fn change(&self) -> Option<Compared> {
        match (self.figure.compared()?, self.baseline.as_ref()?.compared()?) {
            (Compared::Count(own), Compared::Count(other)) => Some(Compared::Count(own - other)),
            (Compared::Seconds(own), Compared::Seconds(other)) => Some(Compared::Seconds(own - other)),
            (Compared::Percent(own), Compared::Percent(other)) => Some(Compared::Percent(own - other)),
            _ => None,
        }
    }

    /// Whether the target is reached. `None` without a target, or of nothing.
    pub(super) fn reaches_target(&self) -> Option<bool> {
        match &self.figure {
            Figure::Share(share) => share.reaches(self.target?),
            Figure::Count { .. } | Figure::Times(_) => None,
        }
    }
}
