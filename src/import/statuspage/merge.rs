//! Merging several files: recognizes them, removes duplicates and keeps the newest version of each object.
//!
//! The result does not depend on the order of the inputs: they are sorted first, and of two equally old versions of an
//! object the one in the first input is used.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::event::{Event, Kind, instant, required};
use super::wire;
use crate::import::error::ImportError;
use crate::import::plan::{Input, Notes};
use crate::import::statuspage_feed;

const EXPECTED: &str = "`components.json`, `incidents.json`, `scheduled-maintenances.json`, `summary.json`, `history.atom` or `history.rss`";

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
    for input in sorted {
        if statuspage_feed::is_feed(&input.text) {
            let message =
                "a feed has times to the minute, and no components or impacts; add them where they matter";
            merger.notes.add(input.name.as_str(), message);
        }
        match read(input) {
            Ok(file) => merger.add(file, &input.name),
            Err(error) => merger.errors.push(error),
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

fn read(input: &Input) -> Result<wire::File, ImportError> {
    let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
    let read = if statuspage_feed::is_feed(text) {
        serde_json::from_value(statuspage_feed::export(input)?)
    } else {
        serde_json::from_str(text)
    };
    let file: wire::File = read.map_err(|error| ImportError::Json {
        input: input.name.clone(),
        line: error.line(),
        column: error.column(),
        message: error.to_string(),
    })?;
    let has_list =
        file.components.is_some() || file.incidents.is_some() || file.scheduled_maintenances.is_some();
    // A `status.json` in the same folder has only the page and data that follows from the others.
    if has_list || file.page.is_some() {
        Ok(file)
    } else {
        Err(ImportError::UnknownShape { input: input.name.clone(), expected: EXPECTED })
    }
}

impl Merger<'_> {
    fn add(&mut self, file: wire::File, input: &str) {
        let age = self.add_page(file.page, input);
        if let Some(list) = file.components {
            self.add_list(list, age, input);
        }
        for incident in file.incidents.into_iter().flatten().enumerate() {
            self.add_event(Kind::Incident, incident, input);
        }
        for maintenance in file.scheduled_maintenances.into_iter().flatten().enumerate() {
            self.add_event(Kind::Maintenance, maintenance, input);
        }
    }

    fn add_page(&mut self, page: Option<wire::Page>, input: &str) -> Age {
        let page = page?;
        let age = match instant(page.updated_at.as_deref(), "updated_at", input, "the page") {
            Ok(age) => age,
            Err(error) => {
                self.errors.push(error);
                None
            }
        };
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
            match required(component.id.clone(), "id", input, &format!("component {} of the list", index + 1))
            {
                Ok(id) => {
                    by_id.insert(id, component);
                }
                Err(error) => self.errors.push(error),
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
        for component in incident.components.iter().flatten() {
            let object = format!("a component of {} {} of the list", kind.as_str(), index + 1);
            match required(component.id.clone(), "id", input, &object) {
                Ok(id) => self.add_seen(id, component.clone()),
                Err(error) => self.errors.push(error),
            }
        }
        match Event::read(kind, incident, input, index) {
            Err(error) => self.errors.push(error),
            Ok(event) => {
                let key = (kind, event.id.clone());
                let known = self.export.events.get(&key);
                self.repeated += usize::from(known.is_some());
                if known.is_none_or(|known| newness(&event) > newness(known)) {
                    self.export.events.insert(key, event);
                }
            }
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
