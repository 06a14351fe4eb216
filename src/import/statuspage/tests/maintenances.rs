//! Maintenances.

use serde_json::{Value, json};

use super::{affects, component, entry, incident, input, notes, page, paths, try_plan, update, with};
use crate::import::ImportPlan;

fn plan_maintenance(changes: &Value, updates: &[Value]) -> ImportPlan {
    let planned = json!({
        "impact": "maintenance", "scheduled_for": "2026-04-01T21:30:00.000Z",
        "scheduled_until": "2026-04-02T04:30:00.000Z"
    });
    let one = with(with(incident("ma0000000001", "Database upgrade", updates), &planned), changes);
    let file = json!({
        "page": page("2026-03-15T00:00:00.000Z"), "components": [component("capi00000001", "API", 1)],
        "scheduled_maintenances": [one]
    });
    try_plan(&[input("scheduled-maintenances.json", &file)]).unwrap()
}

#[test]
fn the_first_update_of_a_maintenance_has_its_window() {
    let begun = with(
        update("up0000000002", "in_progress", "2026-04-01T21:30:04.000Z"),
        &json!({ "affected_components": [affects("capi00000001", "API", "operational", "under_maintenance")] }),
    );
    let plan = plan_maintenance(
        &json!({}),
        &[update("up0000000001", "scheduled", "2026-03-14T09:22:05.000Z"), begun],
    );
    assert_eq!(
        paths(&plan, "content/maintenance/2026-04-01-database-upgrade/comms/"),
        ["2026-03-14T0922Z-scheduled.md", "2026-04-01T2130Z-in-progress.md"]
    );
    let first = entry(&plan, "0922Z-scheduled.md");
    assert!(
        first.contains("\nwindow = { from = 2026-04-01T21:30:00Z, to = 2026-04-02T04:30:00Z }\n"),
        "{first}"
    );
    assert!(!first.contains("impact"), "{first}");
    let second = entry(&plan, "2130Z-in-progress.md");
    assert!(second.contains("\nstatus = \"in_progress\"\n"), "{second}");
    assert!(second.contains("\ncomponents = { api = \"under_maintenance\" }\n"), "{second}");
    assert_eq!(notes(&plan), [""; 0]);
}

#[test]
fn a_maintenance_that_begins_in_progress_keeps_status_and_window() {
    let plan = plan_maintenance(&json!({}), &[update("u", "in_progress", "2026-04-01T21:30:04.000Z")]);
    let first = entry(&plan, "2130Z-in-progress.md");
    assert!(first.contains("\nstatus = \"in_progress\"\n") && first.contains("\nwindow = {"), "{first}");
}

#[test]
fn a_missing_or_reversed_window_is_repaired_and_noted() {
    let update_json = [update("u", "scheduled", "2026-03-14T09:22:05.000Z")];
    let plan = plan_maintenance(&json!({ "scheduled_until": null }), &update_json);
    let window = "\nwindow = { from = 2026-04-01T21:30:00Z, to = 2026-04-01T21:31:00Z }\n";
    assert!(entry(&plan, "-scheduled.md").contains(window));
    assert!(
        notes(&plan)[0].ends_with("its window is not complete; what is missing was taken from its updates")
    );
    let plan = plan_maintenance(&json!({ "scheduled_until": "2026-03-01T00:00:00Z" }), &update_json);
    let window = "\nwindow = { from = 2026-03-01T00:00:00Z, to = 2026-04-01T21:30:00Z }\n";
    assert!(entry(&plan, "-scheduled.md").contains(window));
    assert!(notes(&plan)[0].ends_with("its window ends before it begins; both ends were exchanged"));
}

#[test]
fn a_missing_end_time_is_kept_as_none() {
    let update_json = [update("u", "completed", "2026-04-02T04:30:00.000Z")];
    let open = plan_maintenance(&json!({ "resolved_at": null }), &update_json);
    assert!(entry(&open, "-completed.md").contains("\nresolved_at = \"none\"\n"));
    let closed = plan_maintenance(&json!({ "resolved_at": "2026-04-02T04:30:00.000Z" }), &update_json);
    assert!(!entry(&closed, "-completed.md").contains("resolved_at"));
}

#[test]
fn a_second_closing_status_becomes_a_plain_update() {
    let plan = plan_maintenance(
        &json!({}),
        &[
            update("a", "completed", "2026-04-01T22:00:00.000Z"),
            update("b", "cancelled", "2026-04-01T23:00:00.000Z"),
        ],
    );
    let second = entry(&plan, "2300Z-cancelled.md");
    assert!(second.starts_with("+++\nid = \"b\"\nat = "), "{second}");
    assert!(second.contains("\n[imported]\nstatus = \"cancelled\"\n"), "{second}");
}

#[test]
fn a_post_mortem_of_a_maintenance_becomes_its_last_update() {
    let plan = plan_maintenance(
        &json!({ "status": "postmortem" }),
        &[
            update("up0000000001", "scheduled", "2026-03-14T09:22:05.000Z"),
            update("up0000000002", "completed", "2026-04-02T04:30:00.000Z"),
            update("up0000000003", "postmortem", "2026-04-03T04:30:00.000Z"),
        ],
    );
    assert!(plan.files.iter().all(|file| !file.path.ends_with("postmortem.md")));
    assert!(entry(&plan, "2026-04-03T0430Z-update.md").contains("Body of up0000000003."));
    assert!(notes(&plan).iter().any(|note| note.contains("`postmortem` is not a status of maintenances")));
}
