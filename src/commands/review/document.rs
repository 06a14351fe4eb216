//! A review for programs.

use serde_json::{Value, json};

use super::Shown;
use super::metric::{Compared, Figure, Metric};
use crate::commands::report::format_time;

/// Returns the JSON document of a review. Durations are in seconds.
pub(super) fn document(shown: &Shown<'_>) -> Value {
    let baseline = shown.against.map(|months| {
        json!({
            "first": months.first.format("%Y-%m").to_string(),
            "last": months.last.format("%Y-%m").to_string(),
            "days": shown.baseline_days,
        })
    });
    json!({
        "now": format_time(shown.now),
        "from": shown.window.first.to_string(),
        "until": shown.window.end.to_string(),
        "days": shown.window.days(),
        "time_zone": shown.zone.name(),
        "is_over": shown.is_over,
        "baseline": baseline,
        "metrics": shown.metrics.iter().map(metric).collect::<Vec<_>>(),
    })
}

fn metric(metric: &Metric<'_>) -> Value {
    json!({
        "id": metric.id,
        "title": metric.title,
        "formula": metric.formula,
        "left_out": metric.left_out,
        "value": figure(&metric.figure),
        "target_percent": metric.target,
        "reaches_target": metric.reaches_target(),
        "baseline": metric.baseline.as_ref().map(figure),
        "change": metric.change().map(number),
    })
}

fn figure(figure: &Figure<'_>) -> Value {
    match figure {
        Figure::Count { names, per_30_days } => {
            json!({ "count": names.len(), "per_30_days": per_30_days, "which": names })
        }
        Figure::Times(sample) => json!({
            "n": sample.values.len(),
            "of": sample.of,
            "median": sample.median().map(|median| median.num_seconds()),
            "quartiles": sample.quartiles().map(|(first, third)| [first.num_seconds(), third.num_seconds()]),
            "mean": sample.mean().map(|mean| mean.num_seconds()),
            "values": sample.values.iter().map(|(name, value)| json!({ "of": name, "seconds": value.num_seconds() })).collect::<Vec<_>>(),
        }),
        Figure::Share(share) => json!({
            "n": share.met,
            "of": share.of,
            "percent": share.percent(),
            "left_out": share.left_out,
            "missed": share.missed,
        }),
    }
}

/// Returns a compared value: a count in 30 days, seconds, or percent.
pub(super) fn number(value: Compared) -> Value {
    match value {
        Compared::Count(value) | Compared::Percent(value) => json!(value),
        Compared::Seconds(value) => json!(value),
    }
}
