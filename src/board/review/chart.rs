//! One strip of the chart: every value is a dot on a logarithmic axis, so that minutes and days fit on it.

use chrono::TimeDelta;
use serde::Serialize;

use crate::board::words::span;
use crate::response::Sample;

/// The ticks of the axis, in seconds, with their labels.
const TICKS: [(i64, &str); 7] = [
    (60, "1 min"),
    (600, "10 min"),
    (3_600, "1 h"),
    (21_600, "6 h"),
    (86_400, "1 d"),
    (604_800, "7 d"),
    (2_592_000, "30 d"),
];

/// A place on the axis with its label.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Tick {
    x: String,
    label: &'static str,
}

/// What is drawn of one metric. All places are percentages of the width.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Strip {
    dots: Vec<String>,
    median: Option<String>,
    /// The left edge and the width of the middle half.
    middle: Option<(String, String)>,
    /// The median of the months before.
    baseline: Option<String>,
}

/// The axis of a chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    /// The logarithms of its ends.
    from: f64,
    to: f64,
}

impl Axis {
    /// Returns an axis on which all values of the samples have a place.
    pub(super) fn of<'s>(samples: impl Iterator<Item = &'s Sample>) -> Self {
        let longest =
            samples.filter_map(|sample| sample.values.last()).map(|(_, value)| value.num_seconds()).max();
        let end = TICKS.iter().map(|(at, _)| *at).find(|at| longest.is_none_or(|longest| longest <= *at));
        let end = end.or(longest).unwrap_or(604_800).max(86_400);
        // A little room on both sides, so that no dot is cut off.
        Self { from: logarithm(40), to: logarithm(end.saturating_add(end / 4)) }
    }

    /// Returns the ticks that are on the axis.
    pub(super) fn ticks(self) -> Vec<Tick> {
        let shown = TICKS.iter().filter(|(at, _)| logarithm(*at) <= self.to);
        shown.map(|(at, label)| Tick { x: self.place(TimeDelta::seconds(*at)), label }).collect()
    }

    /// Returns where a value is, as a percentage of the width.
    fn place(self, value: TimeDelta) -> String {
        format!("{:.1}%", self.percent(value))
    }

    fn percent(self, value: TimeDelta) -> f64 {
        let at = (logarithm(value.num_seconds()) - self.from) / (self.to - self.from);
        at.clamp(0.0, 1.0) * 100.0
    }

    /// Returns the strip of a metric.
    pub(super) fn strip(self, sample: &Sample, baseline: Option<&Sample>) -> Strip {
        let middle = sample.quartiles().map(|(first, third)| {
            let (from, to) = (self.percent(first), self.percent(third));
            (format!("{from:.1}%"), format!("{:.1}%", (to - from).max(0.5)))
        });
        Strip {
            dots: sample.values.iter().map(|(_, value)| self.place(*value)).collect(),
            median: sample.median().map(|median| self.place(median)),
            middle,
            baseline: baseline.and_then(Sample::median).map(|median| self.place(median)),
        }
    }
}

/// The logarithm of a number of seconds; what is shorter than a second counts as one.
fn logarithm(seconds: i64) -> f64 {
    f64::from(i32::try_from(seconds.max(1)).unwrap_or(i32::MAX)).ln()
}

/// Returns a duration, or a dash if there is none.
pub(super) fn shown(value: Option<TimeDelta>) -> String {
    value.map_or_else(|| "–".to_owned(), span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_time_is_further_to_the_right_and_nothing_is_cut_off() {
        let values =
            [1, 60, 3_600, 86_400, 40 * 86_400].map(|seconds| (String::new(), TimeDelta::seconds(seconds)));
        let sample = Sample { values: values.to_vec(), of: 5 };
        let axis = Axis::of([&sample].into_iter());
        let places: Vec<f64> = sample.values.iter().map(|(_, value)| axis.percent(*value)).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(places.iter().all(|place| (0.0..=100.0).contains(place)), "{places:?}");
        assert_eq!(axis.strip(&sample, None).dots.len(), 5);
    }

    #[test]
    fn an_empty_sample_has_an_axis_too() {
        let axis = Axis::of([&Sample::default()].into_iter());
        assert!(axis.ticks().len() > 3);
        assert_eq!(axis.strip(&Sample::default(), None).median, None);
    }
}
