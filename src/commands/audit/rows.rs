//! An audit as a table for spreadsheets.

use super::Trace;
use super::row::Row;
use crate::commands::report::format_time;
use crate::commands::spreadsheet::csv;
use crate::commands::stop::Stop;

const COLUMNS: [&str; 16] = [
    "at",
    "authored_at",
    "what",
    "detail",
    "path",
    "earlier_path",
    "by",
    "claimed_at",
    "author",
    "author_name",
    "author_email",
    "committer",
    "committer_email",
    "commit",
    "signature",
    "in_published_ref",
];

pub(super) fn table(trace: &Trace) -> Result<String, Stop> {
    let head = COLUMNS.map(str::to_owned).to_vec();
    csv(std::iter::once(head).chain(trace.rows.iter().map(row)))
}

fn row(row: &Row) -> Vec<String> {
    let in_ref = match row.in_published_ref {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    vec![
        format_time(row.at),
        format_time(row.authored_at),
        row.event.what.word().to_owned(),
        row.event.detail.clone(),
        row.path.clone(),
        row.earlier.clone().unwrap_or_default(),
        row.event.by.clone().unwrap_or_default(),
        row.event.claimed_at.map(format_time).unwrap_or_default(),
        row.author.id.clone().unwrap_or_default(),
        row.author.name.clone(),
        row.author.email.clone(),
        row.committer.id.clone().unwrap_or_default(),
        row.committer.email.clone(),
        row.commit.clone(),
        row.signature().to_owned(),
        in_ref.to_owned(),
    ]
}
