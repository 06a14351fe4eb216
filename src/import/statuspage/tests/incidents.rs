//! What becomes of incidents and their updates.

use serde_json::json;

use super::{affects, entry, incident, notes, paths, plan_incidents, text, update, with};

const DAY: &str = "content/incidents/2026-03-14-checkout-errors/";

#[test]
fn an_incident_becomes_one_file_an_update_with_only_the_changes() {
    let first = with(
        update("up0000000001", "investigating", "2026-03-14T09:22:05.123Z"),
        &json!({ "affected_components": [affects("capi00000001", "API", "operational", "partial_outage")] }),
    );
    let second = with(
        update("up0000000002", "investigating", "2026-03-14T09:40:00.000Z"),
        &json!({ "body": "2 * 3<br /><br />Next" }),
    );
    let third = with(
        update("up0000000003", "resolved", "2026-03-14T10:00:00.500Z"),
        &json!({ "affected_components": [affects("capi00000001", "API", "partial_outage", "operational")],
                 "updated_at": "2026-03-15T00:00:00.000Z" }),
    );
    let one = with(
        incident("in0000000001", "Checkout errors", &[first, second, third]),
        &json!({ "impact": "minor", "components": [super::component("capi00000001", "API", 1)] }),
    );
    let plan = plan_incidents(&[one]);
    assert_eq!(
        paths(&plan, DAY),
        [
            "comms/2026-03-14T0922Z-investigating.md",
            "comms/2026-03-14T0940Z-investigating.md",
            "comms/2026-03-14T1000Z-resolved.md"
        ]
    );
    assert_eq!(
        entry(&plan, "0922Z-investigating.md"),
        "+++\n\
         title = \"Checkout errors\"\n\
         slug = \"2026-03-14-checkout-errors\"\n\
         incident_id = \"in0000000001\"\n\
         id = \"up0000000001\"\n\
         status = \"investigating\"\n\
         at = 2026-03-14T09:22:05.123Z\n\
         impact = \"minor\"\n\
         components = { api = \"partial_outage\" }\n\
         \n\
         [imported.incident]\n\
         created_at = 2026-03-14T09:22:05.000Z\n\
         started_at = 2026-03-14T09:22:04.000Z\n\
         updated_at = 2026-03-15T00:00:00.000Z\n\
         shortlink = \"https://stspg.io/x\"\n\
         +++\n\
         Body of up0000000001.\n"
    );
    assert_eq!(
        entry(&plan, "0940Z-investigating.md"),
        "+++\nid = \"up0000000002\"\nat = 2026-03-14T09:40:00.000Z\n+++\n2 \\* 3\n\nNext\n"
    );
    assert_eq!(
        entry(&plan, "1000Z-resolved.md"),
        "+++\n\
         id = \"up0000000003\"\n\
         status = \"resolved\"\n\
         at = 2026-03-14T10:00:00.500Z\n\
         components = { api = \"operational\" }\n\
         \n\
         [imported]\n\
         updated_at = 2026-03-15T00:00:00.000Z\n\
         +++\n\
         Body of up0000000003.\n"
    );
    assert_eq!(notes(&plan), [""; 0]);
}

#[test]
fn file_names_are_as_fine_as_it_takes_and_equal_moments_are_parted() {
    let plan = plan_incidents(&[incident(
        "in0000000001",
        "Checkout errors",
        &[
            update("up0000000001", "investigating", "2026-03-14T09:22:05.123Z"),
            update("up0000000002", "investigating", "2026-03-14T09:22:05.123Z"),
            update("up0000000003", "identified", "2026-03-14T09:22:40.000Z"),
            update("up0000000004", "resolved", "2026-03-14T09:23:00.000Z"),
        ],
    )]);
    assert_eq!(
        paths(&plan, DAY),
        [
            "comms/2026-03-14T092205.123Z-investigating.md",
            "comms/2026-03-14T092205.124Z-investigating.md",
            "comms/2026-03-14T092240Z-identified.md",
            "comms/2026-03-14T0923Z-resolved.md"
        ]
    );
    let moved = entry(&plan, "05.124Z-investigating.md");
    assert!(moved.contains("id = \"up0000000002\"\nat = 2026-03-14T09:22:05.124Z\n"), "{moved}");
    assert!(moved.contains("[imported]\ndisplay_at = 2026-03-14T09:22:05.123Z\n+++"), "{moved}");
    assert_eq!(
        notes(&plan),
        ["updates: 1 shared their moment with another and were moved on by a millisecond"]
    );
}

#[test]
fn updates_after_the_end_reopen_or_read_as_updates() {
    let plan = plan_incidents(&[incident(
        "in0000000001",
        "Checkout errors",
        &[
            update("up0000000001", "resolved", "2026-03-14T09:00:00.000Z"),
            update("up0000000002", "resolved", "2026-03-14T10:00:00.000Z"),
            update("up0000000003", "monitoring", "2026-03-14T11:00:00.000Z"),
        ],
    )]);
    assert!(!entry(&plan, "1000Z-resolved.md").contains("status"));
    assert!(entry(&plan, "1100Z-monitoring.md").contains("status = \"monitoring\"\nreopened = true\n"));
    assert!(entry(&plan, "0900Z-resolved.md").contains("\nmonitoring_at = \"none\"\n"));
    let notes = notes(&plan);
    assert!(notes[0].ends_with("1100Z-monitoring.md: goes on after the end, so it is marked as reopened"));
    assert_eq!(notes[1], "updates: 1 close what was closed already; they read as plain updates");
}

#[test]
fn an_end_that_leaves_something_broken_keeps_that_aside() {
    let end = with(
        update("up0000000001", "resolved", "2026-03-14T09:00:00.000Z"),
        &json!({ "affected_components": [
            affects("capi00000001", "API", "operational", "operational"),
            affects("cweb00000001", "Web", "major_outage", "partial_outage")] }),
    );
    let plan = plan_incidents(&[incident("in0000000001", "Checkout errors", &[end])]);
    let file = entry(&plan, "0900Z-resolved.md");
    assert!(file.contains("\ncomponents = { api = \"operational\" }\n\n[imported]\n"), "{file}");
    assert!(file.contains("\ncomponents = { api = \"operational\", web = \"partial_outage\" }\n"), "{file}");
    assert!(file.contains("\nold_status = { web = \"major_outage\" }\n"), "{file}");
    assert!(
        notes(&plan)[0]
            .ends_with("closes with `web` at `partial_outage`; here the end sets all to operational")
    );
}

#[test]
fn unknown_words_are_noted_and_kept_aside() {
    let odd = with(
        update("up0000000001", "pondering", "2026-03-14T09:00:00.000Z"),
        &json!({ "affected_components": [affects("capi00000001", "Old API", "operational", "on_fire")] }),
    );
    let one = with(incident("in0000000001", "Checkout errors", &[odd]), &json!({ "impact": "huge" }));
    let plan = plan_incidents(&[one]);
    let file = entry(&plan, "0900Z-update.md");
    assert!(file.contains("\nstatus = \"investigating\"\n"), "{file}");
    assert!(
        file.contains("\n[imported]\nstatus = \"pondering\"\ncomponents = { api = \"on_fire\" }\n"),
        "{file}"
    );
    assert!(file.contains("\nnames = { api = \"Old API\" }\n"), "{file}");
    assert!(!file.contains("impact"), "{file}");
    assert_eq!(notes(&plan).len(), 3);
}

#[test]
fn tweets_and_silence_are_kept_aside_and_counted() {
    let loud = with(
        update("up0000000001", "investigating", "2026-03-14T09:00:00.000Z"),
        &json!({ "custom_tweet": "We \"see\" it", "tweet_id": 7, "deliver_notifications": false }),
    );
    let plan = plan_incidents(&[incident("in0000000001", "Checkout errors", &[loud])]);
    let file = entry(&plan, "0900Z-investigating.md");
    assert!(
        file.contains(
            "[imported]\ndeliver_notifications = false\ncustom_tweet = \"We \\\"see\\\" it\"\ntweet_id = 7\n\n[imported.incident]"
        ),
        "{file}"
    );
    assert_eq!(
        notes(&plan),
        [
            "updates: 1 carried a tweet, which has no place here; it is kept under `[imported]`",
            "updates: 1 went out without notifications; that is kept under `[imported]`"
        ]
    );
}

#[test]
fn a_post_mortem_becomes_a_file_of_its_own_and_is_out_since_it_was() {
    let plan = plan_incidents(&[incident(
        "in0000000001",
        "Checkout errors",
        &[
            update("up0000000001", "resolved", "2026-03-14T09:00:00.000Z"),
            update("up0000000002", "postmortem", "2026-03-20T09:00:00.000Z"),
        ],
    )]);
    assert_eq!(
        text(&plan, &format!("{DAY}comms/postmortem.md")),
        "+++\ntitle = \"Checkout errors\"\npublished = 2026-03-20T09:00:00.000Z\nid = \"up0000000002\"\n+++\nBody of up0000000002.\n"
    );
    assert_eq!(paths(&plan, DAY).len(), 2);
    assert_eq!(notes(&plan), [""; 0]);
}

#[test]
fn approvals_are_used_from_the_second_after_the_newest_post_mortem_on() {
    let with_one = |id: &str, at: &str| {
        let updates =
            [update(&format!("a{id}"), "resolved", "2026-03-14T09:00:00.000Z"), update(id, "postmortem", at)];
        incident(&format!("in{id}"), "Checkout errors", &updates)
    };
    let plan = plan_incidents(&[
        with_one("0000000001", "2026-03-20T09:00:00.999Z"),
        with_one("0000000002", "2026-03-19T09:00:00.000Z"),
    ]);
    assert!(text(&plan, "content/site.toml").ends_with("\n\n[approval]\nsince = 2026-03-20T09:00:01Z\n"));
    let without = plan_incidents(&[incident(
        "in0000000001",
        "Checkout errors",
        &[update("u", "resolved", "2026-03-14T09:00:00.000Z")],
    )]);
    assert!(!text(&without, "content/site.toml").contains("approval"));
}

#[test]
fn what_a_post_mortem_says_of_components_and_how_it_went_out_is_kept_aside() {
    let muted = with(
        update("up0000000002", "postmortem", "2026-03-20T09:00:00.000Z"),
        &json!({ "deliver_notifications": false, "created_at": "2026-03-21T09:00:00.000Z", "affected_components": [
            affects("capi00000001", "API", "operational", "operational"),
            affects("capi00000001", "API", "operational", "operational"),
        ] }),
    );
    let plan = plan_incidents(&[incident(
        "in0000000001",
        "Checkout errors",
        &[update("up0000000001", "resolved", "2026-03-14T09:00:00.000Z"), muted],
    )]);
    assert!(text(&plan, &format!("{DAY}comms/postmortem.md")).contains(
        "\n[imported]\ncomponents = { api = \"operational\" }\ncreated_at = 2026-03-21T09:00:00.000Z\ndeliver_notifications = false\n"
    ));
}

#[test]
fn of_several_post_mortems_the_newest_counts_and_that_is_told() {
    let plan = plan_incidents(&[incident(
        "in0000000001",
        "Checkout errors",
        &[
            update("up0000000001", "resolved", "2026-03-14T09:00:00.000Z"),
            update("up0000000002", "postmortem", "2026-03-20T09:00:00.000Z"),
            update("up0000000003", "postmortem", "2026-03-21T09:00:00.000Z"),
        ],
    )]);
    assert!(text(&plan, &format!("{DAY}comms/postmortem.md")).contains("Body of up0000000003."));
    assert!(notes(&plan)[0].ends_with("the export has several post-mortems, and this is the newest"));
}

#[test]
fn incidents_of_one_day_and_name_get_numbers_by_their_start() {
    let at =
        |id: &str, at: &str| incident(id, "Checkout errors", &[update(&format!("u{id}"), "resolved", at)]);
    let late = at("in000000000a", "2026-03-14T12:00:00.000Z");
    let early = at("in000000000b", "2026-03-14T08:00:00.000Z");
    let plan = plan_incidents(&[late, early]);
    assert!(entry(&plan, "errors/comms/2026-03-14T0800Z-resolved.md").contains("in000000000b"));
    assert!(
        entry(&plan, "errors-2/comms/2026-03-14T1200Z-resolved.md")
            .contains("-errors-2\"\nincident_id = \"in000000000a\"")
    );
}

#[test]
fn an_empty_body_leaves_no_body_and_no_updates_leave_no_incident() {
    let silent = with(
        update("up0000000001", "resolved", "2026-03-14T09:00:00.000Z"),
        &json!({ "body": "", "affected_components": [] }),
    );
    let plan = plan_incidents(&[
        incident("in0000000001", "Checkout errors", &[silent]),
        incident("in0000000002", "Nothing said", &[]),
    ]);
    assert!(entry(&plan, "0900Z-resolved.md").ends_with("\n+++\n"));
    assert_eq!(paths(&plan, "content/incidents/").len(), 1);
    assert_eq!(notes(&plan), ["in0000000002: this incident has no updates to show; left out"]);
}

#[test]
fn components_that_only_the_incident_lists_are_kept_aside() {
    let one = with(
        incident("in0000000001", "Checkout errors", &[update("u", "resolved", "2026-03-14T09:00:00.000Z")]),
        &json!({ "components": [super::component("cweb00000001", "Web", 2)] }),
    );
    assert!(entry(&plan_incidents(&[one]), "0900Z-resolved.md").contains("\ncomponents = [\"web\"]\n"));
}

#[test]
fn after_the_end_every_state_counts_as_operational_again() {
    let hit = |id: &str, status: &str, at: &str, old: &str, new: &str| {
        with(
            update(id, status, at),
            &json!({ "affected_components": [affects("capi00000001", "API", old, new)] }),
        )
    };
    let plan = plan_incidents(&[incident(
        "in0000000001",
        "Checkout errors",
        &[
            hit("up1", "investigating", "2026-03-14T09:00:00.000Z", "operational", "major_outage"),
            update("up2", "resolved", "2026-03-14T10:00:00.000Z"),
            hit("up3", "investigating", "2026-03-14T11:00:00.000Z", "operational", "partial_outage"),
            hit("up4", "investigating", "2026-03-14T12:00:00.000Z", "partial_outage", "partial_outage"),
        ],
    )]);
    assert!(plan.files.iter().all(|file| !file.text.contains("old_status")));
    assert!(entry(&plan, "0900Z-investigating.md").contains("\nimpact = \"none\"\n"));
}
