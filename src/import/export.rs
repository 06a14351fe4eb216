//! Histories of other systems in the form of the Statuspage API, so that one importer knows how records are recognised, moved and
//! repaired.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::plan::Input;

/// Components and events in the form of the Statuspage API.
#[derive(Debug, Default)]
pub(super) struct Export {
    /// The page, if the files say which it is.
    pub(super) page: Option<Value>,
    /// All components and groups; `None` if the files do not list them.
    pub(super) components: Option<Vec<Value>>,
    pub(super) incidents: Vec<Value>,
    pub(super) maintenances: Vec<Value>,
}

impl Export {
    /// Returns the export as the files that the importer of Statuspage reads. Components are in a file of their own, because a file with
    /// components lists only open events there.
    pub(super) fn inputs(self, name: &str) -> Vec<Input> {
        let mut inputs = Vec::new();
        let mut add = |keys: Vec<(&str, Value)>| {
            let mut file: Map<String, Value> =
                keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
            if let Some(page) = &self.page {
                file.insert("page".to_owned(), page.clone());
            }
            inputs.push(Input { name: name.to_owned(), text: Value::Object(file).to_string() });
        };
        if let Some(components) = self.components {
            add(vec![("components", Value::Array(components))]);
        }
        add(vec![
            ("incidents", Value::Array(self.incidents)),
            ("scheduled_maintenances", Value::Array(self.maintenances)),
        ]);
        inputs
    }
}

/// Returns an affected component of an update.
pub(super) fn affected(id: &str, name: &str, old: &str, new: &str) -> Value {
    json!({ "code": id, "name": name, "old_status": old, "new_status": new })
}

/// Returns a time as the API has it.
pub(super) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
