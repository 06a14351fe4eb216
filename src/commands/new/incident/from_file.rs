//! An incident from a TOML or JSON file, whose keys are named like the options.

use serde_json::{Map, Value};

use super::alert::one_line;
use super::request::Request;
use crate::commands::stop::Stop;
use crate::diagnostics::did_you_mean;

const KEYS: [&str; 14] = [
    "title",
    "internal_title",
    "severity",
    "components",
    "tiers",
    "customers",
    "observed",
    "commander",
    "reported_by",
    "status",
    "next_update",
    "message",
    "slug",
    "source_key",
];

/// Parses the text of a file; `name` is its name in messages.
pub(super) fn parse(text: &str, name: &str) -> Result<Request, Stop> {
    let keys = keys(text, name)?;
    if let Some(unknown) = keys.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let stop = Stop::content(format!("`{name}`: unknown key `{unknown}`"));
        return Err(match did_you_mean(unknown, KEYS) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None => stop.hint(format!("the keys are `{}`", KEYS.join("`, `"))),
        });
    }
    let text = |key: &str| match keys.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Stop::content(format!("`{name}`: `{key}` must be a text"))),
    };
    let next_update = text("next_update")?.map(|when| {
        when.parse().map_err(|error: String| Stop::content(format!("`{name}`: `next_update`: {error}")))
    });
    Ok(Request {
        title: text("title")?,
        internal_title: text("internal_title")?,
        severity: text("severity")?,
        components: list(&keys, "components", name)?,
        tiers: list(&keys, "tiers", name)?,
        customers: list(&keys, "customers", name)?,
        observed: text("observed")?,
        commander: text("commander")?,
        reported_by: text("reported_by")?,
        status: text("status")?,
        next_update: next_update.transpose()?,
        text: text("message")?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        slug: text("slug")?,
        source_key: text("source_key")?.map(|key| one_line(&key)).filter(|key| !key.is_empty()),
        ..Request::default()
    })
}

fn keys(text: &str, name: &str) -> Result<Map<String, Value>, Stop> {
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text)
            .map_err(|error| Stop::content(format!("`{name}` is not valid JSON: {error}")));
    }
    toml::from_str(text)
        .map_err(|error| Stop::content(format!("`{name}` is not valid TOML: {}", error.message())))
}

/// Reads a list of texts, a single text, or for components a table of states.
fn list(keys: &Map<String, Value>, key: &str, name: &str) -> Result<Vec<String>, Stop> {
    let wrong = || Stop::content(format!("`{name}`: `{key}` must be a list of texts"));
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(wrong);
    match keys.get(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(one)) => Ok(one.split(',').map(|part| part.trim().to_owned()).collect()),
        Some(Value::Array(items)) => items.iter().map(text).collect(),
        Some(Value::Object(states)) if key == "components" => {
            states.iter().map(|(name, state)| Ok(format!("{name}={}", text(state)?))).collect()
        }
        Some(_) => Err(wrong()),
    }
}
