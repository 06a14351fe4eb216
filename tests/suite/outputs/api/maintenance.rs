//! Tests of maintenance that runs by the clock, in the API.

use serde_json::json;

use super::{Site, list, text};
use crate::support::Project;

fn project() -> Project {
    Project::new().file(
        "content/maintenance/2026-03-16-move/comms/2026-03-10T1000Z-scheduled.md",
        "+++\ntitle = \"Moving house\"\nslug = \"2026-03-16-move\"\nstatus = \"scheduled\"\n\
         window = { from = 2026-03-16T02:00:00Z, to = 2026-03-16T03:00:00Z }\n\
         components = { api = \"under_maintenance\" }\n+++\nWe move.\n",
    )
}

/// The names of the lists that contain a maintenance at a time.
fn lists(now: &str) -> Vec<&'static str> {
    let site = Site::build(project().root(), now);
    let names = [
        "scheduled-maintenances",
        "scheduled-maintenances/upcoming",
        "scheduled-maintenances/active",
        "summary",
    ];
    names.into_iter().filter(|name| !list(&site.api(name), "scheduled_maintenances").is_empty()).collect()
}

#[test]
fn a_maintenance_goes_from_upcoming_to_active_to_the_past() {
    let [all, upcoming, active, summary] = [
        "scheduled-maintenances",
        "scheduled-maintenances/upcoming",
        "scheduled-maintenances/active",
        "summary",
    ];
    assert_eq!(lists("2026-03-16T01:59:59Z"), [all, upcoming, summary]);
    assert_eq!(lists("2026-03-16T02:00:00Z"), [all, active, summary]);
    assert_eq!(lists("2026-03-16T03:00:00Z"), [all]);
}

#[test]
fn what_the_clock_does_is_an_update_in_the_words_that_clients_know() {
    let site = Site::build(project().root(), "2026-03-16T04:00:00Z");
    let file = site.api("scheduled-maintenances");
    let maintenance = &list(&file, "scheduled_maintenances")[0];
    let updates = list(maintenance, "incident_updates");
    let said: Vec<_> = updates
        .iter()
        .map(|update| (text(update, "status"), text(update, "display_at"), text(update, "body")))
        .collect();
    assert_eq!(
        said,
        [
            ("completed", "2026-03-16T03:00:00.000Z", "The scheduled maintenance has been completed."),
            (
                "in_progress",
                "2026-03-16T02:00:00.000Z",
                "Scheduled maintenance is currently in progress. We will provide updates as necessary."
            ),
            ("scheduled", "2026-03-10T10:00:00.000Z", "We move."),
        ]
    );
    assert_eq!(maintenance["resolved_at"], "2026-03-16T03:00:00.000Z");
    let later = Site::build(project().root(), "2026-03-18T04:00:00Z");
    assert_eq!(
        later.text("api/v2/scheduled-maintenances.json"),
        site.text("api/v2/scheduled-maintenances.json")
    );
}

#[test]
fn a_component_is_under_maintenance_only_while_it_runs() {
    let site = Site::build(project().root(), "2026-03-16T04:00:00Z");
    let file = site.api("scheduled-maintenances");
    let turns: Vec<_> = list(&list(&file, "scheduled_maintenances")[0], "incident_updates")
        .iter()
        .map(|update| {
            let turn = &update["affected_components"][0];
            (turn["old_status"].clone(), turn["new_status"].clone())
        })
        .collect();
    let turn = |from: &str, to: &str| (json!(from), json!(to));
    assert_eq!(
        turns,
        [
            turn("under_maintenance", "operational"),
            turn("operational", "under_maintenance"),
            turn("operational", "operational")
        ]
    );
}

#[test]
fn what_was_cancelled_is_completed_since_clients_know_no_other_word() {
    let project = project().file(
        "content/maintenance/2026-03-16-move/comms/2026-03-12T1000Z-cancelled.md",
        "+++\nstatus = \"cancelled\"\n+++\nWe stay where we are.\n",
    );
    let site = Site::build(project.root(), "2026-03-16T04:00:00Z");
    let file = site.api("scheduled-maintenances");
    let maintenance = &list(&file, "scheduled_maintenances")[0];
    assert_eq!(text(maintenance, "status"), "completed");
    assert_eq!(text(&list(maintenance, "incident_updates")[0], "body"), "We stay where we are.");
    assert!(site.text("history.rss").contains("<strong>Completed</strong> - We stay where we are."));
}

#[test]
fn an_overrun_maintenance_stays_active_and_says_so() {
    let project = project().file(
        "content/maintenance/2026-03-16-move/comms/2026-03-16T0205Z-in-progress.md",
        "+++\nstatus = \"in_progress\"\n+++\nWe began.\n",
    );
    let site = Site::build(project.root(), "2026-03-16T04:00:00Z");
    let file = site.api("scheduled-maintenances/active");
    let updates = list(&list(&file, "scheduled_maintenances")[0], "incident_updates");
    assert_eq!(text(&updates[0], "status"), "in_progress");
    assert_eq!(text(&updates[0], "body"), "The scheduled maintenance is taking longer than planned.");
}
