//! Reading, merging and refusing inputs.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{component, entry, incident, input, notes, page, paths, try_plan, update, with};
use crate::authoring::{Applied, apply};
use crate::import::{ImportError, Input};

fn overlapping() -> Vec<Input> {
    let one = |at: &str, updates: &[Value]| {
        with(incident("in1", "It broke", updates), &json!({ "updated_at": at }))
    };
    let first = update("up1", "investigating", "2026-03-14T09:00:00.000Z");
    let second = update("up2", "resolved", "2026-03-14T10:00:00.000Z");
    let old = json!({
        "page": page("2026-03-14T09:30:00.000Z"),
        "components": [component("capi", "Old name", 1), component("cgon", "Gone", 2)],
        "incidents": [one("2026-03-14T09:00:00.000Z", std::slice::from_ref(&first))],
        "scheduled_maintenances": [], "status": { "indicator": "none" }
    });
    let list =
        json!({ "page": page("2026-03-14T11:00:00.000Z"), "components": [component("capi", "API", 1)] });
    let new = json!({
        "page": page("2026-03-14T11:00:00.000Z"),
        "incidents": [one("2026-03-14T10:00:00.000Z", &[first, second])]
    });
    vec![input("summary.json", &old), input("components.json", &list), input("incidents.json", &new)]
}

#[test]
fn the_newest_version_of_everything_is_used() {
    let plan = try_plan(&overlapping()).unwrap();
    assert_eq!(paths(&plan, "content/components/"), ["api.md"]);
    assert_eq!(paths(&plan, "content/incidents/").len(), 2);
    assert_eq!(
        notes(&plan),
        [
            "incidents and maintenances: 1 were in more than one file; the newest version was used",
            "components: 1 are only in older lists and not in the history; left out"
        ]
    );
}

proptest! {
    #[test]
    fn the_order_of_the_inputs_changes_nothing(inputs in Just(overlapping()).prop_shuffle()) {
        prop_assert_eq!(try_plan(&inputs), try_plan(&overlapping()));
    }

    #[test]
    fn no_input_causes_a_panic(text in "[\\[\\]{}:,\"a-z0-9 ]{0,80}") {
        let _: Result<_, _> = try_plan(&[Input { name: "x".to_owned(), text }]);
    }

    #[test]
    fn every_update_gives_valid_toml(
        title in any::<String>(), body in any::<String>(), status in any::<String>(), name in any::<String>(),
    ) {
        let update_json = with(
            update("up1", &status, "2026-03-14T09:00:00.000Z"),
            &json!({ "body": body, "affected_components": [
                { "code": "c1", "name": name, "old_status": status, "new_status": title }] }),
        );
        let file = json!({ "incidents": [incident("in1", &title, &[update_json])] });
        let plan = try_plan(&[input("incidents.json", &file)]).unwrap();
        for planned in &plan.files {
            let (front, _) = planned.text.strip_prefix("+++\n").unwrap().split_once("\n+++\n").unwrap();
            prop_assert!(front.parse::<toml::Table>().is_ok(), "{}", planned.text);
        }
    }
}

#[test]
fn times_of_any_zone_become_utc_to_the_millisecond() {
    let update_json = update("up1", "resolved", "2026-03-14T01:00:00.123456-08:00");
    let plan =
        try_plan(&[input("x", &json!({ "incidents": [incident("in1", "It broke", &[update_json])] }))])
            .unwrap();
    assert!(entry(&plan, "2026-03-14T0900Z-resolved.md").contains("\nat = 2026-03-14T09:00:00.123Z\n"));
}

#[test]
fn a_plan_that_is_applied_twice_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let plan = try_plan(&overlapping()).unwrap();
    let import = Applied { source: "statuspage", page: None, files: &plan.files, unknown: &plan.unknown };
    assert_eq!(apply(root.path(), import, false).unwrap().written.len(), plan.files.len());
    let again = apply(root.path(), import, false).unwrap();
    assert_eq!((again.written.len(), again.unchanged.len(), again.kept.len()), (0, plan.files.len(), 0));
}

#[test]
fn invalid_json_is_reported_with_its_position_and_other_errors() {
    let broken = Input { name: "a.json".to_owned(), text: "{\n  \"page\": nil\n}".to_owned() };
    let errors = try_plan(&[input("b.json", &json!({ "status": {} })), broken]).unwrap_err();
    assert!(
        matches!(&errors[0], ImportError::Json { input, line: 2, column: 12, .. } if input == "a.json"),
        "{errors:?}"
    );
    assert!(matches!(&errors[1], ImportError::UnknownShape { input, .. } if input == "b.json"));
    assert_eq!(errors.len(), 2);
}

#[test]
fn one_odd_value_is_repaired_and_noted() {
    let ok = || update("up1", "investigating", "2026-03-14T09:00:00.000Z");
    let last = || update("up2", "resolved", "2026-03-14T10:00:00.000Z");
    let closed = |odd: Value| incident("in1", "It broke", &[odd, last()]);
    let sentence =
        json!({ "affected_components": [{ "name": "No components were affected by this update." }] });
    let cases = [
        (with(closed(ok()), &json!({ "id": null })), "`x.json`: incident 1 of the list: has no `id`; `"),
        (with(closed(ok()), &json!({ "name": "  It\nbroke " })), "`name` has spaces that mean nothing"),
        (with(closed(ok()), &json!({ "resolved_at": 5 })), "`resolved_at` is of another type than usual: 5"),
        (with(closed(ok()), &json!({ "components": "none" })), "`components` is of another type than usual"),
        (
            with(closed(ok()), &json!({ "created_at": "yesterday" })),
            "`created_at` is not a time: `yesterday`; left out",
        ),
        (
            with(closed(ok()), &json!({ "incident_updates": [] })),
            "has no updates; one with its title and status was added",
        ),
        (closed(with(ok(), &json!({ "id": "" }))), "incident `in1`, update 2: has no `id`; `"),
        (closed(with(ok(), &json!({ "id": "up2" }))), "update `up2`: has the `id` of another update; `"),
        (closed(with(ok(), &json!({ "id": 12 }))), "`id` is of another type than usual: 12; read as \"12\""),
        (closed(with(ok(), &json!({ "display_at": "2026-03-14T09:00:00" }))), "`display_at` is not a time"),
        (
            closed(with(ok(), &json!({ "display_at": "9999-12-31T23:59:59-08:00" }))),
            "`display_at` is not a time",
        ),
        (
            closed(with(ok(), &json!({ "display_at": null, "created_at": null }))),
            "has no time; that of the whole",
        ),
        (
            closed(with(ok(), &sentence)),
            "names no component where it says `No components were affected by this update.`",
        ),
        (
            closed(with(ok(), &json!({ "affected_components": {} }))),
            "`affected_components` is of another type",
        ),
    ];
    for (odd, message) in cases {
        let even = incident("in2", "Another one", &[update("up9", "resolved", "2026-03-15T09:00:00.000Z")]);
        let plan = try_plan(&[input("x.json", &json!({ "incidents": [odd, even, "odd", null] }))]).unwrap();
        let notes = notes(&plan);
        assert!(notes.iter().any(|note| note.contains(message)), "{message}: {notes:#?}");
        assert!(notes.iter().any(|note| note.contains("element 3 is not an object")), "{notes:#?}");
        let first = paths(&plan, "content/incidents/2026-03-14-it-broke/comms/");
        assert!(!first.is_empty(), "{message}");
        assert!(entry(&plan, "2026-03-15T0900Z-resolved.md").contains("Another one"), "{message}");
    }
}

#[test]
fn an_update_that_is_listed_twice_is_imported_once() {
    let one = update("up1", "resolved", "2026-03-14T09:00:00.000Z");
    let file = json!({ "incidents": [incident("in1", "It broke", &[one.clone(), one])] });
    let plan = try_plan(&[input("x.json", &file)]).unwrap();
    assert_eq!(paths(&plan, "content/incidents/").len(), 1);
    assert!(notes(&plan)[0].ends_with("has the update `up1` twice; the second is left out"));
}

#[test]
fn files_of_two_pages_are_refused() {
    let other = with(page("2026-03-14T00:00:00.000Z"), &json!({ "id": "pgother" }));
    let errors = try_plan(&[
        input("a.json", &json!({ "page": page("2026-03-14T00:00:00.000Z"), "components": [] })),
        input("b.json", &json!({ "page": other, "components": [] })),
    ])
    .unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "`b.json` belongs to page `pgother`, but the other files belong to page `pg0000000001`"
    );
}
