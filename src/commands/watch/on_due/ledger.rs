//! The file that says for which items the command has run: `.allclear/on-due.json`.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::entry::Entry;
use crate::authoring::write_scratch;
use crate::commands::report::format_time;
use crate::commands::stop::Stop;

/// The file, relative to the project.
const PATH: &str = ".allclear/on-due.json";

/// Items that fell due earlier than this before the first start are skipped.
const SKIPPED: TimeDelta = TimeDelta::hours(1);

/// How long an item is remembered that is no longer listed.
const KEPT: TimeDelta = TimeDelta::days(400);

/// The items that are done.
#[derive(Debug)]
pub(super) struct Ledger {
    root: PathBuf,
    /// When each item was due, UTC, by its id.
    done: BTreeMap<String, DateTime<Utc>>,
    /// Whether nothing was ever recorded.
    is_new: bool,
}

impl Ledger {
    /// Reads the file. A file that cannot be read is an error: to begin anew would skip items, or repeat them.
    pub(super) fn open(root: &Path) -> Result<Self, Stop> {
        let failed = |why: String| {
            Stop::usage(format!("cannot read `{PATH}`: {why}"))
                .hint("it says for which items `--on-due` has run; if you remove it, those of the last hour run again")
        };
        let mut ledger = Self { root: root.to_owned(), done: BTreeMap::new(), is_new: false };
        match std::fs::read_to_string(root.join(PATH)) {
            Ok(text) => ledger.done = parse(&text).ok_or_else(|| failed("it is damaged".to_owned()))?,
            Err(error) if error.kind() == ErrorKind::NotFound => ledger.is_new = true,
            Err(error) => return Err(failed(error.to_string())),
        }
        Ok(ledger)
    }

    /// Records at the first start what is too old to run for, so that nothing else is ever skipped; at every start it
    /// forgets what is long over.
    pub(super) fn begin(&mut self, entries: &[Entry], now: DateTime<Utc>) -> Result<(), String> {
        if self.is_new {
            let old = entries.iter().filter(|entry| now - entry.at > SKIPPED);
            self.done.extend(old.map(|entry| (entry.id.clone(), entry.at)));
            self.is_new = false;
        }
        self.done.retain(|id, at| now - *at < KEPT || entries.iter().any(|entry| entry.id == *id));
        self.write()
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.done.contains_key(id)
    }

    /// Records that the command has run for an item. It is remembered even if that cannot be written.
    pub(super) fn record(&mut self, id: &str, at: DateTime<Utc>) -> Result<(), String> {
        self.done.insert(id.to_owned(), at);
        self.write()
    }

    fn write(&self) -> Result<(), String> {
        let done: serde_json::Map<String, Value> =
            self.done.iter().map(|(id, at)| (id.clone(), format_time(*at).into())).collect();
        let text = format!("{:#}\n", json!({ "format": 1, "done": done }));
        write_scratch(&self.root, PATH, &text).map_err(|error| format!("cannot write `{PATH}`: {error}"))
    }
}

fn parse(text: &str) -> Option<BTreeMap<String, DateTime<Utc>>> {
    let document: Value = serde_json::from_str(text).ok()?;
    let done = document.get("done")?.as_object()?;
    done.iter().map(|(id, at)| Some((id.clone(), at.as_str()?.parse().ok()?))).collect()
}
