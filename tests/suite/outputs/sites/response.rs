//! The page "How we respond": figures counted by hand, and what they must never depend on.

use allclear::release::Audience;
use allclear::release::model::{IncidentResponse, ResponseMonth, ResponseTime};

use super::case::Case;
use crate::outputs::feeds::released;
use crate::support::Project;

const END: &str = "2026-04-10T12:00:00Z";

/// What is counted in a month: the incidents with their minutes, the promises with those that were kept, and the changes.
fn counted(case: &Case, now: &str) -> Vec<String> {
    let site = case.at(now);
    let incident = |response: &IncidentResponse| {
        let slug = &site.incidents[response.incident].event.slug;
        match response.time {
            ResponseTime::Took(span) => format!("{slug} {} min", span.num_minutes()),
            other => format!("{slug} {other:?}"),
        }
    };
    let month = |month: &ResponseMonth| {
        let incidents: Vec<String> = month.incidents.iter().map(incident).collect();
        let kept = month.promises.iter().filter(|promise| promise.kept).count();
        let changes: Vec<String> = month.changes.iter().map(|change| format!("{:?}", change.kind)).collect();
        format!(
            "{}: [{}], {kept} of {} kept, [{}]",
            month.first.format("%Y-%m"),
            incidents.join(", "),
            month.promises.len(),
            changes.join(", ")
        )
    };
    site.response.as_deref().expect("the site publishes it").iter().map(month).collect()
}

#[test]
fn the_response_record_counts_as_worked_out_by_hand() {
    // March, in Tallinn. `api-slow`: 09:00 to 10:40; due 09:30 and kept, due 09:55 and 15 minutes late, due 12:10 and kept.
    // `queue-late`: due 10:20, and nothing came until 11:00; it was withdrawn only at 10:30. `sign-in`: due 10:30; the update
    // dated 10:20 was published at 12:00, which is also its last one.
    // April: `night-job` began on 31 March at 21:30 UTC, which is 1 April there. `payments` began with `cards`, which was
    // merged into it, and its last update is from the next day. `search` is open and promised an update for 13:00.
    assert_eq!(
        counted(&Case::of("response-record"), END),
        [
            "2026-04: [search Open, payments 1500 min, night-job 30 min], 1 of 1 kept, [Edited]",
            "2026-03: [sign-in 120 min, queue-late 60 min, brief-outage Afterwards, api-slow 100 min], 2 of 5 kept, [AddedLater, Corrected, Withdrawn]",
        ]
    );
}

#[test]
fn a_promise_counts_from_when_it_falls_due_whether_it_was_kept_or_not() {
    let case = Case::of("response-record");
    // The first update of `api-slow` promised 09:30, and the second one came at 09:25.
    let kept_early = case.at("2026-03-10T09:28:00Z");
    assert_eq!(
        kept_early.next_change.map(|at| at.to_rfc3339()).as_deref(),
        Some("2026-03-10T09:30:00+00:00")
    );
    let lines = |now: &str| counted(&case, now).concat();
    assert_eq!(lines("2026-03-10T09:29:59Z"), "2026-03: [api-slow Open], 0 of 0 kept, []");
    assert_eq!(lines("2026-03-10T09:30:00Z"), "2026-03: [api-slow Open], 1 of 1 kept, []");
    // The second one promised 09:55, and nothing had come by then. That it came later changes nothing.
    assert_eq!(lines("2026-03-10T09:55:00Z"), "2026-03: [api-slow Open], 1 of 2 kept, []");
    assert_eq!(lines("2026-03-10T10:11:00Z"), "2026-03: [api-slow Open], 1 of 2 kept, []");
}

#[test]
fn each_audience_has_the_record_of_what_it_sees() {
    let case = Case::of("response-record");
    let site = case.seen_by(&Audience::customer("acme", Some("gold"), Some([].into())), END);
    // All incidents but one name a component that this customer does not use.
    let months = site.response.expect("the site publishes it");
    let incidents: usize = months.iter().map(|month| month.incidents.len()).sum();
    assert_eq!((months.len(), incidents), (1, 1), "{months:#?}");
}

#[test]
fn the_page_is_published_only_on_request_and_linked_where_people_look() {
    let without = Project::new();
    without.run(&["build"]).ok();
    assert!(!without.path("public/response").exists());
    let with = Project::new();
    let settings = with.read("content/site.toml");
    with.write("content/site.toml", format!("{settings}\n[publish]\nresponse = true\n").as_bytes());
    with.run(&["build"]).ok();
    let page = with.read("public/response/index.html");
    assert!(page.contains("<h1>How we respond</h1>"), "{page}");
    for path in ["index.html", "history/index.html"] {
        assert!(!without.read(&format!("public/{path}")).contains("/response/"), "{path}");
        assert!(with.read(&format!("public/{path}")).contains("/response/\""), "{path}");
    }
    for path in ["sitemap.xml", "llms.txt", "_headers"] {
        assert!(!without.read(&format!("public/{path}")).contains("/response/"), "{path}");
        assert!(with.read(&format!("public/{path}")).contains("/response/"), "{path}");
    }
}

#[test]
fn the_address_is_reserved_on_every_site() {
    let project = Project::new().file("content/pages/response.md", "+++\ntitle = \"Ours\"\n+++\nHello.\n");
    let run = project.run(&["check"]).failed(1);
    assert!(
        run.stderr.contains("the address `/response/` is reserved for the site itself"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_incident_took_time_only_if_readers_were_told_before_its_end() {
    let time = |files: &[(&str, &str)]| {
        let text = |keys: &str| format!("+++\n{keys}\n+++\nText.\n");
        let mut all = vec![(
            "content/site.toml".to_owned(),
            "title = \"T\"\nurl = \"https://s.example\"\n[publish]\nresponse = true\n".to_owned(),
        )];
        all.extend(files.iter().map(|(path, keys)| (format!("content/incidents/{path}.md"), text(keys))));
        let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        released(&all, "2026-03-14T12:00:00Z").response.expect("it is published")[0].incidents[0].time
    };
    let first = "title = \"Slow\"\nslug = \"slow\"\nstatus = \"identified\"";
    let end = ("a/comms/2026-03-14T1000Z", "status = \"resolved\"");
    let told = |added: &str| time(&[("a/comms/2026-03-14T0900Z", &format!("{first}{added}")), end]);
    let minutes = |count| ResponseTime::Took(chrono::TimeDelta::minutes(count));
    assert_eq!(told(""), minutes(60));
    assert_eq!(told("\nadded = 2026-03-14T09:59:59Z"), minutes(60));
    assert_eq!(told("\nadded = 2026-03-14T10:00:00Z"), ResponseTime::Afterwards);
    assert_eq!(told("\nadded = 2026-03-14T11:00:00Z"), ResponseTime::Afterwards);
    // Customers had an update about the merged incident in time.
    let continues = time(&[
        ("a/comms/2026-03-14T0930Z", &format!("{first}\nadded = 2026-03-14T11:00:00Z")),
        end,
        ("b/comms/2026-03-14T0900Z", "title = \"Slow too\"\nslug = \"slow-too\"\nstatus = \"identified\""),
        ("b/comms/2026-03-14T0940Z", "merged_into = \"slow\""),
    ]);
    assert_eq!(continues, minutes(120));
}
