//! Reading JSON that people saved: one value or several in a row, with or without a byte order mark.

use chrono::{DateTime, Datelike as _, Utc};
use serde_json::{Deserializer, Value};

use crate::import::error::ImportError;
use crate::import::plan::Input;

/// Returns the values of a file. Lists are taken apart.
pub(super) fn values(input: &Input) -> Result<Vec<Value>, ImportError> {
    let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
    let mut values = Vec::new();
    for value in Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(Value::Array(list)) => values.extend(list),
            Ok(value) => values.push(value),
            Err(error) => {
                return Err(ImportError::Json {
                    input: input.name.clone(),
                    line: error.line(),
                    column: error.column(),
                    message: error.to_string(),
                });
            }
        }
    }
    Ok(values)
}

/// Returns a text that is not blank.
pub(super) fn word<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|word| !word.is_empty())
}

/// Returns an id: a text, or a number, which some tools make of it.
pub(super) fn id(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::Number(number) => Some(number.to_string()),
        _ => word(value, key).map(str::to_owned),
    }
}

/// Returns a time, UTC. A year has four digits, because file names and TOML have no others.
pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    // Some programs write the offset without a colon.
    let read = DateTime::parse_from_rfc3339(text);
    let at = read.or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z")).ok()?.to_utc();
    (1..=9998).contains(&at.year()).then_some(at)
}
