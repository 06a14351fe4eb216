//! What a released update says: the states that it changes, what it corrects, and what it promised.

use allclear::check::Verdict;
use allclear::content;
use allclear::release::model::{Event, Update};
use allclear::release::{Audience, release};
use allclear::source::Snapshot;
use allclear::status::State;

const SITE: &str = "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n";
const FIRST: &str = "title = \"Crane stuck\"\nslug = \"crane-stuck\"\nstatus = \"investigating\"\n\
                     components = { crane = \"partial_outage\" }";
/// The crane is worse than the updates say, and still is.
const WORSE: &str =
    "[[interval]]\ncomponents = [\"crane\"]\nstate = \"major_outage\"\nfrom = 2026-03-14T08:30:00Z\n";
const WITHDRAWN: &str = "[retracted]\nat = 2026-03-14T11:30:00Z\nnote = \"This was wrong.\"\n";

/// The incident with these keys of its entries, which are an hour apart from 09:00 on. The public sees the component
/// `crane`, and a customer also `lock`.
fn event(entries: &[&str]) -> Event {
    let mut files = vec![
        ("content/site.toml".to_owned(), SITE.to_owned()),
        ("content/components/crane.md".to_owned(), "+++\nname = \"Crane\"\n+++\n".to_owned()),
        (
            "content/components/lock.md".to_owned(),
            "+++\nname = \"Lock\"\naudience = [\"customer:globex\"]\n+++\n".to_owned(),
        ),
    ];
    files.extend(entries.iter().zip(9..).map(|(keys, hour)| {
        let path = format!("content/incidents/a/comms/2026-03-14T{hour:02}00Z.md");
        (path, format!("+++\n{keys}\n+++\nThe crane is stuck.\n"))
    }));
    let (content, _) = content::load(&Snapshot::of_texts(files));
    let now = "2026-03-14T12:00:00Z".parse().expect("a time");
    let site = release(&content.public, &Audience::public(), now, &Verdict::default()).expect("a site");
    site.incidents[0].event.clone()
}

/// The states that the last of two entries changes.
fn changes(keys: &str) -> Vec<(State, State)> {
    changes_of(&event(&[FIRST, keys]).updates[1])
}

fn changes_of(update: &Update) -> Vec<(State, State)> {
    update.changes.iter().map(|change| (change.from, change.to)).collect()
}

#[test]
fn an_update_lists_the_states_that_it_changes() {
    let worse = (State::PartialOutage, State::MajorOutage);
    let better = (State::PartialOutage, State::Operational);
    assert_eq!(changes_of(&event(&[FIRST]).updates[0]), [(State::Operational, State::PartialOutage)]);
    assert_eq!(changes("components = { crane = \"major_outage\" }"), [worse]);
    assert_eq!(changes("components = { crane = \"operational\" }"), [better]);
    assert_eq!(changes("status = \"resolved\""), [better]);
}

#[test]
fn a_merge_makes_nothing_operational() {
    let merge = "merged_into = \"flood\"\n";
    assert_eq!(changes(&format!("{merge}components = {{ crane = \"operational\" }}")), []);
    let worse = [(State::PartialOutage, State::MajorOutage)];
    assert_eq!(changes(&format!("{merge}components = {{ crane = \"major_outage\" }}")), worse);
}

#[test]
fn an_interval_without_an_end_makes_a_state_worse_unless_the_incident_closes() {
    let worse = (State::PartialOutage, State::MajorOutage);
    assert_eq!(changes(WORSE), [worse]);
    assert_eq!(changes(&format!("{WORSE}to = 2026-03-14T08:50:00Z")), []);
    assert_eq!(changes(&WORSE.replace("major_outage", "degraded_performance")), []);
    assert_eq!(changes(&WORSE.replace("major_outage", "partial_outage")), []);
    assert_eq!(
        changes(&format!("status = \"resolved\"\n{WORSE}")),
        [(State::PartialOutage, State::Operational)]
    );
    assert_eq!(changes(&format!("merged_into = \"flood\"\n{WORSE}")), []);
}

#[test]
fn a_withdrawn_update_made_things_worse_and_never_better() {
    let state = |state: &str| changes(&format!("components = {{ crane = \"{state}\" }}\n{WITHDRAWN}"));
    assert_eq!(state("major_outage"), [(State::PartialOutage, State::MajorOutage)]);
    assert_eq!(state("operational"), []);
    let keys = format!("summary = \"Use the other crane.\"\nnext_update = \"30m\"\n{WORSE}{WITHDRAWN}");
    let update = &event(&[FIRST, &keys]).updates[1];
    assert_eq!((&update.text, &update.summary, update.next_update), (&None, &None, None));
    assert_eq!(update.intervals, []);
}

#[test]
fn an_interval_of_a_component_that_the_audience_does_not_see_is_not_released() {
    let of = |component: &str| event(&[FIRST, &WORSE.replace("crane", component)]).updates[1].intervals.len();
    assert_eq!((of("crane"), of("lock")), (1, 0));
}

#[test]
fn only_a_later_title_renames_an_incident() {
    let renamed = |event: &Event| event.updates.iter().map(|one| one.renamed.clone()).collect::<Vec<_>>();
    let event = event(&[FIRST, "title = \"Both cranes stuck\"", ""]);
    assert_eq!(renamed(&event), [None, Some("Both cranes stuck".to_owned()), None]);
    assert_eq!((event.first_title.as_str(), event.title.as_str()), ("Crane stuck", "Both cranes stuck"));
}

#[test]
fn a_correction_and_what_it_corrects_name_each_other() {
    let event = event(&[FIRST, "", "corrects = \"2026-03-14T1000Z\""]);
    let names: Vec<_> =
        event.updates.iter().map(|one| (one.corrects.as_deref(), one.corrected_by.as_deref())).collect();
    let (corrected, correction) = (Some("2026-03-14T1000Z"), Some("2026-03-14T1100Z"));
    assert_eq!(names, [(None, None), (None, correction), (corrected, None)]);
    let hidden = ["audience = [\"customer:globex\"]", "corrects = \"2026-03-14T1000Z\""];
    let seen = self::event(&[FIRST, hidden[0], hidden[1]]).updates;
    assert_eq!((seen.len(), &seen[1].corrects), (2, &None), "the public does not see what it corrects");
}

#[test]
fn a_promise_names_the_update_that_came_next() {
    let promising = format!("{FIRST}\nnext_update = 2026-03-14T10:30:00Z");
    let event = event(&[&promising, "next_update = 2026-03-14T10:40:00Z", ""]);
    let came: Vec<_> = event.promised.iter().map(|one| (one.promise, one.came, one.kept)).collect();
    let at = |update: usize| Some(event.updates[update].at);
    assert_eq!(came, [(0, at(1), true), (1, at(2), false)]);
}

#[test]
fn a_summary_stays_until_the_incident_is_closed_or_another_one_replaces_it() {
    let summary = |rest: &[&str]| {
        let first = format!("{FIRST}\nsummary = \"Use the other crane.\"");
        event(&[&[first.as_str()], rest].concat()).summary.map(|text| text.plain.trim().to_owned())
    };
    let first = Some("Use the other crane.".to_owned());
    assert_eq!(summary(&[""]), first);
    assert_eq!(summary(&["summary = \"Use the pier.\"", ""]), Some("Use the pier.".to_owned()));
    assert_eq!(summary(&["summary = \"\""]), None);
    assert_eq!(summary(&[&format!("summary = \"Use the pier.\"\n{WITHDRAWN}")]), first);
    let again = "status = \"investigating\"\nreopened = true";
    assert_eq!(summary(&["status = \"resolved\"", again]), None, "it was about the first time");
    assert_eq!(summary(&["merged_into = \"flood\"", again]), None);
}

#[test]
fn the_supplier_is_that_of_the_newest_update_with_one() {
    let upstream =
        |name: &str| format!("upstream = {{ name = \"{name}\", url = \"https://{name}.example\" }}");
    let event = event(&[&format!("{FIRST}\n{}", upstream("north")), &upstream("south"), ""]);
    let names: Vec<_> =
        event.updates.iter().map(|one| one.upstream.as_ref().map(|one| one.name.as_str())).collect();
    assert_eq!(names, [Some("north"), Some("south"), None]);
    assert_eq!(event.upstream.expect("a supplier").url, "https://south.example");
}

#[test]
fn an_entry_without_a_status_opens_a_closed_incident_only_if_it_says_so() {
    let is_closed = |keys: &str| event(&[FIRST, "status = \"resolved\"", keys]).closed;
    assert!(is_closed("") && !is_closed("reopened = true"));
}

#[test]
fn an_incident_is_about_what_it_names_and_as_bad_as_the_worst_of_it() {
    let event = event(&[FIRST, "components = { crane = \"major_outage\" }", ""]);
    // The public sees one component.
    assert!(event.names(0) && !event.names(1));
    assert_eq!(event.worst_state(), State::MajorOutage);
    assert_eq!(event.newest().expect("an update").anchor, "2026-03-14T1100Z");
}
