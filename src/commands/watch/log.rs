//! The log: one line an event, for people or for log collectors. `docs/watch.md` promises its keys and words.
//!
//! A log travels, so it never holds text of internal files: only what a finding shows of its place.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::cause::{Cause, LISTED};
use crate::cli::{Format, LogFormat};
use crate::commands::Stop;
use crate::commands::build::written_time;
use crate::commands::report::{changes, counts};
use crate::commands::session::Session;
use crate::diagnostics::{self, Findings, Severity};
use crate::output::Report;
use crate::pipeline::Built;
use crate::source::Snapshot;

/// Something that happened.
pub(super) enum Event<'a> {
    /// The program watches.
    Started { output: &'a Path, poll: Option<Duration> },
    /// Something worth knowing.
    Note(&'a str),
    /// The findings are others than before. `told`: those that people are shown.
    Findings { all: &'a Findings, told: &'a Findings, snapshot: &'a Snapshot },
    /// A site was built and written.
    Built { cause: &'a Cause, built: &'a Built, written: &'a Report, mended: bool, took: Duration },
    /// Nothing, or not all, was written.
    Failed { cause: &'a Cause, failure: &'a Failure, retry: Option<Duration> },
    /// The program ends.
    Stopped,
}

/// Why nothing, or not all, was written.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) kind: FailureKind,
    /// The reason in words.
    pub(super) message: String,
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl Failure {
    /// Whether it is the same trouble. Its words may be others: a full disk stops at another file each time.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.kind, self.errors, self.warnings) == (other.kind, other.errors, other.warnings)
    }
}

/// What was in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureKind {
    /// Errors.
    Content,
    /// Warnings that count as errors.
    Warnings,
    /// The gate.
    Gate,
    /// Another build.
    Locked,
    /// The output folder.
    Artifact,
}

impl FailureKind {
    /// The word for it in the log.
    const fn word(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Warnings => "warnings",
            Self::Gate => "gate",
            Self::Locked => "locked",
            Self::Artifact => "output",
        }
    }
}

/// Where events are told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Log {
    format: LogFormat,
}

impl Log {
    pub(super) const fn new(format: LogFormat) -> Self {
        Self { format }
    }

    /// Tells of an event. That a log cannot be written is no reason to stop publishing, unless nobody reads it any more.
    pub(super) fn tell(self, event: &Event<'_>, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        match self.try_tell(event, session) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Stop::from(error)),
            _ => Ok(()),
        }
    }

    fn try_tell(self, event: &Event<'_>, session: &mut Session<'_, '_>) -> io::Result<()> {
        let time = session.real_time();
        match (self.format, event) {
            (LogFormat::Human, Event::Findings { told, snapshot, .. }) if session.stderr_is_terminal() => {
                session.show(told, snapshot, Format::Human, false)?;
            }
            (LogFormat::Human, _) => {
                for line in lines(event, session.is_quiet()) {
                    session.print(&format!("{}Z {line}\n", time.format("%H:%M:%S")))?;
                }
            }
            (LogFormat::Json, _) if session.is_quiet() && !is_grave(event) => {}
            (LogFormat::Json, _) => session.print(&format!("{}\n", object(event, time)))?,
        }
        session.send()
    }
}

/// Whether it is told although only errors are.
fn is_grave(event: &Event<'_>) -> bool {
    match event {
        Event::Findings { all, .. } => all.has_errors(),
        Event::Failed { .. } => true,
        Event::Started { .. } | Event::Note(_) | Event::Built { .. } | Event::Stopped => false,
    }
}

fn lines(event: &Event<'_>, quiet: bool) -> Vec<String> {
    if quiet && !is_grave(event) {
        return Vec::new();
    }
    match event {
        Event::Started { output, poll } => {
            let poll =
                poll.map(|poll| format!(", looking every {} ms", poll.as_millis())).unwrap_or_default();
            vec![format!("watching `content` and `themes`, writing to `{}`{poll}", output.display())]
        }
        Event::Note(note) => vec![format!("note: {note}")],
        Event::Findings { told, snapshot, .. } => {
            let shown: Findings = told
                .iter()
                .filter(|finding| !quiet || finding.severity == Severity::Error)
                .cloned()
                .collect();
            rows(&shown, snapshot).iter().map(finding_line).collect()
        }
        Event::Built { cause, built, written, mended, took } => {
            let mended = if *mended { " · mended" } else { "" };
            let changes = changes(written.written.len(), written.removed.len());
            let next = built.next_change.map(|next| format!(" · next change {}", written_time(next)));
            vec![format!(
                "{}{mended} · {changes} in {} ms{}",
                cause.sentence(),
                took.as_millis(),
                next.unwrap_or_default()
            )]
        }
        Event::Failed { cause, failure, retry } => {
            let retry = retry.map(|retry| format!("; trying again in {} s", retry.as_secs_f32()));
            vec![format!(
                "{} · not published: {}{}",
                cause.sentence(),
                failure.message,
                retry.unwrap_or_default()
            )]
        }
        Event::Stopped => vec!["stopped".to_owned()],
    }
}

/// One finding in one line; text of internal files is in none of its parts.
fn finding_line(row: &Value) -> String {
    let text = |key: &str| row[key].as_str().unwrap_or_default();
    let span = row["path"].as_str().map(|path| match (row["line"].as_u64(), row["column"].as_u64()) {
        (Some(line), Some(column)) => format!(" {path}:{line}:{column}"),
        _ => format!(" {path}"),
    });
    let hint = row["hint"].as_str().map(|hint| format!(" (help: {hint})")).unwrap_or_default();
    let line = format!(
        "{}[{}]{} {}{hint}",
        text("severity"),
        text("rule"),
        span.unwrap_or_default(),
        text("message")
    );
    one_line(&line)
}

/// The findings as objects.
fn rows(findings: &Findings, snapshot: &Snapshot) -> Vec<Value> {
    let document: Value = serde_json::from_str(&diagnostics::json(findings, snapshot)).unwrap_or_default();
    document["findings"].as_array().cloned().unwrap_or_default()
}

fn object(event: &Event<'_>, time: DateTime<Utc>) -> Value {
    let (word, more) = match event {
        Event::Started { output, poll } => {
            let poll = poll.map(|poll| u64::try_from(poll.as_millis()).unwrap_or(u64::MAX));
            ("started", json!({ "output": output.display().to_string(), "poll_ms": poll }))
        }
        Event::Note(note) => ("note", json!({ "message": note })),
        Event::Findings { all, snapshot, .. } => (
            "findings",
            json!({
                "errors": all.count(Severity::Error),
                "warnings": all.count(Severity::Warning),
                "findings": rows(all, snapshot),
            }),
        ),
        Event::Built { cause, built, written, mended, took } => {
            let mut object = why(cause);
            object.insert("written".into(), written.written.len().into());
            object.insert("removed".into(), written.removed.len().into());
            object.insert("unchanged".into(), written.unchanged.into());
            object.insert("took_ms".into(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX).into());
            object.insert("next_change".into(), built.next_change.map(written_time).into());
            object.insert("mended".into(), (*mended).into());
            ("built", Value::Object(object))
        }
        Event::Failed { cause, failure, retry } => {
            let mut object = why(cause);
            object.insert("reason".into(), failure.kind.word().into());
            object.insert("message".into(), failure.message.clone().into());
            object.insert("errors".into(), failure.errors.into());
            object.insert("warnings".into(), failure.warnings.into());
            object.insert("retry_seconds".into(), retry.map(|retry| retry.as_secs_f64()).into());
            ("failed", Value::Object(object))
        }
        Event::Stopped => ("stopped", json!({})),
    };
    let mut object = Map::new();
    object.insert("time".into(), time.to_rfc3339_opts(SecondsFormat::Millis, true).into());
    object.insert("event".into(), word.into());
    object.extend(more.as_object().cloned().unwrap_or_default());
    Value::Object(object)
}

fn why(cause: &Cause) -> Map<String, Value> {
    let changed = cause.changed();
    let paths: Vec<&str> = changed.iter().take(LISTED).map(|change| change.path.as_str()).collect();
    let mut object = Map::new();
    object.insert("cause".into(), cause.word().into());
    object.insert("changed".into(), paths.into());
    object.insert("changed_count".into(), changed.len().into());
    object.insert("noticed_by".into(), cause.noticed_by().into());
    object
}

/// `2 errors, 1 warning in 214 files`, and what else there is to say.
pub(super) fn counted(findings: &Findings, snapshot: &Snapshot, more: Option<&str>) -> String {
    let counts = counts(findings, snapshot);
    more.map_or(counts.clone(), |more| format!("{counts}; {more}"))
}

/// Messages about output folders may have several lines.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
