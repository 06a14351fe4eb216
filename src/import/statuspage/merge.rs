//! Merging several files: recognizes them, removes duplicates and keeps the newest version of each object.
//!
//! The result does not depend on the order of the inputs: they are sorted first, and of two equally old versions of an
//! object the one in the first input is used.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::event::{Event, Kind, instant};
use super::{repair, wire};
use crate::import::error::ImportError;
use crate::import::plan::{Input, Notes};
use crate::import::statuspage_feed;

const EXPECTED: &str = "`components.json`, `incidents.json`, `scheduled-maintenances.json`, `summary.json`, `history.atom` or `history.rss`";

/// Why a file is left out.
pub(in crate::import) const UNKNOWN_FILE: &str = "is not a file of the status page; left out";

/// The objects of all inputs, each once.
#[derive(Debug, Default)]
pub(super) struct MergedExport {
    pub(super) page: Option<wire::Page>,
    /// The components in the newest file that has a list of them, by id; `None` if no file has one.
    pub(super) current: Option<BTreeMap<String, wire::Component>>,
    /// The newest versions of components in older lists and in incidents, by id.
    pub(super) seen: BTreeMap<String, wire::Component>,
    /// The events, by kind and id.
    pub(super) events: BTreeMap<(Kind, String), Event>,
    /// From when on the inputs have all events of a kind, UTC: the time of the oldest event in a list of all of them.
    pub(super) complete_since: BTreeMap<Kind, DateTime<Utc>>,
}

/// The age of a file: the time of its page. A file without a page is the oldest.
type Age = Option<DateTime<Utc>>;

struct Merger<'a> {
    export: MergedExport,
    page_age: Age,
    list_age: Age,
    repeated: usize,
    errors: Vec<ImportError>,
    notes: &'a mut Notes,
}

/// Reads and merges all inputs.
///
/// # Errors
///
/// Returns the errors of all inputs.
pub(super) fn merge(inputs: &[Input], notes: &mut Notes) -> Result<MergedExport, Vec<ImportError>> {
    let mut sorted: Vec<&Input> = inputs.iter().collect();
    // Feeds come last: of two equally old versions, the one in an export has more data.
    let order =
        |input: &&Input| (statuspage_feed::is_feed(&input.text), input.name.clone(), input.text.clone());
    sorted.sort_by_cached_key(order);
    let mut merger = Merger {
        export: MergedExport::default(),
        page_age: None,
        list_age: None,
        repeated: 0,
        errors: Vec::new(),
        notes,
    };
    // A folder often has other files too, which must not cost the rest.
    let has_others = inputs.len() > 1;
    let (mut known, mut unknown) = (0_usize, Vec::new());
    for input in sorted {
        if statuspage_feed::is_feed(&input.text) {
            let message =
                "a feed has times to the minute, and no components or impacts; add them where they matter";
            merger.notes.add(input.name.as_str(), message);
        }
        match read(input, merger.notes) {
            Ok(file) => {
                merger.add(file, &input.name);
                known += 1;
            }
            Err(ImportError::UnknownShape { input, .. }) if has_others => unknown.push(input),
            Err(error) => merger.errors.push(error),
        }
    }
    for input in unknown {
        if known > 0 && merger.errors.is_empty() {
            merger.notes.add(input, UNKNOWN_FILE);
        } else {
            merger.errors.push(ImportError::UnknownShape { input, expected: EXPECTED });
        }
    }
    if !merger.errors.is_empty() {
        return Err(merger.errors);
    }
    if merger.repeated > 0 {
        let message = format!("{} were in more than one file; the newest version was used", merger.repeated);
        merger.notes.add("incidents and maintenances", message);
    }
    Ok(merger.export)
}

fn read(input: &Input, notes: &mut Notes) -> Result<wire::File, ImportError> {
    let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
    let json = |error: serde_json::Error| ImportError::Json {
        input: input.name.clone(),
        line: error.line(),
        column: error.column(),
        message: error.to_string(),
    };
    let is_feed = statuspage_feed::is_feed(text);
    let value: serde_json::Value = if is_feed {
        statuspage_feed::export(input, notes)?
    } else {
        serde_json::from_str(text).map_err(json)?
    };
    let unknown = || ImportError::UnknownShape { input: input.name.clone(), expected: EXPECTED };
    let mut object = match value {
        serde_json::Value::Object(object) => object,
        serde_json::Value::Array(list) => bare_list(list).ok_or_else(unknown)?,
        _ => return Err(unknown()),
    };
    repair::file(&mut object, &input.name, notes);
    let file: wire::File = serde_json::from_value(object.into()).map_err(json)?;
    let has_list =
        file.components.is_some() || file.incidents.is_some() || file.scheduled_maintenances.is_some();
    // A `status.json` in the same folder has only the page and data that follows from the others.
    if has_list || file.page.is_some() { Ok(file) } else { Err(unknown()) }
}

/// Returns a file for a bare list, as Statuspage's API for the owner of a page answers: events or components.
fn bare_list(list: Vec<serde_json::Value>) -> Option<serde_json::Map<String, serde_json::Value>> {
    let has = |key: &str| list.iter().any(|one| one.get(key).is_some());
    let mut file = serde_json::Map::new();
    if list.is_empty() || has("incident_updates") {
        let is_maintenance = |one: &serde_json::Value| {
            let text = |key: &str| one.get(key).and_then(serde_json::Value::as_str);
            text("impact") == Some("maintenance") || text("scheduled_for").is_some()
        };
        let (maintenances, incidents): (Vec<_>, Vec<_>) = list.into_iter().partition(is_maintenance);
        file.insert("incidents".to_owned(), incidents.into());
        file.insert("scheduled_maintenances".to_owned(), maintenances.into());
    } else if has("only_show_if_degraded") || has("showcase") || has("group_id") {
        file.insert("components".to_owned(), list.into());
    } else {
        return None;
    }
    Some(file)
}

impl Merger<'_> {
    fn add(&mut self, file: wire::File, input: &str) {
        let age = self.add_page(file.page, input);
        // A summary lists only what is open.
        let is_summary = file.components.is_some();
        if let Some(list) = file.components {
            self.add_list(list, age, input);
        }
        let lists = [(Kind::Incident, file.incidents), (Kind::Maintenance, file.scheduled_maintenances)];
        for (kind, list) in lists {
            let list = list.unwrap_or_default();
            if !is_summary {
                self.note_completeness(kind, &list);
            }
            for event in list.into_iter().enumerate() {
                self.add_event(kind, event, input);
            }
        }
    }

    /// Remembers from when on a list has all events. A list without closed events may be that of the open ones.
    fn note_completeness(&mut self, kind: Kind, list: &[wire::Incident]) {
        let closed = ["resolved", "postmortem", "completed"];
        let has_closed =
            list.iter().any(|one| one.status.as_deref().is_some_and(|status| closed.contains(&status)));
        if !has_closed || list.iter().any(|one| one.is_from_feed) {
            return;
        }
        let oldest = list.iter().filter_map(|one| instant(one.created_at.as_deref()?)).min();
        let Some(oldest) = oldest else { return };
        let since = self.export.complete_since.entry(kind).or_insert(oldest);
        *since = oldest.min(*since);
    }

    fn add_page(&mut self, page: Option<wire::Page>, input: &str) -> Age {
        let page = page?;
        let age = page.updated_at.as_deref().and_then(instant);
        if let Some(text) = page.updated_at.as_deref().filter(|_| age.is_none()) {
            self.notes.add(input, format!("the `updated_at` of the page is not a time: `{text}`"));
        }
        let known = self.export.page.as_ref().and_then(|page| page.id.as_ref());
        if let (Some(expected), Some(id)) = (known, &page.id)
            && expected != id
        {
            self.errors.push(ImportError::SeveralPages {
                input: input.to_owned(),
                page: id.clone(),
                expected: expected.clone(),
            });
        } else if self.export.page.is_none() || age > self.page_age {
            self.export.page = Some(page);
            self.page_age = age;
        }
        age
    }

    fn add_list(&mut self, list: Vec<wire::Component>, age: Age, input: &str) {
        let mut by_id = BTreeMap::new();
        for (index, component) in list.into_iter().enumerate() {
            match component.id.clone().filter(|id| !id.is_empty()) {
                Some(id) if by_id.contains_key(&id) => {
                    self.notes.add(input, format!("has the component `{id}` twice; the first is used"));
                }
                Some(id) => {
                    by_id.insert(id, component);
                }
                None => self.notes.add(input, nameless(&component, index)),
            }
        }
        let outdated = match &mut self.export.current {
            None => {
                self.list_age = age;
                self.export.current = Some(by_id);
                return;
            }
            Some(current) if age > self.list_age => {
                self.list_age = age;
                std::mem::replace(current, by_id)
            }
            Some(_) => by_id,
        };
        for (id, component) in outdated {
            self.add_seen(id, component);
        }
    }

    fn add_event(&mut self, kind: Kind, (index, incident): (usize, wire::Incident), input: &str) {
        for (index, component) in incident.components.iter().flatten().enumerate() {
            match component.id.clone().filter(|id| !id.is_empty()) {
                Some(id) => self.add_seen(id, component.clone()),
                None => self.notes.add(input, nameless(component, index)),
            }
        }
        let mut event = Event::read(kind, incident, input, index, self.notes);
        let key = (kind, event.id.clone());
        let Some(known) = self.export.events.get_mut(&key) else {
            self.export.events.insert(key, event);
            return;
        };
        self.repeated += 1;
        // Only feeds have these ids, and an export takes precedence over a feed.
        for (known, new) in
            [(&mut known.atom_id, &mut event.atom_id), (&mut known.rss_guid, &mut event.rss_guid)]
        {
            let id = known.take().or_else(|| new.take());
            known.clone_from(&id);
            *new = id;
        }
        if !event.is_from_feed && known.is_from_feed
            || event.is_from_feed == known.is_from_feed && newness(&event) > newness(known)
        {
            *known = event;
        }
    }

    fn add_seen(&mut self, id: String, component: wire::Component) {
        let age = |component: &wire::Component| {
            component.updated_at.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok())
        };
        if self.export.seen.get(&id).is_none_or(|known| age(&component) > age(known)) {
            self.export.seen.insert(id, component);
        }
    }
}

fn newness(event: &Event) -> (Age, Age, usize) {
    (event.updated_at, event.last_word(), event.updates.len())
}

fn nameless(component: &wire::Component, index: usize) -> String {
    let name = component.name.as_deref().unwrap_or_default();
    format!("component {} of a list has no `id`; `{name}` is left out", index + 1)
}
