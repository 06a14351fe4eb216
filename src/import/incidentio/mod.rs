//! Status pages of [incident.io](https://incident.io): the JSON that a page serves to its readers.
//!
//! Three forms are read: the summary for widgets (`/api/v1/summary`), which has what is open now; the data of the page itself, with
//! the structure of its components and its incidents with all updates; and the Statuspage API (`/api/v2/…`), which these pages serve
//! too. Files may overlap. Nothing is fetched.

mod events;
mod ids;
mod structure;
mod widget;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::error::ImportError;
use super::export::Export;
use super::folder::has_extension;
use super::plan::{ImportPlan, Input, Notes};
use super::statuspage::{Notation, UNKNOWN_FILE, plan_export};
use crate::authoring::ImportLock;

const EXPECTED: &str = "the summary of a page of incident.io (`/api/v1/summary`), its incidents with their updates, or its Statuspage API";

/// Whether a file of a folder is read.
#[must_use]
pub fn wants(path: &str) -> bool {
    has_extension(path, &["json"])
}

/// Plans the content files for the inputs, in any order. Nothing public is dated after `now`, and what earlier imports wrote, according
/// to `lock`, keeps its place.
///
/// # Errors
///
/// Returns the errors of all inputs if any of them is not of a page of incident.io.
pub fn plan(inputs: &[Input], now: DateTime<Utc>, lock: &ImportLock) -> Result<ImportPlan, Vec<ImportError>> {
    let mut notes = Notes::default();
    let mut files = Vec::new();
    let mut errors = Vec::new();
    let mut own: Vec<(&Input, Value)> = Vec::new();
    for input in inputs {
        match serde_json::from_str::<Value>(input.text.trim_start_matches('\u{feff}')) {
            Ok(mut value) => {
                ids::convert(&mut value);
                // The Statuspage API of a page has the form already.
                if is_of_statuspage(&value) {
                    files.push(Input { name: input.name.clone(), text: value.to_string() });
                } else {
                    own.push((input, value));
                }
            }
            Err(error) => errors.push(ImportError::Json {
                input: input.name.clone(),
                line: error.line(),
                column: error.column(),
                message: error.to_string(),
            }),
        }
    }
    let mut unknown = Vec::new();
    let structure = structure::Structure::read(own.iter().map(|(_, value)| value));
    for (input, value) in &own {
        let mut export = Export::default();
        let is_widget = widget::add(value, &input.name, &mut export, &mut notes);
        let has_events = events::add(value, &structure, &input.name, &mut export, &mut notes);
        let has_structure = structure.is_in(value);
        if is_widget || has_events || has_structure {
            if has_structure {
                export.page = structure.page();
                export.components = structure.components();
            }
            files.extend(export.inputs(&input.name));
        } else {
            unknown.push(input.name.clone());
        }
    }
    // A folder often has other files too, which must not cost the rest.
    for input in unknown {
        if files.is_empty() {
            errors.push(ImportError::UnknownShape { input, expected: EXPECTED });
        } else {
            notes.add(input, UNKNOWN_FILE);
        }
    }
    if errors.is_empty() { plan_export(&files, Notation::Markdown, now, lock, notes) } else { Err(errors) }
}

/// Whether a file has the form of the Statuspage API.
fn is_of_statuspage(value: &Value) -> bool {
    let events = ["incidents", "scheduled_maintenances"].iter().filter_map(|key| value.get(key)?.as_array());
    let has = |key: &str| events.clone().flatten().any(|event| event.get(key).is_some());
    // One odd event does not decide for the others.
    if has("updates") {
        return false;
    }
    has("incident_updates")
        || value
            .get("page")
            .is_some_and(|page| page.get("time_zone").is_some() || page.get("updated_at").is_some())
}

/// Returns the state that a component of incident.io has here.
fn state(written: &str) -> &str {
    match written {
        "full_outage" => "major_outage",
        other => other,
    }
}

/// Returns a status without the prefix of maintenances.
fn status(written: &str) -> &str {
    match written.strip_prefix("maintenance_").unwrap_or(written) {
        "complete" => "completed",
        other => other,
    }
}

/// Returns the impact of a list of component states: that of the worst one.
fn impact<'a>(states: impl Iterator<Item = &'a str>) -> &'static str {
    let level = |word: &str| match word {
        "major_outage" => 3,
        "partial_outage" => 2,
        "degraded_performance" => 1,
        _ => 0,
    };
    ["none", "minor", "major", "critical"][states.map(level).max().unwrap_or(0)]
}

/// Returns a text that is not blank.
fn word<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|word| !word.is_empty())
}
