//! Alerts of the Prometheus Alertmanager: payloads of its webhook, version 4
//! (<https://prometheus.io/docs/alerting/latest/configuration/#webhook_config>), which Grafana sends too, and the list of its API
//! (`GET /api/v2/alerts`).
//!
//! Each alert is one item when it begins and another one when it ends.

use chrono::{DateTime, Datelike as _, Utc};
use serde_json::{Map, Value};

use super::item::{Item, Reading, Writer};
use super::json::{time, values, word};
use super::text::{is_link, one_line, plain};
use crate::content::derived_id;
use crate::content::internal::Milestone;
use crate::import::error::ImportError;
use crate::import::plan::Input;

const EXPECTED: &str = "a payload of Alertmanager's webhook, or a list of its alerts";

/// Reads a file: payloads or alerts, one or several.
///
/// # Errors
///
/// Returns an error if the file is something else.
pub fn read(input: &Input) -> Result<Reading, Vec<ImportError>> {
    let values = values(input).map_err(|error| vec![error])?;
    let unknown = || vec![ImportError::UnknownShape { input: input.name.clone(), expected: EXPECTED }];
    let mut reading = Reading::default();
    let mut strange = 0;
    for value in &values {
        // Answers of the first version of the API, and of Prometheus, wrap the list.
        let data = value.get("data").unwrap_or(value);
        match data.as_array().or_else(|| data.get("alerts")?.as_array()) {
            Some(alerts) => alerts.iter().for_each(|alert| add(alert, &mut reading)),
            None if value.get("labels").is_some() || value.get("startsAt").is_some() => {
                add(value, &mut reading);
            }
            None => strange += 1,
        }
    }
    if strange == values.len() && (strange > 0 || input.text.trim().is_empty()) {
        return Err(unknown());
    }
    (0..strange).for_each(|_| reading.leave_out("an object that is no alert"));
    // The same alert is repeated in each payload until it is over.
    let mut seen = std::collections::BTreeSet::new();
    let Reading { items, .. } = &mut reading;
    let before = items.len();
    items.retain(|item| seen.insert(item.source_id.clone()));
    let repeated = before - items.len();
    (0..repeated).for_each(|_| reading.leave_out("an alert that is repeated"));
    let first = reading.items.iter().filter(|item| item.milestone.is_some()).min_by_key(|item| item.at);
    let first = first.map(|item| item.source_id.clone());
    for item in &mut reading.items {
        item.milestone = item.milestone.filter(|_| Some(&item.source_id) == first.as_ref());
    }
    Ok(reading)
}

/// Adds the items of one alert, so that the same alert has the same ids wherever it is read.
pub(crate) fn add(alert: &Value, reading: &mut Reading) {
    let starts = word(alert, "startsAt").or_else(|| word(alert, "activeAt"));
    let Some(starts) = starts.and_then(time) else {
        reading.leave_out("an alert without `startsAt`");
        return;
    };
    let labels = alert.get("labels").and_then(Value::as_object);
    let fingerprint = word(alert, "fingerprint").map_or_else(|| fingerprint_of(labels), one_line);
    let name = name_of(alert, labels);
    let id = format!("alertmanager:{fingerprint}:{}", starts.format("%Y%m%dT%H%M%SZ"));
    let item = |at, kind: &str, milestone, text: String| Item {
        source_id: format!("{id}:{kind}"),
        same_as: Vec::new(),
        at,
        writer: Writer::Machine,
        milestone,
        evidence: evidence(alert),
        text,
    };
    let annotations = alert.get("annotations");
    let described = ["summary", "title", "description", "message"]
        .iter()
        .filter_map(|key| annotations.and_then(|annotations| word(annotations, key)));
    let mut texts = vec![format!("Firing: {name}")];
    for text in described {
        if !texts.iter().any(|known| known.contains(text)) {
            texts.push(text.to_owned());
        }
    }
    reading.items.push(item(starts, "firing", Some(Milestone::Detected), plain(&texts.join("\n\n"))));
    if word(alert, "status") == Some("resolved")
        && let Some(ends) = word(alert, "endsAt").and_then(time).filter(|ends| is_real(*ends))
    {
        reading.items.push(item(ends, "resolved", None, plain(&format!("Over: {name}"))));
    }
}

/// Whether a time was set. Go writes the year 1 for a time that was not.
fn is_real(at: DateTime<Utc>) -> bool {
    at.year() > 1970
}

/// Returns the name of an alert with its severity, if it has one.
fn name_of(alert: &Value, labels: Option<&Map<String, Value>>) -> String {
    let label = |name: &str| labels.and_then(|labels| labels.get(name)?.as_str()).map(one_line);
    let name = label("alertname").filter(|name| !name.is_empty());
    let name =
        name.or_else(|| word(alert, "fingerprint").map(one_line)).unwrap_or_else(|| "an alert".to_owned());
    match label("severity").filter(|severity| !severity.is_empty()) {
        Some(severity) => format!("{name} (severity {severity})"),
        None => name,
    }
}

/// Returns what stands for the fingerprint of an alert that has none: its labels identify it.
fn fingerprint_of(labels: Option<&Map<String, Value>>) -> String {
    let mut pairs: Vec<String> =
        labels.into_iter().flatten().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.sort();
    let parts: Vec<&str> = pairs.iter().map(String::as_str).collect();
    derived_id("alert", &parts)
}

fn evidence(alert: &Value) -> Vec<String> {
    let links = ["generatorURL", "dashboardURL", "panelURL"].iter().filter_map(|key| word(alert, key));
    let mut links: Vec<String> = links.filter(|link| is_link(link)).map(str::to_owned).collect();
    links.dedup();
    links
}
