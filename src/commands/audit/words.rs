//! An audit for people.

use std::collections::BTreeMap;

use super::Trace;
use super::row::Row;
use crate::commands::keys::table;
use crate::commands::report::number;
use crate::response::NOT_PROVED;

/// How many digits of a hash are shown.
const HASH: usize = 10;

pub(super) fn text(trace: &Trace) -> String {
    let mut text = format!("{}\n", trace.folder);
    if trace.rows.is_empty() {
        text += "  no commit of this branch changed it\n";
    }
    let mut rows: Vec<[String; 7]> = trace.rows.iter().map(row).collect();
    rows.insert(
        0,
        ["committed", "what", "detail", "file", "author", "commit", "signature"].map(str::to_owned),
    );
    text += &table(&rows);
    text.extend(["\n", &signatures(trace), "\n"]);
    text += &published(trace);
    if trace.has_uncommitted {
        text += "Files of the folder have changes that are in no commit.\n";
    }
    text + "\n" + &limits() + "\n"
}

/// What an audit does not prove, in lines.
pub(super) fn limits() -> String {
    let lines = NOT_PROVED.iter().map(|sentence| format!("- {sentence}"));
    format!("What the history does not prove:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn row(row: &Row) -> [String; 7] {
    let file = row.path.splitn(4, '/').nth(3).unwrap_or(&row.path);
    let file = match &row.earlier {
        Some(earlier) => format!("{file} (was {earlier})"),
        None => file.to_owned(),
    };
    let by = row.event.by.as_deref().filter(|by| Some(*by) != row.author.id.as_deref());
    let detail = match (by, row.event.claimed_at) {
        (Some(by), _) => format!("{} {by}", row.event.detail),
        (None, Some(at)) => format!("{} {}", row.event.detail, at.format("%Y-%m-%d %H:%M UTC")),
        (None, None) => row.event.detail.clone(),
    };
    let author = if row.author.email == row.committer.email {
        row.author.shown().to_owned()
    } else {
        format!("{} (committed by {})", row.author.shown(), row.committer.shown())
    };
    [
        row.at.format("%Y-%m-%d %H:%M:%S").to_string(),
        row.event.what.word().to_owned(),
        detail.trim().to_owned(),
        printable(&file),
        printable(&author),
        row.commit.chars().take(HASH).collect(),
        row.signature().to_owned(),
    ]
}

/// Names of files and people come from elsewhere, and a terminal would obey their control characters.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn signatures(trace: &Trace) -> String {
    let commits: BTreeMap<&str, &str> =
        trace.rows.iter().map(|row| (row.commit.as_str(), row.signature())).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for signature in commits.values() {
        *counts.entry(signature).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    format!("{}; signatures: {}", number(commits.len(), "commit"), counts.join(", "))
}

fn published(trace: &Trace) -> String {
    let Some(commit) = &trace.published else {
        return "There is no published ref, so the history does not say which commits were built.\n"
            .to_owned();
    };
    let commit: String = commit.chars().take(HASH).collect();
    let mut missing: Vec<&str> = trace
        .rows
        .iter()
        .filter(|row| row.in_published_ref == Some(false))
        .map(|row| row.commit.as_str())
        .collect();
    missing.dedup();
    match missing.len() {
        0 => format!("The published ref ({commit}) contains all of them.\n"),
        count => {
            format!("The published ref ({commit}) does not contain {} of them.\n", number(count, "commit"))
        }
    }
}
