//! Components, groups and settings.

use serde_json::{Value, json};

use super::{affects, component, entry, incident, input, notes, page, paths, text, try_plan, update, with};
use crate::import::ImportPlan;

fn plan(list: &[Value], incidents: &[Value]) -> ImportPlan {
    let components = json!({ "page": page("2026-03-15T00:00:00.000Z"), "components": list });
    let incidents = json!({ "page": page("2026-03-14T00:00:00.000Z"), "incidents": incidents });
    try_plan(&[input("components.json", &components), input("incidents.json", &incidents)]).unwrap()
}

fn group(id: &str, name: &str, position: i64) -> Value {
    with(component(id, name, position), &json!({ "group": true, "components": [] }))
}

fn child(id: &str, name: &str, position: i64, group: &str) -> Value {
    with(component(id, name, position), &json!({ "group_id": group }))
}

fn hit(code: &str, name: &str) -> Value {
    let update_json = with(
        update(&format!("u{code}"), "investigating", "2026-03-14T09:00:00.250Z"),
        &json!({ "affected_components": [affects(code, name, "operational", "major_outage")] }),
    );
    incident(&format!("i{code}"), "It broke", &[update_json])
}

#[test]
fn the_page_becomes_the_settings() {
    assert_eq!(
        text(&plan(&[], &[]), "content/site.toml"),
        "title = \"Harbor Pay\"\nurl = \"https://status.harborpay.example\"\nauthority = \"status.harborpay.example\"\ntime_zone = \"UTC\"\nid = \"pg0000000001\"\n"
    );
}

#[test]
fn a_page_without_a_usable_title_url_or_zone_gets_settings_that_can_be_read() {
    let odd = with(
        page("2026-03-15T00:00:00.000Z"),
        &json!({ "name": null, "url": "status.harborpay.example", "time_zone": "Mars/Base" }),
    );
    let plan = try_plan(&[input("x.json", &json!({ "page": odd, "components": [] }))]).unwrap();
    let settings = "title = \"Status\"\nurl = \"https://status.harborpay.example\"\n\
                    authority = \"status.harborpay.example\"\nid = \"pg0000000001\"\n";
    assert_eq!(text(&plan, "content/site.toml"), settings);
    assert_eq!(notes(&plan).len(), 2);
}

#[test]
fn a_component_keeps_values_other_than_the_default() {
    let odd = with(
        component("capi00000001", "API \"v2\"", 3),
        &json!({ "description": "Reads & writes", "start_date": "2025-02-01", "showcase": false,
                 "only_show_if_degraded": true }),
    );
    assert_eq!(
        text(&plan(&[odd], &[]), "content/components/api-v2.md"),
        "+++\n\
         name = \"API \\\"v2\\\"\"\n\
         description = \"Reads & writes\"\n\
         order = 3\n\
         since = 2024-01-02T03:04:05.678Z\n\
         slug = \"api-v2\"\n\
         id = \"capi00000001\"\n\
         hidden = \"until_affected\"\n\
         \n\
         [imported]\n\
         created_at = 2024-01-02T03:04:05.678Z\n\
         updated_at = 2024-02-02T03:04:05.678Z\n\
         start_date = \"2025-02-01\"\n\
         showcase = false\n\
         +++\n"
    );
}

#[test]
fn groups_become_folders_and_empty_groups_are_left_out() {
    let list = [
        group("gmob00000001", "Mobile Apps", 2),
        child("clog00000001", "Login", 1, "gmob00000001"),
        group("gnil00000001", "Unused", 3),
    ];
    let plan = plan(&list, &[]);
    assert_eq!(paths(&plan, "content/components/"), ["mobile-apps/_group.toml", "mobile-apps/login.md"]);
    assert!(text(&plan, "content/components/mobile-apps/_group.toml").starts_with(
        "name = \"Mobile Apps\"\norder = 2\nid = \"gmob00000001\"\n\n[imported]\ncreated_at = "
    ));
    assert_eq!(notes(&plan), ["gnil00000001: the group `Unused` is empty; left out"]);
}

#[test]
fn updates_name_components_by_the_shortest_unique_label() {
    let list = [
        group("gmob00000001", "Mobile", 1),
        child("csea00000001", "Search", 1, "gmob00000001"),
        child("clog00000001", "Login", 2, "gmob00000001"),
        group("gweb00000001", "Web", 2),
        child("csea00000002", "Search", 1, "gweb00000001"),
        component("csea00000003", "Search", 3),
    ];
    let shown = |code: &str, name: &str| {
        let plan = plan(&list, &[hit(code, name)]);
        let file = entry(&plan, "0900Z-investigating.md").to_owned();
        assert!(!file.contains("names"), "{file}");
        file.lines().find(|line| line.starts_with("components")).unwrap().to_owned()
    };
    assert_eq!(shown("clog00000001", "Mobile - Login"), "components = { login = \"major_outage\" }");
    assert_eq!(shown("csea00000002", "Web - Search"), "components = { \"web/search\" = \"major_outage\" }");
    assert_eq!(shown("csea00000003", "Search"), "components = { search-2 = \"major_outage\" }");
}

#[test]
fn components_that_only_incidents_name_are_retired_after_the_last_update() {
    let list = [group("gmob00000001", "Mobile", 1), child("clog00000001", "Login", 1, "gmob00000001")];
    let plan = plan(&list, &[hit("cold00000001", "Mobile - Fax"), hit("cold00000002", "Telex - Line 1")]);
    assert_eq!(
        text(&plan, "content/components/mobile/fax.md"),
        "+++\nname = \"Fax\"\nretired = 2026-03-14T09:00:01Z\nslug = \"mobile-fax\"\nid = \"cold00000001\"\n+++\n"
    );
    assert!(text(&plan, "content/components/telex-line-1.md").contains("name = \"Telex - Line 1\"\n"));
    assert_eq!(
        notes(&plan)
            .iter()
            .filter(|note| note.ends_with("the list of components does not; it becomes a retired component"))
            .count(),
        2
    );
}

#[test]
fn without_a_list_no_component_is_retired() {
    let file = json!({ "incidents": [hit("cold00000001", "Fax")] });
    let plan = try_plan(&[input("incidents.json", &file)]).unwrap();
    assert!(!text(&plan, "content/components/fax.md").contains("retired"));
    assert_eq!(notes(&plan).len(), 1);
}

#[test]
fn a_group_named_in_an_update_does_not_become_a_component() {
    let list = [group("gmob00000001", "Mobile", 1), child("clog00000001", "Login", 1, "gmob00000001")];
    let plan = plan(&list, &[hit("gmob00000001", "Mobile")]);
    assert_eq!(paths(&plan, "content/components/"), ["mobile/_group.toml", "mobile/login.md"]);
    assert!(notes(&plan)[0].ends_with("names the group `gmob00000001`, which is not a component; left out"));
}
