//! A table as CSV, separated by commas, semicolons or tabs.

use csv::{ReaderBuilder, Trim};

use super::Grid;
use crate::import::customers::{delimiter, problem};

/// Reads all rows. Returns the lines with what is wrong with them otherwise.
pub(super) fn read(text: &str) -> Result<Grid, Vec<(u64, String)>> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                rows.push((line, record.iter().map(str::to_owned).collect::<Vec<_>>()));
            }
            Err(error) => wrong.push((error.position().map_or(0, csv::Position::line), problem(&error))),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    if rows.is_empty() {
        return Err(vec![(1, "the table is empty".to_owned())]);
    }
    let (_, header) = rows.remove(0);
    Ok(Grid { header, body: rows, is_markdown: false })
}
