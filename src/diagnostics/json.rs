//! Findings as JSON, for editors and scripts.

use serde::Serialize;

use super::{Disclosure, Findings, Severity, SourceLookup};
use crate::diagnostics::terminal::{shown_hint, shown_message};
use crate::span::Position;

#[derive(Serialize)]
struct Report<'a> {
    errors: usize,
    warnings: usize,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    severity: &'static str,
    rule: &'static str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: &'a str,
    hint: Option<&'a str>,
}

/// Returns an object with `errors`, `warnings` and the list of `findings`; lines and columns count from 1.
///
/// The document may be stored and shared, so it never quotes internal files.
#[must_use]
pub fn json(findings: &Findings, sources: &dyn SourceLookup) -> String {
    let rows = findings
        .iter()
        .map(|finding| {
            let file = finding.span.and_then(|span| sources.source(span.file));
            let range = finding
                .span
                .zip(file)
                .map(|(span, file)| (Position::of(file.text, span.start), Position::of(file.text, span.end)));
            Row {
                severity: finding.severity.as_str(),
                rule: finding.rule.name,
                path: file.map(|file| file.path),
                line: range.map(|(start, _)| start.line),
                column: range.map(|(start, _)| start.column),
                end_line: range.map(|(_, end)| end.line),
                end_column: range.map(|(_, end)| end.column),
                message: shown_message(finding, sources, Disclosure::PlaceOnly),
                hint: shown_hint(finding, sources, Disclosure::PlaceOnly),
            }
        })
        .collect();
    let report = Report {
        errors: findings.count(Severity::Error),
        warnings: findings.count(Severity::Warning),
        findings: rows,
    };
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
