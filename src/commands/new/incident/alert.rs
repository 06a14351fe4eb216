//! An incident from an alert: the payload of the webhook of the Prometheus Alertmanager, version 4
//! (<https://prometheus.io/docs/alerting/latest/configuration/#webhook_config>).
//!
//! What an alert says is internal. The title that customers read is made from the names of components, never from the
//! alert.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::request::Request;
use crate::commands::snippet::public_name;
use crate::commands::workspace::Workspace;
use crate::content::{ComponentNames, SeverityName};

/// The labels that may name components, and those that may name tiers.
const COMPONENT_LABELS: [&str; 4] = ["component", "components", "service", "job"];
const TIER_LABELS: [&str; 2] = ["tier", "tiers"];

/// Parses a payload; `None` if the text is something else.
pub(super) fn parse(text: &str, workspace: &Workspace) -> Option<Request> {
    let payload: Value = serde_json::from_str(text).ok()?;
    let alerts = payload.get("alerts")?.as_array()?;
    let firing: Vec<&Value> =
        alerts.iter().filter(|alert| word(alert, "status") != Some("resolved")).collect();
    let label = |name: &str| {
        let common = payload.get("commonLabels").and_then(|labels| word(labels, name));
        common.or_else(|| firing.iter().find_map(|alert| word(alert.get("labels")?, name)))
    };
    let components = components(&label, workspace);
    let names: Vec<String> = components.iter().map(|name| public_name(name, &workspace.content)).collect();
    let observed = observed(&payload, &firing);
    let key = word(&payload, "groupKey")
        .map(|key| format!("Alert: {}", key.split_whitespace().collect::<Vec<_>>().join(" ")));
    Some(Request {
        title: (!names.is_empty()).then(|| format!("Problems with {}", joined(&names))),
        internal_title: summary(&payload).or_else(|| label("alertname").map(str::to_owned)),
        severity: label("severity").map(|name| severity(name).to_owned()),
        components,
        tiers: TIER_LABELS.iter().find_map(|name| label(name)).map(split).unwrap_or_default(),
        observed: Some([key.clone(), observed].into_iter().flatten().collect::<Vec<_>>().join("\n\n"))
            .filter(|text| !text.is_empty()),
        commander: label("commander").map(str::to_owned),
        reported_by: Some("monitoring".to_owned()),
        detected: firing.iter().filter_map(|alert| time(word(alert, "startsAt")?)).min(),
        evidence: evidence(&payload, &firing),
        alert: key,
        is_over: word(&payload, "status") == Some("resolved") || firing.is_empty(),
        ..Request::default()
    })
}

fn word<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|word| !word.is_empty())
}

fn time(written: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(written).ok().map(|time| time.to_utc())
}

fn split(list: &str) -> Vec<String> {
    list.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Returns the components that labels name: by their names, or by the internal names in `owners.toml`.
fn components<'p>(label: &impl Fn(&str) -> Option<&'p str>, workspace: &Workspace) -> Vec<String> {
    let content = &workspace.content;
    let names = ComponentNames::new(&content.public.components);
    let short: Vec<&str> = names.short_names().collect();
    let written = COMPONENT_LABELS.iter().filter_map(|name| label(name)).flat_map(split);
    let find = |written: String| {
        let alias = |written: &str| {
            let is_it = |alias: &crate::span::Spanned<String>| alias.value.eq_ignore_ascii_case(written);
            let owner =
                content.internal.owners.owners.iter().find(|owner| owner.aliases.iter().any(is_it))?;
            names.one(&owner.component.value)
        };
        names.one(&written).or_else(|| alias(&written))
    };
    let mut seen = BTreeSet::new();
    let found = written.filter_map(find).filter(|index| seen.insert(*index));
    found.filter_map(|index| short.get(index).map(|name| (*name).to_owned())).collect()
}

/// Returns the severity that a usual label stands for. Other words stay as they are, and may name a severity of the site.
fn severity(label: &str) -> &str {
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
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
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

fn evidence(payload: &Value, firing: &[&Value]) -> Vec<String> {
    let links = firing.iter().filter_map(|alert| word(alert, "generatorURL"));
    let links = links.chain(word(payload, "externalURL"));
    let links = links.filter(|link| link.starts_with("https://") || link.starts_with("http://"));
    let mut seen = BTreeSet::new();
    links.filter(|link| seen.insert(*link)).take(4).map(str::to_owned).collect()
}

fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
