//! Durations of several incidents, with what is said about all of them.

use chrono::TimeDelta;

/// From how many values on quartiles say anything.
const QUARTILES_FROM: usize = 5;

/// Durations, each with what it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The values, the shortest first, each with the name of what it belongs to.
    pub values: Vec<(String, TimeDelta)>,
    /// How many values there could be. Those that are missing or negative are left out.
    pub of: usize,
}

impl Sample {
    /// Collects values. Those that are missing or negative are only counted.
    pub(super) fn of(values: impl IntoIterator<Item = (String, Option<TimeDelta>)>) -> Self {
        let mut sample = Self::default();
        for (name, value) in values {
            sample.of += 1;
            let value = value.filter(|value| *value >= TimeDelta::zero());
            sample.values.extend(value.map(|value| (name, value)));
        }
        sample.values.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        sample
    }

    /// Returns the values of several samples as one.
    pub(super) fn pooled<'s>(samples: impl Iterator<Item = &'s Self>) -> Self {
        let mut all = Self::default();
        for sample in samples {
            all.of += sample.of;
            all.values.extend(sample.values.iter().cloned());
        }
        all.values.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        all
    }

    /// Returns the value in the middle, or the mean of the two in the middle.
    #[must_use]
    pub fn median(&self) -> Option<TimeDelta> {
        let count = self.values.len();
        let upper = self.values.get(count / 2)?.1;
        if count % 2 == 1 {
            return Some(upper);
        }
        let lower = self.values.get(count / 2 - 1)?.1;
        Some(lower + (upper - lower) / 2)
    }

    /// Returns the first and the third quartile by nearest rank. `None` if there are fewer than five values.
    #[must_use]
    pub fn quartiles(&self) -> Option<(TimeDelta, TimeDelta)> {
        let count = self.values.len();
        if count < QUARTILES_FROM {
            return None;
        }
        let at = |quarters: usize| Some(self.values.get((count * quarters).div_ceil(4) - 1)?.1);
        Some((at(1)?, at(3)?))
    }

    /// Returns the mean. By itself, it says little.
    #[must_use]
    pub fn mean(&self) -> Option<TimeDelta> {
        let seconds = |span: TimeDelta| i128::from(span.num_seconds());
        let count = i128::try_from(self.values.len()).ok().filter(|count| *count > 0)?;
        let sum: i128 = self.values.iter().map(|(_, value)| seconds(*value)).sum();
        TimeDelta::try_seconds(i64::try_from(sum / count).ok()?)
    }
}
