//! Incidents of PagerDuty: the answers of its REST API to `GET /incidents/{id}`, `…/log_entries` and `…/notes`, as files.
//!
//! Format: the OpenAPI description of the REST API (<https://github.com/PagerDuty/api-schema>). Its lists come in pages; each
//! page is a file, or all of them are in one file, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::item::{Item, Reading, Writer};
use super::json::{id, time, values, word};
use super::text::{is_link, plain};
use crate::content::derived_id;
use crate::content::internal::Milestone;
use crate::import::error::ImportError;
use crate::import::plan::Input;

const EXPECTED: &str =
    "an answer of PagerDuty's API with `incident`, `log_entries` or `notes`, or a list of these objects";

/// Why an object is left out.
const UNKNOWN: &str = "neither an incident nor a log entry or note of PagerDuty";

/// The types of log entries that are left out unless they are asked for: PagerDuty tells each responder of each alert.
const NOISE: [&str; 1] = ["notify"];

/// Reads files, in any order; they may overlap. `wanted` are the types of log entries to import besides the usual ones.
///
/// # Errors
///
/// Returns the errors of all files if any of them is not from PagerDuty.
pub fn read(inputs: &[Input], wanted: &[String]) -> Result<Reading, Vec<ImportError>> {
    let mut reader = Reader { wanted, reading: Reading::default(), found: Found::default() };
    let mut errors = Vec::new();
    for input in inputs {
        match values(input) {
            Ok(values) => {
                let unknown = values.iter().filter(|value| !reader.value(value)).count();
                if unknown == values.len() && (unknown > 0 || input.text.trim().is_empty()) {
                    errors.push(ImportError::UnknownShape { input: input.name.clone(), expected: EXPECTED });
                }
                (0..unknown).for_each(|_| reader.reading.leave_out(UNKNOWN));
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(reader.finish()) } else { Err(errors) }
}

struct Reader<'a> {
    wanted: &'a [String],
    reading: Reading,
    found: Found,
}

/// An item of a log entry, or of what an incident says about itself.
struct LogEntry {
    /// The type without `_log_entry`.
    kind: String,
    /// The id of the incident.
    incident: Option<String>,
    item: Item,
}

/// What has to be known of all files before anything can be decided.
#[derive(Default)]
struct Found {
    /// Log entries by their ids.
    entries: BTreeMap<String, LogEntry>,
    /// Notes, which are log entries too.
    notes: Vec<Item>,
    /// What an incident says about itself, for files without log entries.
    of_incidents: Vec<LogEntry>,
    /// The offsets at which pages begin, and those at which another one has to follow.
    pages: BTreeSet<u64>,
    expected_pages: BTreeSet<u64>,
    incidents: BTreeSet<String>,
}

impl Reader<'_> {
    /// Reads a value; `false` if it is nothing of PagerDuty.
    fn value(&mut self, value: &Value) -> bool {
        let lists = ["log_entries", "notes", "incidents"];
        let has_list = lists.iter().any(|key| value.get(key).is_some_and(Value::is_array));
        if has_list {
            self.page(value);
            for object in lists.iter().filter_map(|key| value.get(key)?.as_array()).flatten() {
                if !self.object(object) {
                    self.reading.leave_out(UNKNOWN);
                }
            }
            true
        } else if let Some(one) = ["incident", "log_entry", "note"].iter().find_map(|key| value.get(key)) {
            // A log entry names its incident too, but has a type of its own.
            if word(value, "type").is_some() || value.get("content").is_some() {
                self.object(value)
            } else {
                self.object(one)
            }
        } else {
            self.object(value)
        }
    }

    fn page(&mut self, page: &Value) {
        if page.get("log_entries").is_none() {
            return;
        }
        let number = |key: &str| page.get(key).and_then(Value::as_u64);
        let offset = number("offset").unwrap_or_default();
        self.found.pages.insert(offset);
        if page.get("more").and_then(Value::as_bool) == Some(true) {
            let limit = number("limit").unwrap_or_else(|| {
                page.get("log_entries").and_then(Value::as_array).map_or(0, |list| list.len() as u64)
            });
            self.found.expected_pages.insert(offset.saturating_add(limit));
        }
    }

    fn object(&mut self, object: &Value) -> bool {
        let kind = word(object, "type").unwrap_or_default();
        if let Some(kind) = kind.strip_suffix("_log_entry") {
            self.log_entry(object, kind);
        } else if object.get("content").is_some() {
            self.note(object);
        } else if kind == "incident" || object.get("incident_number").is_some() {
            self.incident(object);
        } else {
            return false;
        }
        true
    }

    fn log_entry(&mut self, entry: &Value, kind: &str) {
        // The description of the API has both spellings.
        let kind = if kind == "acknowledgement" { "acknowledge" } else { kind };
        if NOISE.contains(&kind) && !self.wanted.iter().any(|wanted| wanted == kind) {
            self.reading
                .leave_out(format!("a log entry of the type `{kind}`; `--include {kind}` imports these"));
            return;
        }
        let Some(at) = word(entry, "created_at").and_then(time) else {
            self.reading.leave_out("a log entry without a time that can be read");
            return;
        };
        let incident = entry.get("incident").and_then(|incident| id(incident, "id"));
        self.found.incidents.extend(incident.clone());
        let text = text_of(entry, kind);
        let id = id(entry, "id")
            .unwrap_or_else(|| derived_id("entry", &["pagerduty", kind, &at.to_rfc3339(), &text]));
        let milestone = match kind {
            "trigger" => Some(Milestone::Detected),
            "acknowledge" => Some(Milestone::Acknowledged),
            "resolve" => Some(Milestone::Resolved),
            _ => None,
        };
        // The incident records these events too, perhaps in a file that was imported before.
        let incident_id = incident.as_deref().filter(|_| milestone.is_some());
        let item = Item {
            source_id: format!("pagerduty:{id}"),
            same_as: incident_id.map(|incident| ids_near(incident, kind, at)).unwrap_or_default(),
            at,
            writer: entry.get("agent").map_or(Writer::Machine, writer),
            milestone,
            evidence: Vec::new(),
            text,
        };
        let entry = LogEntry { kind: kind.to_owned(), incident, item };
        if self.found.entries.insert(id, entry).is_some() {
            self.reading.leave_out("is in the files more than once");
        }
    }

    fn note(&mut self, note: &Value) {
        let Some(at) = word(note, "created_at").and_then(time) else {
            self.reading.leave_out("a note without a time that can be read");
            return;
        };
        let text = plain(word(note, "content").unwrap_or_default());
        let id =
            id(note, "id").unwrap_or_else(|| derived_id("note", &["pagerduty", &at.to_rfc3339(), &text]));
        self.found.notes.push(Item {
            source_id: format!("pagerduty:{id}"),
            same_as: Vec::new(),
            at,
            writer: note.get("user").map_or(Writer::Machine, writer),
            milestone: None,
            evidence: Vec::new(),
            text,
        });
    }

    fn incident(&mut self, incident: &Value) {
        let Some(id) = id(incident, "id") else {
            self.reading.leave_out("an incident without `id`");
            return;
        };
        self.found.incidents.insert(id.clone());
        let title = plain(word(incident, "title").or(word(incident, "summary")).unwrap_or_default());
        let evidence: Vec<String> =
            word(incident, "html_url").filter(|link| is_link(link)).map(str::to_owned).into_iter().collect();
        let mut add = |kind: &'static str, at: Option<&str>, by: Option<&Value>, milestone, text: String| {
            let Some(at) = at.and_then(time) else { return };
            let item = Item {
                source_id: id_of_event(&id, kind, at),
                same_as: ids_near(&id, kind, at),
                at,
                writer: by.map_or(Writer::Machine, writer),
                milestone: Some(milestone),
                evidence: evidence.clone(),
                text,
            };
            self.found.of_incidents.push(LogEntry {
                kind: kind.to_owned(),
                incident: Some(id.clone()),
                item,
            });
        };
        add(
            "trigger",
            word(incident, "created_at"),
            None,
            Milestone::Detected,
            if title.is_empty() { "Triggered".to_owned() } else { format!("Triggered: {title}") },
        );
        for one in incident.get("acknowledgements").and_then(Value::as_array).into_iter().flatten() {
            let by = one.get("acknowledger");
            add("acknowledge", word(one, "at"), by, Milestone::Acknowledged, "Acknowledged".to_owned());
        }
        // An answer of an earlier version of the API has only the time of its last status.
        let is_over = word(incident, "status") == Some("resolved");
        let changed = word(incident, "last_status_change_at").filter(|_| is_over);
        let resolved = word(incident, "resolved_at").or(changed);
        add("resolve", resolved, None, Milestone::Resolved, "Resolved".to_owned());
    }

    fn finish(self) -> Reading {
        let Self { mut reading, found, .. } = self;
        let told: BTreeSet<(String, Option<String>)> =
            found.entries.values().map(|entry| (entry.kind.clone(), entry.incident.clone())).collect();
        let mut items: Vec<Item> = Vec::new();
        for LogEntry { kind, incident, mut item } in found.entries.into_values() {
            // The id that the incident has for the event, so that its file brings no second entry later.
            if let Some(incident) = incident.filter(|_| item.milestone.is_some()) {
                let shared = id_of_event(&incident, &kind, item.at);
                if items.iter().all(|known| known.source_id != shared) {
                    item.same_as.push(std::mem::replace(&mut item.source_id, shared));
                }
            }
            let minute = TimeDelta::minutes(1);
            let is_same = |note: &Item| note.text == item.text && (note.at - item.at).abs() < minute;
            if kind == "annotate" && found.notes.iter().any(is_same) {
                reading.leave_out("a log entry that only repeats a note");
            } else {
                items.push(item);
            }
        }
        items.extend(found.notes);
        for LogEntry { kind, incident, item } in found.of_incidents {
            if told.contains(&(kind.clone(), incident)) || told.contains(&(kind, None)) {
                reading.leave_out("a time of an incident that a log entry says too");
            } else {
                items.push(item);
            }
        }
        items.retain(|item| {
            let is_empty = item.text.trim().is_empty();
            if is_empty {
                reading.leave_out("has no text");
            }
            !is_empty
        });
        keep_one_of_each(&mut items);
        let missing = found.expected_pages.difference(&found.pages).count();
        if missing > 0 {
            reading.notes.add(
                "log entries",
                "a page says that more follow, and no file begins there; save them all with `offset`",
            );
        }
        if found.incidents.len() > 1 {
            let count = found.incidents.len();
            reading
                .notes
                .add("files", format!("they are about {count} incidents; all were imported into one"));
        }
        reading.items = items;
        reading
    }
}

/// Returns the id of an event that both an incident and its log record.
fn id_of_event(incident: &str, kind: &str, at: DateTime<Utc>) -> String {
    format!("pagerduty:{incident}:{kind}:{}", at.format("%Y%m%dT%H%M%SZ"))
}

/// Returns the ids that the event may have elsewhere: the two do not always agree on the second.
fn ids_near(incident: &str, kind: &str, at: DateTime<Utc>) -> Vec<String> {
    let near = (-2..=2).filter_map(|seconds| at.checked_add_signed(TimeDelta::seconds(seconds)));
    near.map(|at| id_of_event(incident, kind, at)).collect()
}

/// Leaves each milestone to one item: the first alert and acknowledgement, and the last resolution.
fn keep_one_of_each(items: &mut [Item]) {
    for milestone in [Milestone::Detected, Milestone::Acknowledged, Milestone::Resolved] {
        let marks = items.iter().filter(|item| item.milestone == Some(milestone));
        let keys = marks.map(|item| (item.at, item.source_id.clone()));
        let kept = if milestone == Milestone::Resolved { keys.max() } else { keys.min() };
        for item in items.iter_mut().filter(|item| item.milestone == Some(milestone)) {
            if kept.as_ref().is_some_and(|(_, id)| *id != item.source_id) {
                item.milestone = None;
            }
        }
    }
}

/// Returns who did it: a user is a person, and anything else, such as a service, is a machine.
fn writer(agent: &Value) -> Writer {
    if !word(agent, "type").is_none_or(|kind| kind.starts_with("user")) {
        return Writer::Machine;
    }
    let text = |key: &str| word(agent, key).map(str::to_owned);
    let (id, name, email) = (id(agent, "id"), text("summary").or_else(|| text("name")), text("email"));
    if id.is_none() && name.is_none() && email.is_none() {
        return Writer::Machine;
    }
    Writer::Person { id, name, email }
}

/// Returns the text of a log entry: its summary, and for an alert and a note what its channel says.
fn text_of(entry: &Value, kind: &str) -> String {
    let channel = entry.get("channel");
    let details = |key: &str| channel.and_then(|channel| word(channel, key));
    let note =
        ["content", "note", "summary"].iter().find_map(|key| details(key)).filter(|_| kind == "annotate");
    if let Some(note) = note {
        return plain(note);
    }
    let summary = word(entry, "summary").unwrap_or(kind);
    let mut parts = vec![summary];
    if kind == "trigger" {
        let event = entry.get("event_details").and_then(|event| word(event, "description"));
        let more =
            [details("subject"), details("summary"), details("description"), details("details"), event];
        for text in more.into_iter().flatten() {
            if !parts.iter().any(|part| part.contains(text)) {
                parts.push(text);
            }
        }
    }
    plain(&parts.join("\n\n"))
}
