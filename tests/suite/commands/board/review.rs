//! The review on the board has the figures of `allclear review`.

use serde_json::Value;

use super::page;
use crate::commands::review::approved;
use crate::support::Project;

const NOW: &str = "2026-05-04T09:00:00Z";

/// A duration in its two largest units, as the board shows it.
fn span(seconds: i64) -> String {
    let units = [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min")];
    let units =
        units.into_iter().skip_while(|(count, _)| *count == 0).take(2).filter(|(count, _)| *count > 0);
    units.map(|(count, unit)| format!("{count}\u{a0}{unit}")).collect::<Vec<_>>().join(" ")
}

/// What the row of a figure on the board begins with.
fn row_name(metric: &Value) -> String {
    let id = metric["id"].as_str().expect("an id");
    let title = metric["title"].as_str().expect("a title");
    match id {
        "incidents" => "All incidents".to_owned(),
        "incidents_unknown" => "No severity".to_owned(),
        "postmortems" => "Post-mortems for P1 and P2".to_owned(),
        "postmortems_in_time" => "Post-mortems within 2\u{a0}d".to_owned(),
        "time_to_publish" => "Time to publish post-mortems".to_owned(),
        _ if id.starts_with("incidents_") => title.rsplit(' ').next().expect("a severity").to_owned(),
        _ if id.starts_with("sla_") => title.replace("SLA of ", "SLA ").replace(": ", ", "),
        _ => title.to_owned(),
    }
}

/// Returns the row of the tables that begins with a name.
fn row<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rows = html.split("<tr>").skip(1).filter_map(|row| row.split("</tr>").next());
    rows.find(|row| row.split("</th>").next().is_some_and(|head| head.ends_with(&format!(">{name}"))))
        .unwrap_or_else(|| panic!("the board has no row `{name}`"))
}

/// A project whose review has a value for each figure, with a board.
fn project() -> Project {
    let project = approved();
    let site = project.read("content/site.toml");
    project.write("content/site.toml", format!("{site}[board]\noutput = \"internal\"\n").as_bytes());
    project
}

#[test]
fn every_figure_of_the_command_is_on_the_page_with_the_same_value() {
    let project = project();
    project.run_at(NOW, &["build"]).ok();
    for month in ["2026-03", "2026-04"] {
        let run = project.run_at(NOW, &["review", "--month", month, "--format", "json"]).ok();
        let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let html = page(&project, &format!("reviews/{month}/index.html"));
        let metrics = document["metrics"].as_array().expect("figures");
        assert!(metrics.len() > 20, "{document}");
        for metric in metrics {
            let (id, value) = (metric["id"].as_str().expect("an id"), &metric["value"]);
            // What is open now is no figure of a month: the newest months have it as a sentence.
            let sentence = match id {
                "open_actions" => Some(format!("{} open actions</a>", value["count"])),
                "late_high_risk_actions" => Some(format!("Late and of high risk: {}.", value["count"])),
                "stale_actions" => Some(format!("Stale, to be closed or renewed: {}.", value["count"])),
                _ => None,
            };
            if let Some(sentence) = sentence {
                assert_eq!(html.contains(&sentence), month == "2026-04", "{month} {id}: {sentence}");
                continue;
            }
            if id == "incidents_unknown" && value["count"] == 0 {
                // The board has this row only if there were any.
                assert!(!html.contains(">No severity<"), "{month}");
                continue;
            }
            let row = row(&html, &row_name(metric));
            let wanted = match (value.get("count"), value.get("median")) {
                (Some(count), _) => format!("<td class=\"number\">{count}</td>"),
                (_, Some(Value::Null)) => {
                    format!("<strong>–</strong>|>{} of {}<", value["n"], value["of"])
                }
                (_, Some(median)) => {
                    let median = span(median.as_i64().expect("seconds"));
                    format!("<strong>{median}</strong>|>{} of {}<", value["n"], value["of"])
                }
                _ if value["of"] == 0 => ">none<".to_owned(),
                _ => format!(">{} of {}", value["n"], value["of"]),
            };
            for part in wanted.split('|') {
                assert!(row.contains(part), "{month} {id}: {part}: {row}");
            }
        }
    }
}

#[test]
fn the_time_to_publish_and_to_verify_are_on_the_page_with_their_values() {
    let project = project();
    project.run_at(NOW, &["build"]).ok();
    let html = page(&project, "reviews/2026-03/index.html");
    // Approved 40 hours after the end; verified five days after it was done.
    assert!(row(&html, "Time to publish post-mortems").contains("<strong>1\u{a0}d 16\u{a0}h</strong>"));
    assert!(row(&html, "Time from done to verified").contains("<strong>5\u{a0}d</strong>"));
    assert!(html.contains("Pooler on pg-main-3, A1"), "{html}");
}
