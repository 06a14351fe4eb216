//! The components of a page and their groups.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::word;

/// What the files say about a page and its components.
#[derive(Debug, Default)]
pub(super) struct Structure {
    page: Option<Value>,
    /// The components in the order of the page.
    components: Vec<Value>,
    /// Their names by their ids, also of those that are only named.
    names: BTreeMap<String, String>,
}

impl Structure {
    /// Reads the structure of all files.
    pub(super) fn read<'v>(files: impl Iterator<Item = &'v Value>) -> Self {
        let mut structure = Self::default();
        for file in files {
            let page = page_of(file);
            for component in lists(file, page).filter_map(Value::as_array).flatten() {
                if let (Some(id), Some(name)) = (word(component, "id"), word(component, "name")) {
                    structure.names.insert(id.to_owned(), name.to_owned());
                }
            }
            let items = page.get("structure").and_then(|structure| structure.get("items")?.as_array());
            if let Some(items) = items.filter(|_| structure.components.is_empty()) {
                for item in items {
                    structure.item(item);
                }
                structure.page = word(page, "name").map(|name| {
                    let url = word(page, "public_url").or_else(|| word(page, "url"));
                    json!({ "id": page.get("id"), "name": name, "url": url, "time_zone": "Etc/UTC" })
                });
            }
        }
        structure
    }

    fn item(&mut self, item: &Value) {
        if let Some(group) = item.get("group") {
            let Some(id) = word(group, "id") else { return };
            let position = self.components.len() + 1;
            let description = word(group, "description");
            self.components.push(json!({
                "id": id, "name": word(group, "name"), "description": description, "group": true, "position": position,
            }));
            for component in group.get("components").and_then(Value::as_array).into_iter().flatten() {
                self.component(component, Some(id));
            }
        } else if let Some(component) = item.get("component") {
            self.component(component, None);
        }
    }

    fn component(&mut self, component: &Value, group: Option<&str>) {
        // A component that the page hides is not public, whatever else names it.
        if component.get("hidden").and_then(Value::as_bool) == Some(true) {
            return;
        }
        let Some(id) = word(component, "component_id").or_else(|| word(component, "id")) else { return };
        let name = word(component, "name").map(str::to_owned).or_else(|| self.names.get(id).cloned());
        let position = self.components.len() + 1;
        self.components.push(json!({
            "id": id, "name": name, "description": word(component, "description"), "group_id": group, "position": position,
        }));
        if let Some(name) = name {
            self.names.insert(id.to_owned(), name);
        }
    }

    /// Whether a file has the structure of a page.
    #[expect(clippy::unused_self, reason = "the structure decides what a structure is")]
    pub(super) fn is_in(&self, file: &Value) -> bool {
        page_of(file).get("structure").is_some()
    }

    /// Returns the page in the form of the Statuspage API.
    pub(super) fn page(&self) -> Option<Value> {
        self.page.clone()
    }

    /// Returns the components in the form of the Statuspage API.
    pub(super) fn components(&self) -> Option<Vec<Value>> {
        (!self.components.is_empty()).then(|| self.components.clone())
    }

    /// Returns the components that an event is about.
    pub(super) fn named(&self, event: &Value) -> Vec<Value> {
        let keys = ["component_impacts", "affected_components"];
        let of_event = keys.iter().filter_map(|key| event.get(key)?.as_array()).flatten();
        let ids = of_event.filter_map(|one| word(one, "component_id").or_else(|| word(one, "id")));
        let ids: std::collections::BTreeSet<&str> = ids.collect();
        ids.into_iter().map(|id| json!({ "id": id, "name": self.name(id) })).collect()
    }

    /// Returns the name of a component, or its id.
    pub(super) fn name<'s>(&'s self, id: &'s str) -> &'s str {
        self.names.get(id).map_or(id, String::as_str)
    }
}

/// Returns the object that describes the page: the file, or what it wraps.
fn page_of(file: &Value) -> &Value {
    ["summary", "status_page"].iter().find_map(|key| file.get(key)).unwrap_or(file)
}

/// Returns the lists that have the names of components.
fn lists<'v>(file: &'v Value, page: &'v Value) -> impl Iterator<Item = &'v Value> {
    let keys = ["components", "affected_components"];
    let of_incidents =
        ["incidents", "ongoing_incidents", "scheduled_maintenances", "in_progress_maintenances"]
            .iter()
            .filter_map(|key| file.get(key)?.as_array())
            .flatten()
            .filter_map(|incident| incident.get("affected_components"));
    keys.into_iter().flat_map(move |key| [page.get(key), file.get(key)]).flatten().chain(of_incidents)
}
