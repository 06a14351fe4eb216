//! The ids of incident.io. They are ULIDs, in which the case of letters means nothing; ours have only small ones.

use serde_json::Value;

use crate::content::{derived_id, is_name};

/// The keys whose values are ids.
const KEYS: [&str; 6] = ["id", "component_id", "group_id", "code", "incident_id", "page_id"];

/// Converts all ids in a file.
pub(super) fn convert(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(convert),
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(id) if KEYS.contains(&key.as_str()) => *id = own(id),
                    value => convert(value),
                }
            }
        }
        _ => {}
    }
}

fn own(id: &str) -> String {
    let small = id.trim().to_ascii_lowercase();
    if small.is_empty() || is_name(&small) && small.len() <= 64 {
        small
    } else {
        derived_id("id", &["incidentio", id])
    }
}
