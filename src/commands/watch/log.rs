//! The log: one line per event, for people or for log collectors. `docs/watch.md` documents its keys and values.
//!
//! Logs are copied to other places, so they never contain text of internal files: of a finding there, they show only
//! the location and the rule.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::cause;
use super::messages::MessageEvent;
use super::on_due::Delivery;
use crate::cli::{Format, LogFormat};
use crate::commands::notify::report_line;
use crate::commands::report::{changes, counts, format_time, outputs};
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::views;
use crate::deliver::Report;
use crate::diagnostics::{self, Findings, Severity};
use crate::pipeline::ClockSource;
use crate::source::Snapshot;
use crate::watch::{Cause, Event, Failure, FailureReason};

/// How many changed files an object of the log lists.
const MAX_LISTED: usize = 20;

/// Prints events.
#[derive(Clone, Copy, Debug)]
pub(super) struct Log {
    format: LogFormat,
}

/// One entry of the log: an event of the publisher, or the start of the program.
enum Entry<'a> {
    Delivery(&'a Delivery),
    Message(&'a MessageEvent),
    Started { output: &'a Path, poll: Option<Duration> },
    Event(&'a Event),
}

impl Log {
    pub(super) const fn new(format: LogFormat) -> Self {
        Self { format }
    }

    /// Logs that the program watches and writes to `output`. `poll` is the polling interval, if there are no events.
    pub(super) fn started(
        self,
        output: &Path,
        poll: Option<Duration>,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        self.write(&Entry::Started { output, poll }, session)
    }

    /// Logs events in their order.
    pub(super) fn events(self, events: &[Event], session: &mut Session<'_, '_>) -> Result<(), Stop> {
        events.iter().try_for_each(|event| self.write(&Entry::Event(event), session))
    }

    /// Logs what `--on-due` did.
    pub(super) fn deliveries(
        self,
        deliveries: &[Delivery],
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        deliveries.iter().try_for_each(|delivery| self.write(&Entry::Delivery(delivery), session))
    }

    /// Logs what `--notify` did.
    pub(super) fn messages(
        self,
        messages: &[MessageEvent],
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        messages.iter().try_for_each(|message| self.write(&Entry::Message(message), session))
    }

    /// A log that cannot be written is no reason to stop publishing, unless nobody reads it any more.
    fn write(self, entry: &Entry<'_>, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        match self.try_write(entry, session) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Stop::from(error)),
            _ => Ok(()),
        }
    }

    fn try_write(self, entry: &Entry<'_>, session: &mut Session<'_, '_>) -> io::Result<()> {
        let time = session.real_time();
        match (self.format, entry) {
            (LogFormat::Human, Entry::Event(Event::Findings { new, snapshot, .. }))
                if session.stderr_is_terminal() =>
            {
                session.show(new, snapshot, Format::Human, false)?;
            }
            (LogFormat::Human, _) => {
                for line in lines(entry, session.is_quiet()) {
                    session.print(&format!("{}Z {line}\n", time.format("%H:%M:%S")))?;
                }
            }
            (LogFormat::Json, _) if session.is_quiet() && !is_error(entry) => {}
            (LogFormat::Json, _) => session.print(&format!("{}\n", object(entry, time)))?,
        }
        session.flush()
    }
}

/// Whether the entry is logged even with `--quiet`.
fn is_error(entry: &Entry<'_>) -> bool {
    match entry {
        Entry::Event(Event::Findings { all, .. }) => all.has_errors(),
        Entry::Event(Event::Failed { .. })
        | Entry::Message(
            MessageEvent::Problem(_)
            | MessageEvent::Sending(Report::SetAside { .. } | Report::NotRecorded(_)),
        )
        | Entry::Delivery(Delivery::Failed { .. } | Delivery::NotRecorded(_)) => true,
        _ => false,
    }
}

fn lines(entry: &Entry<'_>, quiet: bool) -> Vec<String> {
    if quiet && !is_error(entry) {
        return Vec::new();
    }
    let line = match entry {
        Entry::Started { output, poll } => {
            let poll =
                poll.map(|poll| format!(", polling every {} ms", poll.as_millis())).unwrap_or_default();
            format!("watching `content` and `themes`, writing to `{}`{poll}", output.display())
        }
        Entry::Delivery(Delivery::Done(id)) => format!("due {id} · the command ran"),
        Entry::Delivery(Delivery::Failed { id, reason, retry }) => {
            let retry = retry.as_secs_f32();
            format!("due {id} · the command failed: {}; retrying in {retry} s", one_line(reason))
        }
        Entry::Delivery(Delivery::NotRecorded(reason)) => {
            format!("due · not recorded, so a restart repeats it: {}", one_line(reason))
        }
        Entry::Message(MessageEvent::Sending(report)) => format!("notify · {}", report_line(report)),
        Entry::Message(MessageEvent::Problem(problem)) => format!("notify · error: {}", one_line(problem)),
        Entry::Event(Event::Note(note)) => format!("note: {}", one_line(note)),
        Entry::Event(Event::ClockSet(clock)) => format!("note: {}", clock_note(*clock)),
        Entry::Event(Event::Findings { new, snapshot, .. }) => {
            let shown: Findings =
                new.iter().filter(|finding| !quiet || finding.severity == Severity::Error).cloned().collect();
            return rows(&shown, snapshot).iter().map(finding_line).collect();
        }
        Entry::Event(Event::Published { cause, report, next_change, recovered, took }) => {
            let recovered = if *recovered { " · recovered" } else { "" };
            let changes = changes(report.public.written.len(), report.public.removed.len());
            let of_views = views::changes(report).map(|changes| format!(" · {changes}")).unwrap_or_default();
            let next = next_change.map(|next| format!(" · next change {}", format_time(next)));
            format!(
                "{}{recovered} · {changes}{of_views} in {} ms{}",
                cause::phrase(cause),
                took.as_millis(),
                next.unwrap_or_default()
            )
        }
        Entry::Event(Event::Failed { cause, failure, retry }) => {
            let retry = retry.map(|retry| format!("; retrying in {} s", retry.as_secs_f32()));
            format!(
                "{} · not published: {}{}",
                cause::phrase(cause),
                failure_message(failure),
                retry.unwrap_or_default()
            )
        }
        Entry::Event(Event::Stopped) => "stopped".to_owned(),
    };
    vec![line]
}

/// A finding in one line, without text of internal files.
fn finding_line(row: &Value) -> String {
    let text = |key: &str| row[key].as_str().unwrap_or_default();
    let location = row["path"].as_str().map(|path| match (row["line"].as_u64(), row["column"].as_u64()) {
        (Some(line), Some(column)) => format!(" {path}:{line}:{column}"),
        _ => format!(" {path}"),
    });
    let hint = row["hint"].as_str().map(|hint| format!(" (help: {hint})")).unwrap_or_default();
    let line = format!(
        "{}[{}]{} {}{hint}",
        text("severity"),
        text("rule"),
        location.unwrap_or_default(),
        text("message")
    );
    one_line(&line)
}

/// The findings as JSON objects.
fn rows(findings: &Findings, snapshot: &Snapshot) -> Vec<Value> {
    let document: Value = serde_json::from_str(&diagnostics::json(findings, snapshot)).unwrap_or_default();
    document["findings"].as_array().cloned().unwrap_or_default()
}

fn object(entry: &Entry<'_>, time: DateTime<Utc>) -> Value {
    let (name, more) = match entry {
        Entry::Started { output, poll } => {
            let poll = poll.map(|poll| u64::try_from(poll.as_millis()).unwrap_or(u64::MAX));
            ("started", json!({ "output": output.display().to_string(), "poll_ms": poll }))
        }
        Entry::Delivery(Delivery::Done(id)) => ("due", json!({ "id": id })),
        Entry::Delivery(Delivery::Failed { id, reason, retry }) => {
            ("due-failed", json!({ "id": id, "message": reason, "retry_seconds": retry.as_secs_f64() }))
        }
        Entry::Delivery(Delivery::NotRecorded(reason)) => ("due-not-recorded", json!({ "message": reason })),
        Entry::Message(MessageEvent::Sending(report)) => message(report),
        Entry::Message(MessageEvent::Problem(problem)) => ("notify-failed", json!({ "message": problem })),
        Entry::Event(Event::Note(note)) => ("note", json!({ "message": note })),
        Entry::Event(Event::ClockSet(clock)) => ("note", json!({ "message": clock_note(*clock) })),
        Entry::Event(Event::Findings { all, snapshot, .. }) => (
            "findings",
            json!({
                "errors": all.count(Severity::Error),
                "warnings": all.count(Severity::Warning),
                "findings": rows(all, snapshot),
            }),
        ),
        Entry::Event(Event::Published { cause, report, next_change, recovered, took }) => {
            let mut object = cause_keys(cause);
            object.insert("written".into(), report.public.written.len().into());
            object.insert("removed".into(), report.public.removed.len().into());
            object.insert("unchanged".into(), report.public.unchanged.into());
            object.insert("views_changed".into(), report.views_changed.into());
            object.insert("views_removed".into(), report.views_removed.into());
            object.insert("took_ms".into(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX).into());
            object.insert("next_change".into(), next_change.map(format_time).into());
            object.insert("mended".into(), (*recovered).into());
            ("built", Value::Object(object))
        }
        Entry::Event(Event::Failed { cause, failure, retry }) => {
            let mut object = cause_keys(cause);
            object.insert("reason".into(), reason_name(&failure.reason).into());
            object.insert("message".into(), failure_message(failure).into());
            object.insert("errors".into(), failure.errors.into());
            object.insert("warnings".into(), failure.warnings.into());
            object.insert("retry_seconds".into(), retry.map(|retry| retry.as_secs_f64()).into());
            ("failed", Value::Object(object))
        }
        Entry::Event(Event::Stopped) => ("stopped", json!({})),
    };
    let mut object = Map::new();
    object.insert("time".into(), time.to_rfc3339_opts(SecondsFormat::Millis, true).into());
    object.insert("event".into(), name.into());
    object.extend(more.as_object().cloned().unwrap_or_default());
    Value::Object(object)
}

/// The object for what happened to a message.
fn message(report: &Report) -> (&'static str, Value) {
    match report {
        Report::Sent { destination, event } => {
            ("notified", json!({ "destination": destination, "about": event }))
        }
        Report::Retrying { destination, event, reason, after } => (
            "notify-failed",
            json!({
                "destination": destination,
                "about": event,
                "message": reason,
                "retry_seconds": after.as_secs_f64(),
            }),
        ),
        Report::SetAside { destination, event, reason } => {
            ("notify-set-aside", json!({ "destination": destination, "about": event, "message": reason }))
        }
        Report::Left { destination, count } => {
            ("notify-left", json!({ "destination": destination, "count": count }))
        }
        Report::NotRecorded(reason) => ("notify-not-recorded", json!({ "message": reason })),
    }
}

fn cause_keys(cause: &Cause) -> Map<String, Value> {
    let changed = cause.changed();
    let paths: Vec<&str> = changed.iter().take(MAX_LISTED).map(|change| change.path.as_str()).collect();
    let mut object = Map::new();
    object.insert("cause".into(), cause::name(cause).into());
    object.insert("changed".into(), paths.into());
    object.insert("changed_count".into(), changed.len().into());
    object.insert("noticed_by".into(), cause::noticed_by(cause).into());
    object
}

/// The value of the key `reason` in the JSON log.
const fn reason_name(reason: &FailureReason) -> &'static str {
    match reason {
        FailureReason::Content => "content",
        FailureReason::Warnings => "warnings",
        FailureReason::Gate(_) => "gate",
        FailureReason::Locked => "locked",
        FailureReason::Keys(_) => "keys",
        FailureReason::Output(_) => "output",
    }
}

fn failure_message(failure: &Failure) -> String {
    let counts = || counts(failure.errors, failure.warnings, failure.files);
    match &failure.reason {
        FailureReason::Content => counts(),
        FailureReason::Warnings => format!("{}; `--strict` fails on warnings", counts()),
        FailureReason::Gate(refused) => format!("{}; the gate refused {}", counts(), outputs(refused)),
        FailureReason::Locked => "another build is running".to_owned(),
        FailureReason::Keys(message) | FailureReason::Output(message) => one_line(message),
    }
}

fn clock_note(clock: ClockSource) -> String {
    let setting = match clock {
        ClockSource::Real => return "the clock runs again".to_owned(),
        ClockSource::Option(option) => format!("`{option}`"),
        ClockSource::Site => "`clock` in `content/site.toml`".to_owned(),
    };
    format!("{setting} sets the clock, so nothing changes on its own")
}

/// Joins the lines of a message.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
