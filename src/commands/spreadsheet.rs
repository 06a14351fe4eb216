//! Tables for spreadsheets: CSV in which no cell is ever run.

use super::stop::Stop;

/// The first characters of a cell that a spreadsheet takes for a formula, or that hide one from view.
const RUN: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Returns a table as CSV (RFC 4180). A cell that a spreadsheet would run begins with an apostrophe, which spreadsheets
/// take for the mark of a text.
pub(super) fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> Result<String, Stop> {
    let failed = |error: &dyn std::error::Error| Stop::usage(format!("cannot write the table: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// Returns the text of a cell that is shown and never run.
fn harmless(cell: &str) -> String {
    if cell.starts_with(RUN) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_cell_is_read_back_and_none_is_run(rows in proptest::collection::vec(proptest::collection::vec("[=+@\t\r\n\"',;a-c-]{0,6}", 3), 1..5)) {
            let Ok(text) = csv(rows.clone()) else { return Err(TestCaseError::fail("no table")) };
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let read: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read.len(), rows.len());
            for (cell, written) in read.iter().flatten().zip(rows.iter().flatten()) {
                prop_assert!(!cell.starts_with(RUN), "{:?}", cell);
                prop_assert_eq!(cell.strip_prefix('\'').filter(|_| written != cell).unwrap_or(cell), written);
            }
        }
    }
}
