//! The file names of an event's updates: `<time>-<status>`.

use std::collections::BTreeMap;

use super::event::{Event, Update};
use crate::status::Status;

/// Returns one file name per update, without `.md`: the time to the minute, or to the second or millisecond if two
/// updates would have the same name.
pub(super) fn stems(event: &Event) -> Vec<String> {
    const FORMATS: [&str; 3] = ["%Y-%m-%dT%H%MZ", "%Y-%m-%dT%H%M%SZ", "%Y-%m-%dT%H%M%S%.3fZ"];
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for update in &event.updates {
        for format in FORMATS {
            *alike.entry(update.at.format(format).to_string()).or_default() += 1;
        }
    }
    let stem = |update: &Update| {
        let times = FORMATS.map(|format| update.at.format(format).to_string());
        let [_, _, finest] = &times;
        let time = times.iter().find(|time| alike.get(*time) == Some(&1)).unwrap_or(finest);
        format!("{time}-{}", word(&update.status))
    };
    event.updates.iter().map(stem).collect()
}

fn word(status: &str) -> String {
    let known = Status::INCIDENT.iter().chain(&Status::MAINTENANCE).any(|known| known.as_str() == status);
    if known { status.replace('_', "-") } else { "update".to_owned() }
}
