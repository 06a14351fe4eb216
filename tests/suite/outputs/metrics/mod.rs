//! Tests of `/metrics.txt`, with a reader of its own and with the programs of Prometheus.

mod exposition;
mod prometheus;

use std::collections::BTreeMap;

use allclear::release::model::Place;
use proptest::prelude::*;

use super::feeds::story::{SITE, STORY};
use super::feeds::{released, rendered};
use exposition::{Series, read};

const DURING: &str = "2026-03-14T09:15:00Z";
const AFTER: &str = "2026-03-16T12:00:00Z";
const LATER: &str = "2026-04-01T12:00:00Z";

fn text(files: &[(&str, &str)], now: &str) -> String {
    String::from_utf8(rendered(&released(files, now))["metrics.txt"].clone()).expect("UTF-8")
}

fn labels(labels: &[(&str, &str)]) -> BTreeMap<String, String> {
    labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The value of a series, if it exists.
fn value(series: &Series, name: &str, wanted: &[(&str, &str)]) -> Option<f64> {
    series.get(&(format!("allclear_{name}"), labels(wanted))).copied()
}

/// The number of open incidents or maintenances.
fn total(series: &Series, name: &str) -> f64 {
    let name = format!("allclear_{name}");
    series.iter().filter(|((family, _), _)| *family == name).map(|(_, value)| value).sum()
}

/// A site with these components: the name of the file and its front matter.
fn with_components(components: &[(&str, String)]) -> String {
    let components: Vec<(String, String)> = components
        .iter()
        .map(|(file, keys)| (format!("content/components/{file}.md"), format!("+++\n{keys}\n+++\n")))
        .collect();
    let files = components.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    text(&[SITE].into_iter().chain(files).collect::<Vec<_>>(), DURING)
}

#[test]
fn the_file_has_what_was_published() {
    insta::assert_snapshot!(text(STORY, LATER));
}

#[test]
fn values_follow_what_was_published() {
    let during = read(&text(STORY, DURING));
    let state = |series, state| {
        value(series, "component_state", &[("component", "api"), ("name", "API"), ("state", state)])
    };
    assert_eq!((state(&during, "partial_outage"), state(&during, "operational")), (Some(1.0), Some(0.0)));
    let open = [("impact", "major"), ("status", "identified")];
    assert_eq!(value(&during, "open_incidents", &open), Some(1.0));
    assert_eq!(Some(total(&during, "open_incidents")), Some(1.0));
    assert_eq!(value(&during, "open_maintenances", &[("status", "scheduled")]), Some(1.0));

    let after = read(&text(STORY, AFTER));
    assert_eq!((state(&after, "partial_outage"), state(&after, "operational")), (Some(0.0), Some(1.0)));
    assert_eq!(value(&after, "open_incidents", &open), Some(0.0), "the series goes on");
    assert_eq!((total(&after, "open_incidents"), total(&after, "open_maintenances")), (0.0, 0.0));
    let month = [("component", "api"), ("name", "API"), ("month", "2026-03")];
    assert_eq!(value(&after, "uptime_ratio", &month), None, "the month is not over");
    let later = read(&text(STORY, LATER));
    assert!(value(&later, "uptime_ratio", &month).expect("a month") < 1.0);
    // The clock has ended a maintenance since, but nobody has said anything.
    let newest = "2026-03-14T10:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().expect("a time");
    let expected = f64::from(i32::try_from(newest.timestamp()).expect("a time of this century"));
    assert_eq!(value(&after, "newest_update_timestamp_seconds", &[]), Some(expected));
}

#[test]
fn an_incident_counts_even_if_it_names_no_component() {
    let quiet = (
        "content/incidents/2026-03-14-x/comms/2026-03-14T0900Z-investigating.md",
        "+++\ntitle = \"X\"\nslug = \"2026-03-14-x\"\nstatus = \"investigating\"\n+++\nX.\n",
    );
    let series = read(&text(&[SITE, quiet], DURING));
    assert_eq!(Some(total(&series, "open_incidents")), Some(1.0));
}

#[test]
fn the_file_does_not_change_while_nothing_happens() {
    assert_eq!(text(STORY, "2026-03-14T09:11:00Z"), text(STORY, "2026-03-14T09:19:59Z"));
    assert_eq!(text(STORY, AFTER), text(STORY, "2026-03-31T23:59:59Z"));
    assert_ne!(text(STORY, "2026-03-14T09:19:59Z"), text(STORY, "2026-03-14T09:20:00Z"));
}

#[test]
fn a_site_without_anything_has_valid_metrics() {
    let series = read(&text(&[SITE], DURING));
    assert_eq!((total(&series, "open_incidents"), total(&series, "open_maintenances")), (0.0, 0.0));
    assert!(!series.keys().any(|(name, _)| name.contains("component") || name.contains("newest")));
}

#[test]
fn a_retired_component_has_no_metrics() {
    let retired = "name = \"Fax\"\nretired = 2026-01-01T00:00:00Z".to_owned();
    let text = with_components(&[("fax", retired), ("api", "name = \"API\"".to_owned())]);
    assert!(text.contains("\"API\"") && !text.contains("Fax"), "{text}");
}

#[test]
fn views_have_the_file_unless_they_are_sealed() {
    for place in [Place::Public, Place::Gated, Place::Unlisted] {
        let mut site = released(STORY, DURING);
        site.place = place;
        assert!(rendered(&site).contains_key("metrics.txt"), "{place:?}");
    }
    let sealed = allclear::site::Renderer::sealed("/v/feed/feed.xml")
        .render(&released(STORY, DURING), &allclear::site::Theme::built_in())
        .expect("the built-in theme renders");
    assert!(sealed.iter().all(|output| output.path != "metrics.txt"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A name cannot end its label, its line or the file.
    #[test]
    fn any_name_is_one_label(name in r#"[a-z"\\{},=# \u{e9}\u{2028}]{0,12}(\n# EOF\n|\\n|"\} 0|\\)?"#) {
        // `check` refuses some of these names in a file.
        let name = format!("A{name}Z");
        let mut site = released(STORY, DURING);
        for component in &mut site.components {
            component.name.clone_from(&name);
        }
        let series = read(std::str::from_utf8(&rendered(&site)["metrics.txt"]).expect("UTF-8"));
        let state = series.keys().find(|(family, _)| family == "allclear_component_state").expect("a component");
        let shown = state.1["name"].clone();
        prop_assert_eq!(shown, name.replace(['\n', '\u{2028}'], " "));
    }
}
