//! The service level agreement in the views of customers. The facts of the fixture `service-level` were worked out by
//! hand.

use std::collections::BTreeMap;
use std::path::PathBuf;

use allclear::artifact::ArtifactKind;
use allclear::check::Verdict;
use allclear::content;
use allclear::pipeline::{BuildInputs, Cache, Published, publish};
use allclear::release::Audience;
use allclear::release::model::{IncidentSla, Site};
use allclear::source::{Project, ScanOptions, Snapshot, scan};
use allclear::status::sla::Clock;
use chrono::{DateTime, Utc};

/// The time of the fixture: Friday, 18:00 in Tallinn.
const NOW: &str = "2026-03-13T16:00:00Z";

fn fixture() -> Snapshot {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sites/service-level");
    scan(&Project::new(folder), ScanOptions { public_only: false }).0
}

/// The files of the fixture, to change them.
fn files() -> BTreeMap<String, String> {
    fixture().files().map(|file| (file.path.clone(), file.text.to_string())).collect()
}

/// What is published for a customer, or for the public.
fn published(snapshot: &Snapshot, customer: Option<&str>, now: &str) -> Published {
    let (content, _) = content::load(snapshot);
    let audience = customer.map_or_else(Audience::public, |id| {
        let mut customers = content.internal.customers.iter();
        let customer = customers.find(|customer| customer.id == id).expect("the customer has a record");
        Audience::of_customer(customer, &content.public)
    });
    let now: DateTime<Utc> = now.parse().expect("a time");
    let verdict = Verdict::default();
    let inputs = BuildInputs::new(snapshot, &content, &verdict);
    publish(&content.public, &audience, None, now, &inputs, &mut Cache::default()).expect("published")
}

/// The files that are published.
fn outputs(files: &BTreeMap<String, String>, customer: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    let snapshot = Snapshot::of_texts(files.iter().map(|(path, text)| (path.clone(), text.clone())));
    let published = published(&snapshot, customer, NOW);
    published.outputs.iter().map(|output| (output.path.clone(), output.bytes.clone())).collect()
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%d %b %H:%M").to_string()
}

fn clock(label: &str, clock: Option<&Clock>) -> String {
    let Some(clock) = clock else { return format!("no {label}") };
    let took = clock.took.map(|took| format!("{} of ", took.num_minutes())).unwrap_or_default();
    format!(
        "{label} {:?}, {took}{} min of {} from {}, due {}",
        clock.standing,
        clock.target.num_minutes(),
        clock.severity,
        moment(clock.from),
        moment(clock.due)
    )
}

/// How the targets were kept, a line for each incident, and the months of each component.
fn facts(site: &Site) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for incident in site.incidents.iter().rev() {
        let Some(sla) = &incident.sla else { continue };
        let known = match sla {
            IncidentSla::Unreadable => "unreadable".to_owned(),
            IncidentSla::NoSeverity => "no severity".to_owned(),
            IncidentSla::Clocks(known) => format!(
                "{} since {}: {}; {}",
                known.severity,
                moment(known.severity_since),
                clock("response", known.response.as_ref()),
                clock("resolution", known.resolution.as_ref())
            ),
        };
        lines.push(format!("{}: {known}", incident.event.slug));
    }
    for row in site.sla.iter().flat_map(|sla| &sla.components) {
        let months = row.months.iter().map(|month| {
            let percent = month.ratio.map_or(0.0, |ratio| ratio * 100.0);
            format!("{percent:.3} {:?}", month.attainment)
        });
        lines.push(format!(
            "{}: {}",
            site.components[row.component].slug,
            months.collect::<Vec<_>>().join(", ")
        ));
    }
    lines
}

#[test]
fn a_customer_sees_how_its_agreement_was_kept() {
    let site = published(&fixture(), Some("acme"), NOW).site;
    assert_eq!(
        facts(&site),
        [
            // Detected at 09:55, before the first update. Resolved at 13:50, before the closing update at 14:00.
            "down: P1 since 15 Jan 09:55: response Met, 10 of 15 min of P1 from 15 Jan 09:55, due 15 Jan 10:10; \
             resolution Met, 235 of 240 min of P1 from 15 Jan 09:55, due 15 Jan 13:55",
            // Nothing in the timeline: from the first update, after hours, to the closing one. The hours are 07:00 to
            // 15:00 UTC.
            "slow: P2 since 10 Feb 15:00: response Met, 0 of 30 min of P2 from 10 Feb 15:00, due 11 Feb 07:30; \
             resolution Met, 60 of 480 min of P2 from 10 Feb 15:00, due 11 Feb 15:00",
            // Two hours, a pause from 10:00 to 11:00, and two hours and a half.
            "again: P1 since 02 Mar 08:00: response Met, 0 of 15 min of P1 from 02 Mar 08:00, due 02 Mar 08:15; \
             resolution Missed, 270 of 240 min of P1 from 02 Mar 08:00, due 02 Mar 13:00",
            "minor: P3 since 06 Mar 08:00: no response; no resolution",
            "old: no severity",
            // Acknowledged as a P2, after 20 minutes of the hours. The rise to P1 at 15:00 gives four hours from then.
            "open: P1 since 13 Mar 15:00: response Met, 20 of 30 min of P2 from 13 Mar 14:00, due 13 Mar 14:30; \
             resolution Running, 240 min of P1 from 13 Mar 15:00, due 13 Mar 19:00",
            // January is measured from the first update: 240 of 23,760 minutes. In March, 135 of 18,250 minutes up to the
            // newest update, and the whole month allows 22.
            "api: 98.990 Missed, 100.000 Attained, 99.260 Missed",
        ]
    );
    assert_eq!(site.next_change.map(moment).as_deref(), Some("13 Mar 19:00"));
    let missed = published(&fixture(), Some("acme"), "2026-03-13T19:00:00Z").site;
    let open = facts(&missed).into_iter().find(|line| line.starts_with("open")).expect("it is open");
    assert!(open.contains("resolution Missed, 240 min of P1 from 13 Mar 15:00"), "{open}");
}

#[test]
fn nobody_else_sees_an_agreement() {
    // The public, a tier without targets, a customer whose record hides it, and one without a tier.
    for customer in [None, Some("bolt"), Some("cord"), Some("dune")] {
        let published = published(&fixture(), customer, NOW);
        assert_eq!((facts(&published.site), published.site.sla.is_none()), (vec![], true), "{customer:?}");
        for output in published.outputs.iter().filter(|output| output.kind != ArtifactKind::Asset) {
            let html = String::from_utf8_lossy(&output.bytes);
            assert!(!html.contains("sla-"), "{customer:?} {}", output.path);
        }
    }
}

#[test]
fn an_agreement_counts_from_its_first_day() {
    let mut files = files();
    let acme = files.get_mut("content/customers/acme.md").expect("a record");
    *acme = acme.replace("2026-01-01", "2026-03-03");
    let snapshot = Snapshot::of_texts(files);
    let lines = facts(&published(&snapshot, Some("acme"), NOW).site);
    let slugs: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(slugs, ["minor", "old", "open", "api"]);
    assert_eq!(lines.last().map(String::as_str), Some("api: 100.000 Attained"));
}

#[test]
fn a_timeline_that_cannot_be_read_gives_no_figures() {
    for (path, text) in [
        (
            "content/incidents/2026-03-13-open/timeline/2026-03-13T1405Z-monitor.md",
            "+++\nmilestne = \"detected\"\n+++\n",
        ),
        ("content/incidents/2026-03-13-open/timeline/noon.md", "Restarted it.\n"),
        (
            "content/incidents/2026-03-13-open/timeline/2026-03-13T1405Z-monitor.md",
            "+++\nseverity = \"P11\"\n+++\n",
        ),
    ] {
        let mut files = files();
        files.insert(path.into(), text.into());
        let published = published(&Snapshot::of_texts(files), Some("acme"), NOW);
        let lines = facts(&published.site);
        assert!(lines.contains(&"open: unreadable".to_owned()), "{path}: {lines:?}");
        let page = published.outputs.iter().find(|output| output.path == "incidents/open/index.html");
        let html = String::from_utf8_lossy(&page.expect("a page").bytes).into_owned();
        assert!(html.contains("cannot be read as a whole") && !html.contains("sla-clocks"), "{html}");
    }
}

#[test]
fn a_merged_incident_ends_with_the_one_that_continues_it() {
    let mut files = files();
    files.insert(
        "content/incidents/2026-03-02-again/comms/2026-03-02T1320Z.md".into(),
        "+++\nmerged_into = \"open\"\n+++\nThis goes on in another incident.\n".into(),
    );
    files.remove("content/incidents/2026-03-02-again/comms/2026-03-02T1330Z.md");
    let lines = facts(&published(&Snapshot::of_texts(files), Some("acme"), NOW).site);
    let again = lines.iter().find(|line| line.starts_with("again")).expect("it is listed");
    assert!(
        again.ends_with("resolution Missed, 240 min of P1 from 02 Mar 08:00, due 02 Mar 13:00"),
        "{again}"
    );
}

#[test]
fn pages_show_when_targets_fall_due_and_whether_they_were_met() {
    let published = published(&fixture(), Some("acme"), NOW);
    let html = |path: &str| {
        let page = published.outputs.iter().find(|output| output.path == path).expect("a page");
        String::from_utf8_lossy(&page.bytes).into_owned()
    };
    let (home, open) = (html("index.html"), html("incidents/open/index.html"));
    for page in [&home, &open] {
        assert!(page.contains("data-run=\"due\" data-at=\"2026-03-13T19:00:00Z\""), "{page}");
        assert!(
            page.contains("20\u{a0}min of 30\u{a0}min") && page.contains("the contract governs"),
            "{page}"
        );
    }
    assert!(
        home.contains("4\u{a0}h\u{a0}30\u{a0}min of 4\u{a0}h")
            && home.contains("98.98%")
            && home.contains("Mar 2026 so far")
    );
    assert!(home.contains(
        "Agreed: 99.95% per component and month. In 30 days, that allows 21\u{a0}min of downtime."
    ));
    assert!(home.contains("P2: time counts in these hours: Mon-Fri 09:00-17:00 Europe/Tallinn."));
    assert!(home.contains("It does not count on 24 February 2026."));
    assert!(html("incidents/minor/index.html").contains("No target is agreed for P3."));
    assert!(html("incidents/old/index.html").contains("No severity is recorded"));
}

/// Changes to internal files that no view may show, each with a path and its new text.
fn unrelated() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "content/incidents/2026-03-13-open/incident.md",
            "+++\ntitle = \"Zorblax outage\"\nseverity = \"P2\"\ncustomers = [\"bolt\"]\nreported_by = \"csm\"\n+++\nZorblax phoned.\n",
        ),
        (
            "content/incidents/2026-03-13-open/timeline/2026-03-13T1420Z-monitor.md",
            "+++\nmilestone = \"acknowledged\"\n+++\nZorblax is angry.\n",
        ),
        (
            "content/incidents/2026-03-13-open/timeline/2026-03-13T1422Z-zoe.md",
            "+++\nmilestone = \"identified\"\noutcome = \"helped\"\n+++\nFailed over.\n",
        ),
        ("content/incidents/2026-03-13-open/postmortem.md", "It was Zorblax all along.\n"),
        (
            "content/incidents/2026-03-10-mail/timeline/2026-03-10T0801Z-zoe.md",
            "+++\nseverity = \"P3\"\nmilestone = \"resolved\"\n+++\nNothing.\n",
        ),
        (
            "content/incidents/2026-03-11-hidden/incident.md",
            "+++\ntitle = \"Hidden\"\nseverity = \"P1\"\ncomponents = [\"api\"]\n+++\n",
        ),
        (
            "content/incidents/2026-03-11-hidden/comms/2026-03-11T0900Z.md",
            "+++\ntitle = \"Only for one\"\nslug = \"hidden\"\nstatus = \"investigating\"\naudience = [\"customer:bolt\"]\ncomponents = { api = \"major_outage\" }\n+++\nYour requests fail.\n",
        ),
        (
            "content/customers/bolt.md",
            "+++\nname = \"Zorblax Ltd\"\ntier = \"gold\"\naccess = \"gated\"\nsla_since = 2025-01-01\n+++\n",
        ),
    ]
}

#[test]
fn only_severities_and_three_milestones_of_its_incidents_change_a_view() {
    let before = outputs(&files(), Some("acme"));
    for (path, text) in unrelated() {
        let mut files = files();
        files.insert(path.into(), text.into());
        assert!(outputs(&files, Some("acme")) == before, "{path} changes the view");
    }
    for (path, text) in [
        (
            "content/incidents/2026-03-13-open/timeline/2026-03-13T1420Z-monitor.md",
            "+++\nmilestone = \"identified\"\n+++\n",
        ),
        ("content/incidents/2026-03-13-open/timeline/2026-03-13T1500Z-monitor.md", "Nothing.\n"),
        ("content/incidents/2026-01-15-down/timeline/2026-01-15T1350Z-monitor.md", "Nothing.\n"),
    ] {
        let mut files = files();
        files.insert(path.into(), text.into());
        assert!(outputs(&files, Some("acme")) != before, "{path} does not change the view");
    }
}

#[test]
fn no_milestone_changes_the_public_site_or_a_view_without_an_agreement() {
    for customer in [None, Some("bolt"), Some("cord"), Some("dune")] {
        let before = outputs(&files(), customer);
        let mut files = files();
        files.retain(|path, _| !path.contains("/timeline/") && !path.ends_with("/incident.md"));
        assert!(outputs(&files, customer) == before, "{customer:?}");
        let snapshot = Snapshot::of_texts(files);
        let without = published(&snapshot, customer, NOW).site.next_change;
        assert_eq!(published(&fixture(), customer, NOW).site.next_change, without, "{customer:?}");
    }
}

/// The facts about an incident with these changes of files.
fn facts_with(slug: &str, changes: &[(&str, &str)]) -> String {
    let mut files = files();
    files.extend(changes.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    let lines = facts(&published(&Snapshot::of_texts(files), Some("acme"), NOW).site);
    lines.into_iter().find(|line| line.starts_with(&format!("{slug}:"))).unwrap_or_default()
}

#[test]
fn without_a_first_day_the_last_12_months_count() {
    let mut files = files();
    let acme = files.get_mut("content/customers/acme.md").expect("a record");
    *acme = acme.replace("sla_since = 2026-01-01\n", "");
    let sla = published(&Snapshot::of_texts(files), Some("acme"), NOW).site.sla.expect("an agreement");
    assert_eq!((sla.terms.since.to_string().as_str(), sla.months.len()), ("2025-04-01", 12));
}

#[test]
fn an_incident_counts_if_it_started_in_the_first_second_of_the_agreement() {
    let counted = |time: &str| {
        let mut files = files();
        let acme = files.get_mut("content/customers/acme.md").expect("a record");
        *acme = acme.replace("2026-01-01", "2026-03-03");
        let text = "+++\ntitle = \"Brief\"\nslug = \"brief\"\nstatus = \"resolved\"\ncomponents = { api = \"operational\" }\n+++\nIt was slow.\n";
        files.insert(format!("content/incidents/brief/comms/{time}.md"), text.to_owned());
        let lines = facts(&published(&Snapshot::of_texts(files), Some("acme"), NOW).site);
        lines.iter().any(|line| line.starts_with("brief"))
    };
    // Midnight in Tallinn.
    assert!(counted("2026-03-02T2200Z") && !counted("2026-03-02T2159Z"));
}

#[test]
fn a_month_that_is_not_over_is_below_the_agreed_uptime_and_not_missed_yet() {
    let standing = |now: &str, more: &str| {
        let text = |more: &str| {
            format!("title = \"T\"\nurl = \"https://s.example\"\n[tier.gold]\nuptime = 99.9\n{more}")
        };
        let (site, component) =
            (text(""), format!("+++\nname = \"API\"\nsince = 2026-02-01T00:00:00Z\n{more}+++\n"));
        let files = [
            ("content/site.toml", site.as_str()),
            ("content/components/api.md", &component),
            (
                "content/customers/acme.md",
                "+++\nname = \"Acme Corp\"\ntier = \"gold\"\naccess = \"gated\"\nsla_since = 2026-02-01\n+++\n",
            ),
            (
                "content/incidents/a/comms/2026-02-03T0800Z.md",
                "+++\ntitle = \"Down\"\nslug = \"down\"\nstatus = \"identified\"\ncomponents = { api = \"major_outage\" }\n+++\nIt is down.\n",
            ),
            ("content/incidents/a/comms/2026-02-03T0830Z.md", "+++\nstatus = \"resolved\"\n+++\nIt is up.\n"),
        ];
        let lines = facts(&published(&Snapshot::of_texts(files), Some("acme"), now).site);
        lines.last().expect("the component").rsplit(' ').next().expect("a word").to_owned()
    };
    // The month allows 40 minutes.
    assert_eq!(standing("2026-02-10T12:00:00Z", ""), "Below");
    assert_eq!(standing("2026-02-10T12:00:00Z", "retired = 2026-02-09T12:00:00Z\n"), "Missed");
    assert_eq!(standing("2026-02-28T23:59:59Z", ""), "Attained");
}

#[test]
fn a_pause_of_the_continuing_incident_counts_from_the_merge_on() {
    let entry = |path: &str, text: &str| {
        (format!("content/incidents/{path}.md"), format!("+++\n{text}\n+++\nText.\n"))
    };
    let first = |slug: &str| {
        format!(
            "title = \"API down\"\nslug = \"{slug}\"\nstatus = \"investigating\"\ncomponents = {{ api = \"major_outage\" }}"
        )
    };
    let again = "status = \"investigating\"\nreopened = true";
    let changes = [
        entry("x/incident", "title = \"API down\"\nseverity = \"P1\"\ncomponents = [\"api\"]"),
        entry("y/incident", "title = \"API down\"\nseverity = \"P1\"\ncomponents = [\"api\"]"),
        entry("x/comms/2026-03-03T0800Z", &first("x")),
        entry("x/comms/2026-03-03T0830Z", "merged_into = \"y\""),
        entry("y/comms/2026-03-03T0805Z", &first("y")),
        // Before the merge, the first incident was open.
        entry("y/comms/2026-03-03T0810Z", "status = \"resolved\""),
        entry("y/comms/2026-03-03T0820Z", again),
        entry("y/comms/2026-03-03T0900Z", "status = \"resolved\""),
        entry("y/comms/2026-03-03T1000Z", again),
    ];
    let changes: Vec<(&str, &str)> =
        changes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let due = facts_with("x", &changes);
    assert!(due.ends_with("of P1 from 03 Mar 08:00, due 03 Mar 13:00"), "{due}");
}

#[test]
fn a_severity_that_is_noted_again_is_in_force_since_the_first_note() {
    let open = facts_with(
        "open",
        &[(
            "content/incidents/2026-03-13-open/timeline/2026-03-13T1530Z-monitor.md",
            "+++\nseverity = \"P1\"\n+++\nStill.\n",
        )],
    );
    assert!(open.starts_with("open: P1 since 13 Mar 15:00"), "{open}");
}

#[test]
fn a_later_entry_of_the_timeline_changes_a_view_when_its_time_comes() {
    let next_change = |keys: &str| {
        let mut files = files();
        let path = "content/incidents/2026-03-13-open/timeline/2026-03-13T1630Z-monitor.md";
        files.insert(path.into(), format!("+++\n{keys}\n+++\nNoted.\n"));
        let next = published(&Snapshot::of_texts(files), Some("acme"), NOW).site.next_change;
        next.map(moment).expect("a time")
    };
    assert_eq!(next_change("severity = \"P2\""), "13 Mar 16:30");
    assert_eq!(next_change("milestone = \"resolved\""), "13 Mar 16:30");
    assert_eq!(next_change("milestone = \"identified\""), "13 Mar 19:00");
    assert_eq!(next_change(""), "13 Mar 19:00");
}
