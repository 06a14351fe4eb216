//! Which inputs are read, how they are brought together, and which are refused.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{component, entry, incident, input, notes, page, paths, try_plan, update, with};
use crate::authoring::apply;
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
fn the_newest_of_everything_counts() {
    let plan = try_plan(&overlapping()).unwrap();
    assert_eq!(paths(&plan, "content/components/"), ["api.md"]);
    assert_eq!(paths(&plan, "content/incidents/").len(), 2);
    assert_eq!(
        notes(&plan),
        [
            "incidents and maintenances: 1 were in more than one place; the newest version was taken",
            "components: 1 stand only in older lists, and no history names them; left out"
        ]
    );
}

proptest! {
    #[test]
    fn the_order_of_the_inputs_changes_nothing(inputs in Just(overlapping()).prop_shuffle()) {
        prop_assert_eq!(try_plan(&inputs), try_plan(&overlapping()));
    }

    #[test]
    fn no_input_makes_it_panic(text in "[\\[\\]{}:,\"a-z0-9 ]{0,80}") {
        let _: Result<_, _> = try_plan(&[Input { name: "x".to_owned(), text }]);
    }

    #[test]
    fn any_update_gives_files_that_can_be_read(
        title in any::<String>(), body in any::<String>(), status in any::<String>(), name in any::<String>(),
    ) {
        let told = with(
            update("up1", &status, "2026-03-14T09:00:00.000Z"),
            &json!({ "body": body, "affected_components": [
                { "code": "c1", "name": name, "old_status": status, "new_status": title }] }),
        );
        let file = json!({ "incidents": [incident("in1", &title, &[told])] });
        let plan = try_plan(&[input("incidents.json", &file)]).unwrap();
        for planned in &plan.files {
            let (front, _) = planned.text.strip_prefix("+++\n").unwrap().split_once("\n+++\n").unwrap();
            prop_assert!(front.parse::<toml::Table>().is_ok(), "{}", planned.text);
        }
    }
}

#[test]
fn times_of_any_zone_become_utc_to_the_millisecond() {
    let told = update("up1", "resolved", "2026-03-14T01:00:00.123456-08:00");
    let plan =
        try_plan(&[input("x", &json!({ "incidents": [incident("in1", "It broke", &[told])] }))]).unwrap();
    assert!(entry(&plan, "2026-03-14T0900Z-resolved.md").contains("\nat = 2026-03-14T09:00:00.123Z\n"));
}

#[test]
fn a_plan_laid_twice_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let plan = try_plan(&overlapping()).unwrap();
    assert_eq!(apply(root.path(), &plan, false).unwrap().written.len(), plan.files.len());
    let again = apply(root.path(), &plan, false).unwrap();
    assert_eq!((again.written.len(), again.unchanged.len(), again.kept.len()), (0, plan.files.len(), 0));
}

#[test]
fn broken_json_is_an_error_with_its_place_and_hides_no_other() {
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
fn missing_ids_and_unreadable_times_are_errors_that_name_the_object() {
    let message = |incident: Value| {
        let errors = try_plan(&[input("x.json", &json!({ "incidents": [incident] }))]).unwrap_err();
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    let told = || update("up1", "resolved", "2026-03-14T09:00:00.000Z");
    let nameless = with(incident("in1", "It broke", &[told()]), &json!({ "id": null }));
    assert_eq!(message(nameless), "`x.json`: incident 1 of the list has no `id`");
    let no_id = with(told(), &json!({ "id": "" }));
    assert_eq!(message(incident("in1", "x", &[no_id])), "`x.json`: update 1 of incident `in1` has no `id`");
    let no_code = with(told(), &json!({ "affected_components": [{ "name": "API" }] }));
    assert_eq!(
        message(incident("in1", "x", &[no_code])),
        "`x.json`: an affected component in update `up1` of incident `in1` has no `code`"
    );
    for time in ["yesterday", "2026-03-14T09:00:00", "9999-12-31T23:59:59-08:00"] {
        let odd = with(told(), &json!({ "display_at": time }));
        assert_eq!(
            message(incident("in1", "x", &[odd])),
            format!("`x.json`: update `up1` of incident `in1` has an unreadable `display_at`: `{time}`")
        );
    }
}

#[test]
fn files_of_two_pages_are_not_mixed() {
    let other = with(page("2026-03-14T00:00:00.000Z"), &json!({ "id": "pgother" }));
    let errors = try_plan(&[
        input("a.json", &json!({ "page": page("2026-03-14T00:00:00.000Z"), "components": [] })),
        input("b.json", &json!({ "page": other, "components": [] })),
    ])
    .unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "`b.json` belongs to page `pgother`, the files before it to page `pg0000000001`"
    );
}
