//! Brings several files together: recognises them, drops what is in more than one, keeps the newest of each.
//!
//! The answer must not depend on the order of the inputs, so they are sorted first, and of two versions of an
//! object that claim the same age the one of the first input counts.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::event::{Event, Kind, instant, required};
use super::wire;
use crate::import::error::ImportError;
use crate::import::plan::{Input, Notes};
use crate::import::statuspage_feed;

const EXPECTED: &str = "`components.json`, `incidents.json`, `scheduled-maintenances.json`, `summary.json`, `history.atom` or `history.rss`";

/// Everything that the inputs say, each thing once.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) page: Option<wire::Page>,
    /// The list of components in the newest file that has one, by id; `None` when no file has one.
    pub(super) current: Option<BTreeMap<String, wire::Component>>,
    /// Components of older lists and of incidents, by id: their newest version.
    pub(super) seen: BTreeMap<String, wire::Component>,
    /// By kind and id.
    pub(super) events: BTreeMap<(Kind, String), Event>,
}

/// A file's age: that of its page. A file without one counts as the oldest.
type Age = Option<DateTime<Utc>>;

struct Gathering<'a> {
    found: Gathered,
    page_age: Age,
    list_age: Age,
    repeated: usize,
    errors: Vec<ImportError>,
    notes: &'a mut Notes,
}

/// Reads all inputs; any error in any of them is returned, and then nothing else.
pub(super) fn gather(inputs: &[Input], notes: &mut Notes) -> Result<Gathered, Vec<ImportError>> {
    let mut sorted: Vec<&Input> = inputs.iter().collect();
    // Feeds come last: of two versions alike, the export says more.
    let order =
        |input: &&Input| (statuspage_feed::is_feed(&input.text), input.name.clone(), input.text.clone());
    sorted.sort_by_cached_key(order);
    let mut gathering = Gathering {
        found: Gathered::default(),
        page_age: None,
        list_age: None,
        repeated: 0,
        errors: Vec::new(),
        notes,
    };
    for input in sorted {
        if statuspage_feed::is_feed(&input.text) {
            let message = "a feed has times to the minute, and neither components nor impacts; add them where they matter";
            gathering.notes.add(input.name.as_str(), message);
        }
        match read(input) {
            Ok(file) => gathering.add(file, &input.name),
            Err(error) => gathering.errors.push(error),
        }
    }
    if !gathering.errors.is_empty() {
        return Err(gathering.errors);
    }
    if gathering.repeated > 0 {
        let message =
            format!("{} were in more than one place; the newest version was taken", gathering.repeated);
        gathering.notes.add("incidents and maintenances", message);
    }
    Ok(gathering.found)
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
    // A `status.json` lies beside the others in a saved folder; it has only the page and what follows from the rest.
    if has_list || file.page.is_some() {
        Ok(file)
    } else {
        Err(ImportError::UnknownShape { input: input.name.clone(), expected: EXPECTED })
    }
}

impl Gathering<'_> {
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
        let known = self.found.page.as_ref().and_then(|page| page.id.as_ref());
        if let (Some(expected), Some(id)) = (known, &page.id)
            && expected != id
        {
            self.errors.push(ImportError::SeveralPages {
                input: input.to_owned(),
                page: id.clone(),
                expected: expected.clone(),
            });
        } else if self.found.page.is_none() || age > self.page_age {
            self.found.page = Some(page);
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
        let outdated = match &mut self.found.current {
            None => {
                self.list_age = age;
                self.found.current = Some(by_id);
                return;
            }
            Some(current) if age > self.list_age => {
                self.list_age = age;
                std::mem::replace(current, by_id)
            }
            Some(_) => by_id,
        };
        for (id, component) in outdated {
            self.see(id, component);
        }
    }

    fn add_event(&mut self, kind: Kind, (index, incident): (usize, wire::Incident), input: &str) {
        for component in incident.components.iter().flatten() {
            let object = format!("a component of {} {} of the list", kind.as_str(), index + 1);
            match required(component.id.clone(), "id", input, &object) {
                Ok(id) => self.see(id, component.clone()),
                Err(error) => self.errors.push(error),
            }
        }
        match Event::read(kind, incident, input, index) {
            Err(error) => self.errors.push(error),
            Ok(event) => {
                let key = (kind, event.id.clone());
                let known = self.found.events.get(&key);
                self.repeated += usize::from(known.is_some());
                if known.is_none_or(|known| newness(&event) > newness(known)) {
                    self.found.events.insert(key, event);
                }
            }
        }
    }

    fn see(&mut self, id: String, component: wire::Component) {
        let age = |component: &wire::Component| {
            component.updated_at.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok())
        };
        if self.found.seen.get(&id).is_none_or(|known| age(&component) > age(known)) {
            self.found.seen.insert(id, component);
        }
    }
}

fn newness(event: &Event) -> (Age, Age, usize) {
    (event.updated_at, event.last_word(), event.updates.len())
}
