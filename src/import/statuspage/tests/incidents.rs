//! Incidents and their updates.

use serde_json::json;

use super::{affects, entry, incident, notes, paths, plan_incidents, text, update, with};

const DAY: &str = "content/incidents/2026-03-14-checkout-errors/";

#[test]
fn an_incident_becomes_one_file_per_update_with_only_the_changes() {
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
         rss_guid = \"https://status.harborpay.example/incidents/in0000000001\"\n\
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
fn file_names_are_unique_and_equal_times_are_separated() {
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
    assert_eq!(notes(&plan), ["updates: 1 had the same time as another and were moved by a millisecond"]);
}

#[test]
fn updates_after_the_end_reopen_or_become_plain_updates() {
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
    assert!(
        notes[0].ends_with("1100Z-monitoring.md: follows the end of the event, so it is marked as reopened")
    );
    assert_eq!(
        notes[1],
        "updates: 1 close an event that is already closed; they are written as plain updates"
    );
}

#[test]
fn a_state_other_than_operational_in_a_closing_update_is_kept_in_imported() {
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
    assert!(notes(&plan)[0].ends_with(
        "closes with `web` at `partial_outage`; a closing update sets all components to operational"
    ));
}

#[test]
fn unknown_words_are_noted_and_kept_in_imported() {
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
fn tweets_and_missing_notifications_are_kept_in_imported_and_counted() {
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
            "updates: 1 have a tweet, which has no counterpart; it is kept in `[imported]`",
            "updates: 1 were published without notifications; that is kept in `[imported]`"
        ]
    );
}

#[test]
fn a_post_mortem_becomes_a_file_with_its_time_of_publication() {
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
fn approvals_are_in_use_one_second_after_the_newest_post_mortem() {
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
fn components_and_notifications_of_a_post_mortem_are_kept_in_imported() {
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
fn of_several_post_mortems_the_newest_is_used_and_noted() {
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
    assert!(notes(&plan)[0].ends_with("the export has several post-mortems; this is the newest"));
}

#[test]
fn incidents_with_the_same_slug_are_numbered_by_their_start() {
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
fn an_empty_body_stays_empty_and_an_incident_without_updates_gets_one() {
    let silent = with(
        update("up0000000001", "resolved", "2026-03-14T09:00:00.000Z"),
        &json!({ "body": "", "affected_components": [] }),
    );
    let plan = plan_incidents(&[
        incident("in0000000001", "Checkout errors", &[silent]),
        incident("in0000000002", "Nothing said", &[]),
    ]);
    assert!(entry(&plan, "0900Z-resolved.md").ends_with("\n+++\n"));
    assert_eq!(paths(&plan, "content/incidents/").len(), 2);
    assert!(entry(&plan, "0922Z-update.md").ends_with("\n+++\nNothing said\n"));
    let note =
        "`summary.json`: incident `in0000000002`: has no updates; one with its title and status was added";
    assert_eq!(notes(&plan)[0], note);
}

#[test]
fn components_that_only_the_incident_lists_are_kept_in_imported() {
    let one = with(
        incident("in0000000001", "Checkout errors", &[update("u", "resolved", "2026-03-14T09:00:00.000Z")]),
        &json!({ "components": [super::component("cweb00000001", "Web", 2)] }),
    );
    assert!(entry(&plan_incidents(&[one]), "0900Z-resolved.md").contains("\ncomponents = [\"web\"]\n"));
}

#[test]
fn after_the_end_every_component_is_operational() {
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
