//! How `build` and `check` tell what was found, in each format.

use serde_json::{Map, Value};

use super::session::Session;
use super::{Exit, Stop};
use crate::cli::Format;
use crate::diagnostics::{Findings, Severity, json};
use crate::pipeline::{Failed, Reason};
use crate::source::Snapshot;

/// How many outputs a message names before it only counts.
const NAMED: usize = 3;

/// Tells why there is nothing to publish. `afterwards` is what that means: `nothing was written`.
pub(super) fn failed(
    failed: &Failed,
    snapshot: &Snapshot,
    format: Format,
    afterwards: Option<&str>,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    session.show(&failed.findings, snapshot, format, failed.reason == Reason::Warnings)?;
    let (exit, why) = match &failed.reason {
        Reason::Content => (Exit::Content, None),
        Reason::Warnings => (Exit::Content, Some("`--strict` fails on warnings".to_owned())),
        Reason::Gate { outputs } => (Exit::Gate, Some(format!("the gate refused {}", named(outputs)))),
    };
    if format == Format::Json {
        let refused = match &failed.reason {
            Reason::Gate { outputs } => outputs.as_slice(),
            Reason::Content | Reason::Warnings => &[],
        };
        session.print(&document(&failed.findings, snapshot, [("refused", refused.into())]))?;
    } else {
        let counts = counts(&failed.findings, snapshot);
        let parts: Vec<&str> =
            [Some(counts.as_str()), why.as_deref(), afterwards].into_iter().flatten().collect();
        session.complain(&parts.join("; "))?;
    }
    Ok(exit)
}

/// Tells of warnings that stop nothing.
pub(super) fn warnings(
    findings: &Findings,
    snapshot: &Snapshot,
    format: Format,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    session.show(findings, snapshot, format, false)?;
    if format != Format::Json && !findings.is_empty() {
        session.note(&counts(findings, snapshot))?;
    }
    Ok(())
}

/// `2 errors, 1 warning in 214 files`.
pub(super) fn counts(findings: &Findings, snapshot: &Snapshot) -> String {
    let counted = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .into_iter()
        .map(|(severity, word)| (findings.count(severity), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| number(count, word))
        .collect::<Vec<_>>();
    let what = if counted.is_empty() { "no errors, no warnings".to_owned() } else { counted.join(", ") };
    format!("{what} in {}", number(snapshot.file_count(), "file"))
}

/// `3 files written, 1 removed`.
pub(super) fn changes(written: usize, removed: usize) -> String {
    match (written, removed) {
        (0, 0) => "nothing changed".to_owned(),
        (files, 0) => format!("{} written", number(files, "file")),
        (files, removed) => format!("{} written, {removed} removed", number(files, "file")),
    }
}

/// `1 page`, `2 pages`.
pub(super) fn number(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The JSON document of findings with more keys after theirs.
pub(super) fn document<const N: usize>(
    findings: &Findings,
    snapshot: &Snapshot,
    more: [(&str, Value); N],
) -> String {
    document_after(Vec::new(), findings, snapshot, more)
}

/// The same, with errors about other snapshots before the findings.
pub(super) fn document_after<const N: usize>(
    errors: Vec<Value>,
    findings: &Findings,
    snapshot: &Snapshot,
    more: [(&str, Value); N],
) -> String {
    let mut document: Map<String, Value> =
        serde_json::from_str(&json(findings, snapshot)).expect("findings are written as one JSON object");
    if !errors.is_empty() {
        let count = errors.len() + findings.count(Severity::Error);
        document.insert("errors".into(), count.into());
        if let Some(rows) = document.get_mut("findings").and_then(Value::as_array_mut) {
            rows.splice(0..0, errors);
        }
    }
    document.insert("files".into(), snapshot.file_count().into());
    document.extend(more.into_iter().map(|(key, value)| (key.to_owned(), value)));
    format!("{:#}\n", Value::Object(document))
}

pub(super) fn named(outputs: &[String]) -> String {
    if outputs.is_empty() {
        return "an output whose path gives it away".to_owned();
    }
    let mut names: Vec<String> = outputs.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
    let more = outputs.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    names.join(", ")
}
