//! Findings as annotations of GitHub Actions.
//!
//! Format: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write as _;

use super::{Disclosure, Findings, SourceLookup};
use crate::diagnostics::terminal::{shown_hint, shown_message};
use crate::span::Position;

/// Returns one `::error` or `::warning` line per finding. Logs are shared, so the lines never quote internal files.
#[must_use]
pub fn github(findings: &Findings, sources: &dyn SourceLookup) -> String {
    let mut out = String::new();
    for finding in findings.iter() {
        let _ = write!(out, "::{} ", finding.severity.as_str());
        if let Some((span, file)) =
            finding.span.and_then(|span| sources.source(span.file).map(|file| (span, file)))
        {
            let start = Position::of(file.text, span.start);
            let end = Position::of(file.text, span.end);
            let _ = write!(out, "file={},line={},col={},", property(file.path), start.line, start.column);
            if end.line == start.line && end.column > start.column {
                let _ = write!(out, "endColumn={},", end.column);
            }
        }
        let mut text = shown_message(finding, sources, Disclosure::PlaceOnly).to_owned();
        if let Some(hint) = shown_hint(finding, sources, Disclosure::PlaceOnly) {
            let _ = write!(text, "\nhelp: {hint}");
        }
        let _ = writeln!(out, "title={}::{}", property(finding.rule.name), data(&text));
    }
    out
}

/// Escapes the message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
