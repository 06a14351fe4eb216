//! A review for spreadsheets: one row for each figure, followed by one row for each data point.

use super::Shown;
use super::document::number;
use super::metric::{Compared, Figure, Metric};

/// The columns. There is none for the change, because a cell that begins with a minus would have to be a text.
const COLUMNS: [&str; 11] = [
    "metric",
    "row",
    "name",
    "value",
    "unit",
    "n",
    "of",
    "baseline",
    "target_percent",
    "formula",
    "left_out",
];

/// Returns the rows, the head first.
pub(super) fn rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let head = COLUMNS.iter().map(|&column| column.to_owned()).collect();
    std::iter::once(head).chain(shown.metrics.iter().flat_map(rows_of)).collect()
}

fn rows_of(metric: &Metric<'_>) -> Vec<Vec<String>> {
    let (unit, n, of) = match &metric.figure {
        Figure::Count { names, .. } => ("in 30 days", names.len(), None),
        Figure::Times(sample) => ("seconds, median", sample.values.len(), Some(sample.of)),
        Figure::Share(share) => ("percent", share.met, Some(share.of)),
    };
    let cell = |value: Option<Compared>| value.map(|value| number(value).to_string()).unwrap_or_default();
    let summary = vec![
        metric.id.clone(),
        "summary".to_owned(),
        metric.title.clone(),
        cell(metric.figure.compared()),
        unit.to_owned(),
        n.to_string(),
        of.map(|of| of.to_string()).unwrap_or_default(),
        cell(metric.baseline.as_ref().and_then(Figure::compared)),
        metric.target.map(|target| target.to_string()).unwrap_or_default(),
        metric.formula.to_owned(),
        metric.left_out.to_owned(),
    ];
    let point = |kind: &str, name: &str, value: String, unit: &str| {
        let mut row = vec![metric.id.clone(), kind.to_owned(), name.to_owned(), value, unit.to_owned()];
        row.resize(COLUMNS.len(), String::new());
        row
    };
    let points: Vec<Vec<String>> = match &metric.figure {
        Figure::Count { names, .. } => {
            names.iter().map(|name| point("one", name, String::new(), "")).collect()
        }
        Figure::Times(sample) => {
            let values = sample.values.iter();
            values
                .map(|(name, value)| point("value", name, value.num_seconds().to_string(), "seconds"))
                .collect()
        }
        Figure::Share(share) => {
            share.missed.iter().map(|name| point("missed", name, String::new(), "")).collect()
        }
    };
    std::iter::once(summary).chain(points).collect()
}
