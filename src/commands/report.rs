//! How `build` and `check` report findings, in each format.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use serde_json::{Map, Value};

use super::exit::Exit;
pub(super) use super::format_time::format_time;
use super::session::Session;
use super::stop::Stop;
use crate::cli::Format;
use crate::diagnostics::{Findings, Severity, json};
use crate::output::WriteReport;
use crate::pipeline::{Failed, Reason};
use crate::source::Snapshot;

/// How many outputs a message names; the rest is counted.
const MAX_NAMED: usize = 3;

/// Reports why there is nothing to publish. `consequence` follows the counts, for example `nothing was written`.
pub(super) fn failed(
    failed: &Failed,
    snapshot: &Snapshot,
    format: Format,
    consequence: Option<&str>,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    session.show(&failed.findings, snapshot, format, failed.reason == Reason::Warnings)?;
    let (exit, why) = match &failed.reason {
        Reason::Content => (Exit::Content, None),
        Reason::Warnings => (Exit::Content, Some("`--strict` fails on warnings".to_owned())),
        Reason::Gate { outputs: refused } => {
            (Exit::Gate, Some(format!("the gate refused {}", outputs(refused))))
        }
    };
    if format == Format::Json {
        let refused = match &failed.reason {
            Reason::Gate { outputs } => outputs.as_slice(),
            Reason::Content | Reason::Warnings => &[],
        };
        session.print(&document(&failed.findings, snapshot, [("refused", refused.into())]))?;
    } else {
        let summary = summary(&failed.findings, snapshot);
        let parts: Vec<&str> =
            [Some(summary.as_str()), why.as_deref(), consequence].into_iter().flatten().collect();
        session.complain(&parts.join("; "))?;
    }
    Ok(exit)
}

/// Reports warnings, which do not fail the build.
pub(super) fn warnings(
    findings: &Findings,
    snapshot: &Snapshot,
    format: Format,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    session.show(findings, snapshot, format, false)?;
    if format != Format::Json && !findings.is_empty() {
        session.note(&summary(findings, snapshot))?;
    }
    Ok(())
}

/// The counts of findings: `2 errors, 1 warning in 214 files`.
pub(super) fn summary(findings: &Findings, snapshot: &Snapshot) -> String {
    counts(findings.count(Severity::Error), findings.count(Severity::Warning), snapshot.file_count())
}

/// `2 errors, 1 warning in 214 files`.
pub(super) fn counts(errors: usize, warnings: usize, files: usize) -> String {
    let counts = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| number(count, word))
        .collect::<Vec<_>>();
    let what = if counts.is_empty() { "no errors, no warnings".to_owned() } else { counts.join(", ") };
    format!("{what} in {}", number(files, "file"))
}

/// `3 files written, 1 removed`.
pub(super) fn changes(written: usize, removed: usize) -> String {
    match (written, removed) {
        (0, 0) => "nothing changed".to_owned(),
        (files, 0) => format!("{} written", number(files, "file")),
        (files, removed) => format!("{} written, {removed} removed", number(files, "file")),
    }
}

/// A count with its noun: `1 page`, `2 pages`.
pub(super) fn number(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Prints with `--verbose` how many files of which folders were read since `started`.
pub(super) fn read(snapshot: &Snapshot, started: Instant, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    session.step(started, || format!("read {}", number(snapshot.file_count(), "file")))?;
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for file in snapshot.files() {
        let parts: Vec<&str> = file.path.split('/').collect();
        let folder = parts.iter().take(parts.len().saturating_sub(1).clamp(1, 2)).copied();
        *folders.entry(folder.collect::<Vec<_>>().join("/")).or_default() += 1;
    }
    for (folder, files) in folders {
        session.detail(|| format!("  {folder}: {}", number(files, "file")))?;
    }
    Ok(())
}

/// Prints with `--verbose` what was written into `folder` since `started`. The addresses of unlisted views are secret, so
/// the files of views are only counted.
pub(super) fn written(
    report: &WriteReport,
    folder: &Path,
    started: Instant,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    session.step(started, || {
        let changed = report.written.len() + report.removed.len();
        format!("changed {} of {}", number(changed, "file"), folder.display())
    })?;
    for (what, paths) in [("wrote", &report.written), ("removed", &report.removed)] {
        let (of_views, others): (Vec<&String>, Vec<&String>) =
            paths.iter().partition(|path| path.starts_with("v/"));
        for path in others {
            session.detail(|| format!("  {what} {path}"))?;
        }
        if !of_views.is_empty() {
            session.detail(|| format!("  {what} {} of views", number(of_views.len(), "file")))?;
        }
    }
    Ok(())
}

/// The JSON document of findings, followed by the keys `more`.
pub(super) fn document<const N: usize>(
    findings: &Findings,
    snapshot: &Snapshot,
    more: [(&str, Value); N],
) -> String {
    document_after(Vec::new(), findings, snapshot, more)
}

/// Like [`document`], with errors about other snapshots before the findings.
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

/// Names the first outputs and counts the rest.
pub(super) fn outputs(paths: &[String]) -> String {
    if paths.is_empty() {
        return "an output whose path contains internal text".to_owned();
    }
    let mut names: Vec<String> = paths.iter().take(MAX_NAMED).map(|path| format!("`{path}`")).collect();
    let more = paths.len().saturating_sub(MAX_NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    names.join(", ")
}
