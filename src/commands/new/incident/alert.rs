//! An incident from an alert: the payload of a webhook of the Prometheus Alertmanager, version 4
//! (<https://prometheus.io/docs/alerting/latest/configuration/#webhook_config>), or of Grafana, which has the same form
//! (<https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/>).
//!
//! What an alert says is internal. The title that customers read stays open, and the address is made from the names of components.

use std::collections::BTreeSet;

use serde_json::Value;

use super::request::Request;
use crate::commands::workspace::Workspace;
use crate::content::SeverityName;
use crate::import::timeline::{Reading, alertmanager};

/// The labels that may name components, and those that may name tiers.
const COMPONENT_LABELS: [&str; 4] = ["component", "components", "service", "job"];
const TIER_LABELS: [&str; 2] = ["tier", "tiers"];

/// Parses a payload; `None` if the text is something else.
pub(super) fn parse(payload: &Value, workspace: &Workspace) -> Option<Request> {
    let alerts = payload.get("alerts")?.as_array()?;
    let firing: Vec<&Value> =
        alerts.iter().filter(|alert| word(alert, "status") != Some("resolved")).collect();
    let label = |name: &str| {
        let common = payload.get("commonLabels").and_then(|labels| word(labels, name));
        common.or_else(|| alerts.iter().find_map(|alert| word(alert.get("labels")?, name)))
    };
    let written = COMPONENT_LABELS.iter().filter_map(|name| label(name)).flat_map(split);
    let system = if payload.get("orgId").is_some() { "grafana" } else { "alertmanager" };
    let key =
        word(payload, "groupKey").or_else(|| alerts.iter().find_map(|alert| word(alert, "fingerprint")));
    let mut items = Reading::default();
    for alert in alerts {
        alertmanager::add(alert, &mut items);
    }
    Some(Request {
        internal_title: summary(payload)
            .or_else(|| label("alertname").map(str::to_owned))
            .or_else(|| word(payload, "title").map(one_line)),
        severity: label("severity").map(|name| severity(name).to_owned()),
        tiers: TIER_LABELS.iter().find_map(|name| label(name)).map(split).unwrap_or_default(),
        observed: observed(payload, &firing),
        commander: label("commander").map(str::to_owned),
        source_key: key.map(|key| format!("{system}:{}", one_line(key))),
        former_key: word(payload, "groupKey").map(|key| format!("Alert: {}", one_line(key))),
        items: items.items,
        is_over: word(payload, "status") == Some("resolved") || firing.is_empty(),
        ..Request::of_alert(written, workspace)
    })
}

pub(super) fn word<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|word| !word.is_empty())
}

/// Returns a text on one line.
pub(super) fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn split(list: &str) -> Vec<String> {
    list.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Returns the severity that a usual label stands for. Other words stay as they are, and may name a severity of the site.
pub(super) fn severity(label: &str) -> &str {
    if SeverityName::BUILT_IN.contains(&SeverityName::new(label).as_str()) {
        return label;
    }
    match label.to_ascii_lowercase().as_str() {
        "critical" | "page" | "emergency" => "P1",
        "error" | "major" | "high" => "P2",
        "warning" | "warn" | "medium" => "P3",
        "info" | "minor" | "low" | "none" => "P4",
        _ => label,
    }
}

/// Returns the summary that all alerts share, or that of the first one.
fn summary(payload: &Value) -> Option<String> {
    let of = |annotations: &Value| {
        ["summary", "title", "message"].iter().find_map(|name| word(annotations, name)).map(str::to_owned)
    };
    let common = payload.get("commonAnnotations").and_then(of);
    let text = common.or_else(|| of(payload.get("alerts")?.get(0)?.get("annotations")?))?;
    Some(one_line(&text))
}

/// Returns what the alerts describe, each text once.
fn observed(payload: &Value, firing: &[&Value]) -> Option<String> {
    let annotations = firing.iter().filter_map(|alert| alert.get("annotations"));
    let described = annotations.filter_map(|annotations| {
        ["description", "summary", "message"].iter().find_map(|name| word(annotations, name))
    });
    let mut seen = BTreeSet::new();
    let texts: Vec<&str> = described.filter(|text| seen.insert(*text)).collect();
    let name = || payload.get("commonLabels").and_then(|labels| word(labels, "alertname"));
    if texts.is_empty() { name().map(str::to_owned) } else { Some(texts.join("\n\n")) }
}
