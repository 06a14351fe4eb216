//! A review as text.

use chrono::TimeDelta;

use super::Shown;
use super::metric::{Compared, Figure, Metric};
use crate::commands::clock_words::span;
use crate::response::Sample;

/// Returns the text of a review.
pub(super) fn text(shown: &Shown<'_>) -> String {
    let last = shown.window.end.pred_opt().unwrap_or(shown.window.end);
    let mut lines =
        vec![format!("Review of {} ({} to {last}, {})", shown.name, shown.window.first, shown.zone)];
    match shown.against {
        Some(months) => lines.push(format!(
            "compared with {} to {} ({} days)",
            months.first.format("%Y-%m"),
            months.last.format("%Y-%m"),
            shown.baseline_days
        )),
        None if !shown.is_over => {
            lines.push("it is not over: the figures can still change, and nothing is compared".to_owned());
        }
        None => {}
    }
    for metric in &shown.metrics {
        lines.push(String::new());
        lines.extend(described(metric));
    }
    lines.join("\n") + "\n"
}

fn described(metric: &Metric<'_>) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", metric.title, summary(&metric.figure))];
    lines.extend(
        details(metric).into_iter().map(|(word, text)| format!("  {:<9} {text}", format!("{word}:"))),
    );
    lines.push(format!("  formula:  {}", metric.formula));
    lines.push(format!("  left out: {}", metric.left_out));
    lines
}

/// Returns what else is known about a figure, each with a word for it: target, baseline and data points.
pub(super) fn details(metric: &Metric<'_>) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    if let (Some(target), Some(is_reached)) = (metric.target, metric.reaches_target()) {
        details.push(("target", format!("{target} %, {}", if is_reached { "reached" } else { "missed" })));
    }
    if let Some(baseline) = &metric.baseline {
        let change = metric.change().map_or_else(|| "no change can be said".to_owned(), signed);
        details.push(("before", format!("{}; change: {change}", summary(baseline))));
    }
    details.extend(points(&metric.figure));
    details
}

/// Returns a figure in a few words.
pub(super) fn summary(figure: &Figure<'_>) -> String {
    match figure {
        Figure::Count { names, per_30_days } => {
            let rate = per_30_days.map(|rate| format!(" ({rate:.1} in 30 days)")).unwrap_or_default();
            format!("{}{rate}", names.len())
        }
        Figure::Times(sample) => times(sample),
        Figure::Share(share) => {
            let percent =
                share.percent().map_or_else(|| "none".to_owned(), |percent| format!("{percent:.0} %"));
            let left_out =
                if share.left_out > 0 { format!(", {} left out", share.left_out) } else { String::new() };
            format!("{percent} ({} of {}{left_out})", share.met, share.of)
        }
    }
}

fn times(sample: &Sample) -> String {
    let of = format!("({} of {})", sample.values.len(), sample.of);
    let Some(median) = sample.median() else { return format!("no values {of}") };
    let quartiles =
        sample.quartiles().map(|(first, third)| format!(", quartiles {} and {}", span(first), span(third)));
    let mean = sample.mean().map(|mean| format!(", mean {}", span(mean)));
    format!("median {} {of}{}{}", span(median), quartiles.unwrap_or_default(), mean.unwrap_or_default())
}

/// Returns every data point, with a word for them.
fn points(figure: &Figure<'_>) -> Option<(&'static str, String)> {
    let (word, points) = match figure {
        Figure::Count { names, .. } => ("which", names.clone()),
        Figure::Times(sample) => {
            let value = |(name, value): &(String, TimeDelta)| format!("{} {name}", span(*value));
            ("values", sample.values.iter().map(value).collect())
        }
        Figure::Share(share) => ("missed", share.missed.clone()),
    };
    (!points.is_empty()).then(|| (word, points.join(", ")))
}

/// Returns a change with its sign. One that is rounded to nothing has none.
fn signed(change: Compared) -> String {
    let is_zero = |number: &str| !number.contains(|c: char| ('1'..='9').contains(&c));
    match change {
        Compared::Count(count) => match format!("{count:+.1}") {
            number if is_zero(&number) => "none".to_owned(),
            number => format!("{number} in 30 days"),
        },
        Compared::Percent(points) => match format!("{points:+.0}") {
            number if is_zero(&number) => "none".to_owned(),
            number => format!("{number} percentage points"),
        },
        Compared::Seconds(0) => "none".to_owned(),
        Compared::Seconds(seconds) => {
            let sign = if seconds < 0 { '−' } else { '+' };
            format!("{sign}{}", span(TimeDelta::seconds(seconds.abs())))
        }
    }
    .replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_change_has_a_sign() {
        let shown = [
            Compared::Count(0.26),
            Compared::Count(-1.0),
            Compared::Percent(-33.4),
            Compared::Percent(50.0),
            Compared::Seconds(-120),
            Compared::Seconds(3_600),
        ]
        .map(signed);
        let expected = [
            "+0.3 in 30 days",
            "−1.0 in 30 days",
            "−33 percentage points",
            "+50 percentage points",
            "−2m",
            "+1h",
        ];
        assert_eq!(shown, expected);
    }

    proptest! {
        #[test]
        fn a_change_that_is_rounded_to_nothing_has_no_sign(value in -2.0_f64..2.0) {
            for shown in [Compared::Count(value / 10.0), Compared::Percent(value)].map(signed) {
                prop_assert!(shown == "none" || shown.contains(|c: char| ('1'..='9').contains(&c)), "{}", shown);
            }
        }
    }
}
