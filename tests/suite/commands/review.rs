//! `allclear review`: the figures of a month, counted by hand.

use serde_json::Value;

use crate::support::{Project, Run};

const NOW: &str = "2026-05-04T09:00:00Z";

/// March has the incidents `a` to `e`, a drill and a near miss; `z` is an incident of January.
///
/// | | detected | severity | acknowledge | tell | resolve |
/// | - | - | - | - | - | - |
/// | a | 28 Feb 22:30 UTC, which is 1 March in Tallinn | P1 | 4m | 10m | 2h: 3h without the hour in which it was closed |
/// | b | 10 March | P3, then P2 | 6m | 20m | 1h |
/// | c | 12 March | P3 | 2m | 30m | it opened again and is open |
/// | d | 14 March | P3, merged into b on 10 March in the evening: no incident of its own | | | |
/// | e | 31 March 22:30 UTC, which is 1 April in Tallinn | P1 | | | |
fn project() -> Project {
    let record = |keys: &str| {
        format!("+++\ntitle = \"Pooler on pg-main-3\"\ncomponents = [\"api\"]\n{keys}\n+++\nSlow.\n")
    };
    let mut project = Project::new()
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
             time_zone = \"Europe/Tallinn\"\n[tier.gold.P1]\nresponse = \"15m\"\nresolution = \"1h\"\n",
        )
        .file(
            "content/people.toml",
            "[person.ana]\nname = \"Ana Lu\"\n[person.omar]\nname = \"Omar Haddad\"\n[person.kai]\nname = \"Kai Orav\"\n\
             [team.core]\nname = \"Core\"\nmembers = [\"kai\"]\nlead = \"kai\"\n",
        )
        .file("content/owners.toml", "[component.api]\nowner = \"core\"\n")
        .file("content/incidents/a/incident.md", &record("severity = \"P1\"\ntiers = [\"gold\"]\n[roles]\ncommander = \"omar\""))
        .file("content/incidents/b/incident.md", &record("severity = \"P3\""))
        .file("content/incidents/c/incident.md", &record("severity = \"P3\""))
        .file("content/incidents/d/incident.md", &record("severity = \"P3\""))
        .file("content/incidents/e/incident.md", &record("severity = \"P1\""))
        .file("content/incidents/z/incident.md", &record("severity = \"P2\""))
        .file("content/incidents/drill/incident.md", &record("severity = \"P1\"\nkind = \"drill\""))
        .file("content/incidents/near/incident.md", &record("severity = \"P2\"\nkind = \"near_miss\""));
    let entries: [(&str, &str, &str); 20] = [
        ("a", "2026-02-28T2220Z", "milestone = \"started\""),
        ("a", "2026-02-28T2230Z", "milestone = \"detected\""),
        ("a", "2026-02-28T2234Z", "milestone = \"acknowledged\""),
        ("a", "2026-02-28T2300Z", "milestone = \"acknowledged\""),
        ("a", "2026-02-28T2330Z", "milestone = \"resolved\""),
        ("a", "2026-03-01T0130Z", "milestone = \"resolved\""),
        ("b", "2026-03-10T0900Z", "milestone = \"detected\""),
        ("b", "2026-03-10T0910Z", "milestone = \"started\""),
        ("b", "2026-03-10T0906Z", "milestone = \"acknowledged\""),
        ("b", "2026-03-10T0930Z", "severity = \"P2\""),
        ("b", "2026-03-10T0940Z", "severity = \"P3\""),
        ("b", "2026-03-10T1000Z", "milestone = \"resolved\""),
        ("c", "2026-03-12T0900Z", "milestone = \"detected\""),
        ("c", "2026-03-12T0902Z", "milestone = \"acknowledged\""),
        ("c", "2026-03-12T0940Z", "milestone = \"resolved\""),
        ("d", "2026-03-10T0905Z", "milestone = \"detected\""),
        ("e", "2026-03-31T2230Z", "milestone = \"detected\""),
        ("z", "2026-01-20T0900Z", "milestone = \"detected\""),
        ("drill", "2026-03-05T0900Z", "milestone = \"detected\""),
        ("near", "2026-03-06T0900Z", "milestone = \"detected\""),
    ];
    for (folder, at, keys) in entries {
        let path = format!("content/incidents/{folder}/timeline/{at}-ana.md");
        project = project.file(&path, &format!("+++\n{keys}\n+++\nSeen.\n"));
    }
    let updates: [(&str, &str, &str); 13] = [
        // Kept, and missed by five minutes.
        ("a", "2026-02-28T2240Z", "status = \"investigating\"\nnext_update = \"30m\""),
        ("a", "2026-02-28T2300Z", "next_update = \"25m\""),
        ("a", "2026-02-28T2330Z", "status = \"resolved\""),
        ("a", "2026-03-01T0030Z", "status = \"investigating\"\nreopened = true"),
        ("a", "2026-03-01T0130Z", "status = \"resolved\""),
        ("b", "2026-03-10T0920Z", "status = \"investigating\""),
        ("b", "2026-03-10T1200Z", "status = \"resolved\""),
        // Fell due in March, and nothing came.
        ("c", "2026-03-12T0930Z", "status = \"investigating\""),
        ("c", "2026-03-12T0940Z", "status = \"resolved\""),
        ("c", "2026-03-12T1000Z", "status = \"investigating\"\nreopened = true\nnext_update = \"1h\""),
        ("d", "2026-03-10T0930Z", "status = \"investigating\""),
        ("d", "2026-03-10T0950Z", "merged_into = \"b\""),
        ("z", "2026-01-20T0910Z", "status = \"resolved\""),
    ];
    let mut known: Vec<&str> = Vec::new();
    for (folder, at, keys) in updates {
        let first = if known.contains(&folder) {
            String::new()
        } else {
            format!("title = \"Slow\"\nslug = \"{folder}\"\n")
        };
        known.push(folder);
        let path = format!("content/incidents/{folder}/comms/{at}.md");
        project =
            project.file(&path, &format!("+++\n{first}{keys}\nauthor = \"ana\"\n+++\nRequests are slow.\n"));
    }
    let postmortem = |keys: &str| {
        format!(
            "+++\nauthor = \"ana\"\ncauses = [\"capacity\"]\n{keys}\n+++\n## Summary\n\n40 requests failed.\n"
        )
    };
    let action = |id: &str, keys: &str| {
        format!("[[action]]\nid = \"{id}\"\ntitle = \"Limit it\"\nowner = \"ana\"\n{keys}\n")
    };
    let actions = [
        // 30 days old on 31 March; on 1 April; late; dropped; without a date.
        action(
            "A1",
            "created = 2026-03-01\nstatus = \"done\"\ndone_at = 2026-03-20\nverified_by = \"omar\"\nverified_at = 2026-03-25",
        ),
        action("A2", "created = 2026-03-02"),
        action("A3", "created = 2026-02-01\nstatus = \"done\"\ndone_at = 2026-03-04"),
        action("A4", "created = 2026-02-10\nstatus = \"dropped\""),
        action("A5", ""),
    ];
    project
        .file("content/incidents/a/postmortem.md", &postmortem(&actions.concat()))
        .file("content/incidents/z/postmortem.md", &postmortem(""))
}

/// The project, with a post-mortem of `a` that both roles have approved 25 and 40 hours after the end.
pub(super) fn approved() -> Project {
    let project = project();
    for (at, role, by) in
        [("2026-03-02T02:30:00Z", "commander", "omar"), ("2026-03-02T17:30:00Z", "service_owner", "kai")]
    {
        let path = "content/incidents/a/postmortem.md";
        project.run_at(at, &["approve", path, "--role", role, "--by", by, "--yes"]).ok();
    }
    project
}

fn review(project: &Project, arguments: &[&str]) -> Run {
    project.run_at(NOW, &[&["review"], arguments].concat())
}

fn metrics(project: &Project, arguments: &[&str]) -> Value {
    let run = review(project, &[arguments, &["--format", "json"]].concat()).ok();
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// Returns the value of a figure.
fn value<'v>(document: &'v Value, id: &str) -> &'v Value {
    let all = document["metrics"].as_array().expect("figures");
    &all.iter().find(|metric| metric["id"] == id).unwrap_or_else(|| panic!("no {id}"))["value"]
}

#[test]
fn the_figures_are_those_that_were_counted_by_hand() {
    let document = metrics(&approved(), &["--month", "2026-03"]);
    let count = |id: &str| value(&document, id)["count"].as_u64();
    let counts = ["incidents", "incidents_p1", "incidents_p2", "incidents_p3", "drills", "near_misses"];
    assert_eq!(counts.map(count), [3, 1, 1, 1, 1, 1].map(Some));
    let times = |id: &str| {
        let value = value(&document, id);
        let of = |key: &str| value[key].as_i64().unwrap_or(-1);
        (of("n"), of("of"), of("median") / 60)
    };
    assert_eq!(times("time_to_detect"), (1, 3, 10), "that of b is negative");
    assert_eq!(times("time_to_acknowledge"), (3, 3, 4));
    assert_eq!(times("time_to_tell_customers"), (3, 3, 20));
    assert_eq!(times("time_to_mitigate"), (0, 3, 0));
    assert_eq!(times("time_to_resolve"), (2, 3, 90), "2h and 1h");
    let share = |id: &str| {
        let value = value(&document, id);
        (value["n"].as_i64().unwrap_or(-1), value["of"].as_i64().unwrap_or(-1))
    };
    // The promises of `a` fell due on 1 March in Tallinn.
    assert_eq!(share("promised_updates_kept"), (1, 3));
    assert_eq!((share("sla_gold_response"), share("sla_gold_resolution")), ((1, 1), (0, 1)));
    assert_eq!(share("postmortems"), (1, 2), "that of b is overdue");
    assert_eq!(share("postmortems_in_time"), (1, 2));
    assert_eq!(times("time_to_publish"), (1, 2, 40 * 60));
    assert_eq!(share("actions_done"), (1, 3), "{document}");
    assert_eq!(share("actions_verified"), (1, 2));
    assert_eq!(times("time_to_verify"), (1, 1, 5 * 24 * 60));
    assert_eq!(value(&document, "repeats")["which"][0], "a repeats z (`capacity` in api)");
    assert_eq!(count("repeats"), Some(1));
    assert_eq!((count("overrides"), count("voided_approvals")), (Some(0), Some(0)));
}

#[test]
fn each_figure_is_shown_with_its_formula_and_compared() {
    let run = review(&approved(), &["--month", "2026-03", "--against", "2026-01..2026-02"]).ok();
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn the_newest_month_that_is_over_is_the_usual_one() {
    let run = review(&project(), &[]).ok();
    assert!(
        run.stdout.starts_with("Review of 2026-04 (2026-04-01 to 2026-04-30, Europe/Tallinn)\n"),
        "{}",
        run.stdout
    );
    let run = review(&project(), &["--week"]).ok();
    assert!(
        run.stdout.starts_with("Review of the week from 2026-04-27 (2026-04-27 to 2026-05-03"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_is_not_over_is_not_compared() {
    let project = project();
    let run = review(&project, &["--month", "2026-05", "--against", "2026-03"]).ok();
    assert!(
        run.stdout.contains("it is not over: the figures can still change, and nothing is compared\n"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("before:") && !run.stdout.contains("in 30 days)"), "{}", run.stdout);
    let wrong = [["2026-03", "2026-05"], ["2026-03", "2026-02..2026-03"], ["2026-06", "2026-03"]];
    let messages = wrong
        .map(|[month, against]| review(&project, &["--month", month, "--against", against]).failed(2).stderr);
    insta::assert_snapshot!(messages.concat());
}

#[test]
fn an_approval_of_another_text_counts_as_void_and_the_post_mortem_as_missing() {
    let project = approved();
    let path = "content/incidents/a/postmortem.md";
    let text = project.read(path).replace("40 requests", "41 requests");
    project.write(path, text.as_bytes());
    let document = metrics(&project, &["--month", "2026-03"]);
    assert_eq!(value(&document, "voided_approvals")["count"], 2);
    assert_eq!(value(&document, "postmortems")["n"], 0);
}

#[test]
fn a_post_mortem_that_is_not_due_yet_is_left_out() {
    let run = |now: &str| {
        let run = project().run_at(now, &["review", "--month", "2026-03", "--format", "json"]).ok();
        let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let value = value(&document, "postmortems");
        (value["of"].as_i64(), value["left_out"].as_i64())
    };
    assert_eq!(run("2026-03-03T01:30:00Z"), (Some(0), Some(1)));
    assert_eq!(run("2026-03-03T01:31:00Z"), (Some(1), Some(0)));
}

#[test]
fn targets_come_from_the_policy() {
    let policy =
        "[review]\nseverities = [\"P1\"]\npostmortem_within = \"24h\"\npostmortems = 50\nactions = 30\n";
    let project = approved().file("content/response.toml", policy);
    let document = metrics(&project, &["--month", "2026-03"]);
    let metric = |id: &str| {
        let all = document["metrics"].as_array().expect("figures");
        all.iter().find(|metric| metric["id"] == id).expect("the figure").clone()
    };
    assert_eq!(metric("postmortems")["reaches_target"], true);
    assert_eq!(metric("postmortems_in_time")["reaches_target"], false);
    assert_eq!(metric("actions_done")["reaches_target"], true);
    let wrong = project.file("content/response.toml", "[review]\nactions = 180\n");
    let findings = wrong.run(&["check"]).failed(1).stderr;
    assert!(
        findings.contains("error[invalid-value]") && findings.contains("content/response.toml:2:11"),
        "{findings}"
    );
}

#[test]
fn a_spreadsheet_gets_every_data_point_and_runs_none() {
    let project = approved()
        .file("content/incidents/=1+1/incident.md", "+++\ntitle = \"x\"\nseverity = \"P1\"\n+++\nx\n");
    let project = project.file(
        "content/incidents/=1+1/timeline/2026-03-20T0900Z-ana.md",
        "+++\nmilestone = \"detected\"\n+++\nx\n",
    );
    let run = review(&project, &["--month", "2026-03", "--format", "csv"]).ok();
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{}", run.stdout);
    let resolve = rows
        .iter()
        .filter(|row| &row[0] == "time_to_resolve")
        .map(|row| format!("{} {} {}", &row[1], &row[2], &row[3]));
    assert_eq!(resolve.collect::<Vec<_>>(), ["summary Time to resolve 5400", "value b 3600", "value a 7200"]);
    assert!(run.stdout.contains("'=1+1"), "{}", run.stdout);
}

#[test]
fn nothing_of_a_review_changes_the_site() {
    let project = project();
    project.run_at(NOW, &["build"]);
    let pages = crate::support::tree(&project.path("public"));
    assert!(!pages.is_empty());
    let project = project.file("content/response.toml", "[review]\nactions = 30\n");
    project.run_at(NOW, &["build"]);
    assert_eq!(pages, crate::support::tree(&project.path("public")));
}

const RECORD: &str = "content/reviews/2026-03.md";

#[test]
fn a_written_review_keeps_what_people_wrote_and_shows_what_changed() {
    let project = project();
    let written = review(&project, &["--month", "2026-03", "--against", "2026-01", "--write"]).ok();
    assert!(written.stdout.contains(&format!("wrote {RECORD}")), "{}", written.stdout);
    let text = project.read(RECORD);
    for part in [
        "# Review of March 2026\n",
        "As of 2026-05-04 09:00 UTC, compared with 2026-01..2026-01.\n",
        "- **Incidents**: 3 ",
        "  - which: a, b, c\n",
        "## Notes\n",
        "## Decisions\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    project.run_at(NOW, &["check"]).ok();

    // Nothing changed: not a byte, also later, and with the same baseline.
    let again = project.run_at("2026-05-05T09:00:00Z", &["review", "--month", "2026-03", "--write"]).ok();
    assert!(again.stdout.contains("is up to date") && project.read(RECORD) == text, "{}", again.stdout);

    // Somebody wrote notes, and somebody else added a milestone that was missing.
    let noted = text
        .replace("{{ write: what the figures do not say, and what surprised us }}", "It was the *pooler*.");
    assert_ne!(noted, text);
    project.write(RECORD, noted.as_bytes());
    project.write(
        "content/incidents/c/timeline/2026-03-12T0901Z-ana.md",
        b"+++\nmilestone = \"mitigated\"\n+++\nRestarted.\n",
    );
    let revised = project.run_at("2026-05-06T09:00:00Z", &["review", "--month", "2026-03", "--write"]).ok();
    assert!(revised.stderr.contains("1 figure changed since: Time to mitigate"), "{}", revised.stderr);
    let text = project.read(RECORD);
    assert!(text.contains("It was the *pooler*."), "{text}");
    assert!(text.contains("As of 2026-05-06 09:00 UTC, compared with 2026-01..2026-01.\n"), "{text}");
    assert!(
        text.contains("- **Time to mitigate**: median 1m (1 of 3)")
            && text.contains("  - revised: no values (0 of 3) on 2026-05-04 09:00 UTC\n"),
        "{text}"
    );
}

#[test]
fn a_review_is_written_from_the_template_of_the_project() {
    let project =
        project().file("content/templates/review.md", "# {{ month }} in short\n\n{{ figures }}\n\n## Bets\n");
    review(&project, &["--month", "2026-03", "--write"]).ok();
    let text = project.read(RECORD);
    assert!(text.starts_with("# March 2026 in short\n") && text.ends_with("\n## Bets\n"), "{text}");
    let without = self::project().file("content/templates/review.md", "# {{ month }}\n");
    let refused = review(&without, &["--month", "2026-03", "--write"]).failed(2);
    assert!(
        refused.stderr.contains("`{{ figures }}`") && !without.path(RECORD).exists(),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_month_that_is_not_over_says_so_and_a_week_has_no_record() {
    let project = project();
    review(&project, &["--month", "2026-05", "--against", "2026-04", "--write"]).ok();
    let text = project.read("content/reviews/2026-05.md");
    assert!(text.contains("As of 2026-05-04 09:00 UTC.\nThe month was not over"), "{text}");
    for arguments in [["--week", "--write"], ["--format=json", "--write"]] {
        review(&project, &arguments).failed(2);
    }
    let misnamed = project.file("content/reviews/march.md", "Notes.\n").run_at(NOW, &["check"]).failed(1);
    let is_named =
        ["error[invalid-name]", "content/reviews/march.md"].iter().all(|part| misnamed.stderr.contains(part));
    assert!(is_named, "{}", misnamed.stderr);
}

#[test]
fn open_work_is_listed_with_whom_to_escalate_to() {
    let action = |id: &str, keys: &str| {
        format!(
            "[[action]]\nid = \"{id}\"\ntitle = \"Limit it\"\nowner = \"kai\"\ncreated = 2026-03-25\n{keys}\n"
        )
    };
    let actions = [
        action("late", "due = 2026-05-03\nrisk = \"High\"\npriority = \"low\""),
        action("urgent", "due = 2026-05-04\nrisk = \"high\"\npriority = \"high\""),
        action("old", "due = 2026-02-02\nrisk = \"low\""),
    ];
    let people =
        "[person.kai]\nname = \"Kai Orav\"\nreports_to = \"helen\"\n[person.helen]\nname = \"Helen Mets\"\n";
    let project = project()
        .file("content/people.toml", &format!("{people}[person.ana]\nname = \"Ana Lu\"\n[person.omar]\nname = \"Omar Haddad\"\n[team.core]\nname = \"Core\"\nmembers = [\"kai\"]\nlead = \"kai\"\n"))
        .file("content/incidents/a/postmortem.md", &format!("+++\nauthor = \"ana\"\n{}+++\n", actions.concat()));
    let document = metrics(&project, &["--month", "2026-03"]);
    let which = |id: &str| value(&document, id)["which"].to_string();
    assert_eq!(
        which("open_actions"),
        "[\"a/urgent (priority high, since 2026-03-25, due 2026-05-04)\",\"a/late (priority low, since 2026-03-25, late: due 2026-05-03)\",\"a/old (since 2026-03-25, late: due 2026-02-02)\"]"
    );
    assert_eq!(which("late_high_risk_actions"), "[\"a/late: escalate to helen\"]");
    assert_eq!(
        which("stale_actions"),
        "[\"a/old (since 2026-03-25, late: due 2026-02-02): close or renew it\"]"
    );
    let list = project.run_at(NOW, &["actions"]).ok();
    assert!(list.stdout.contains("1 day late, high risk: ask helen"), "{}", list.stdout);
    assert!(list.stdout.contains("91 days late, close or renew it"), "{}", list.stdout);
}
