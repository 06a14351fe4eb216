//! `allclear due`: what falls due, for whom, and what settles it.

use serde_json::Value;

use crate::support::{Project, Run};

const FOLDER: &str = "content/incidents/2026-03-14-api";

/// An incident of 11:30 that nobody acknowledged, with a promise, a ladder, an agreement and a draft.
fn project() -> Project {
    Project::new()
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
             [severity.P1]\nacknowledge = \"5m\"\n\
             [tier.gold.P1]\nresponse = \"15m\"\nresolution = \"1h\"\n\
             [approval]\nsince = 2026-01-01T00:00:00Z\ncomms = [\"P1\"]\n",
        )
        .file(
            "content/people.toml",
            "[person.lena]\nname = \"Lena Kask\"\nemail = \"lena@test.example\"\n\n\
             [person.omar]\nname = \"Omar Haddad\"\nalternate = \"ana\"\n\n\
             [person.ana]\nname = \"Ana Rebane\"\nreports_to = \"eva\"\n\n[person.eva]\nname = \"Eva Saar\"\n\n\
             [[rota]]\nrole = \"on_call\"\nperson = \"omar\"\nfrom = 2026-03-14T08:00:00Z\nto = 2026-03-14T16:00:00Z\n",
        )
        .file(
            "content/response.toml",
            "[[escalation.P1]]\nid = \"confirm-scope\"\nafter = \"15m\"\nrole = \"commander\"\naction = \"confirm the scope\"\nchannel = \"#incidents\"\n\n\
             [[escalation.P1]]\nid = \"reassess-severity\"\nafter = \"60m\"\nrepeat = \"60m\"\nrole = \"scribe\"\naction = \"reassess the severity\"\n\n\
             [tier.gold]\nexecutive_notice = [\"P1\"]\nwithin = \"2h\"\n",
        )
        .file(
            "content/customers/acme.md",
            "+++\nname = \"Acmezor\"\naccess = \"gated\"\ntier = \"gold\"\n+++\n",
        )
        .file(
            &format!("{FOLDER}/incident.md"),
            "+++\ntitle = \"Pooler on pg-main-3\"\nseverity = \"P1\"\ncomponents = [\"api\"]\ntiers = [\"gold\"]\n\
             [roles]\ncommander = \"lena\"\ntechnical_lead = \"ana\"\n+++\n5xx.\n",
        )
        .file(&format!("{FOLDER}/timeline/2026-03-14T1130Z-monitor.md"), "+++\nmilestone = \"detected\"\n+++\n5xx\n")
        .update(
            "2026-03-14T1150Z-investigating",
            "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"lena\"\n\
             draft = true",
            "About 15% of the requests fail since 11:25 UTC.",
        )
}

#[test]
fn the_list_says_by_when_for_whom_and_what_settles_it() {
    insta::assert_snapshot!(project().run(&["due"]).ok().stdout);
}

#[test]
fn a_script_can_ask_whether_anything_is_due_soon() {
    let project = project();
    let soon = project.run(&["due", "--within", "20m", "--exit-code"]).failed(1);
    assert!(soon.stdout.contains("confirm the scope"), "{}", soon.stdout);
    assert!(!soon.stdout.contains("SLA of gold (acme): resolution"), "{}", soon.stdout);
    let empty = Project::new().run(&["due", "--exit-code"]).ok();
    assert_eq!(empty.stdout, "nothing is due\n");
}

#[test]
fn programs_get_the_same_items() {
    let run = project().run(&["due", "--within", "1m", "--format", "json"]).ok();
    insta::assert_snapshot!(run.stdout);
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        document["due"][0]["settled_by"],
        "allclear log 2026-03-14-api-errors --milestone acknowledged"
    );
}

#[test]
fn a_calendar_has_an_alarm_before_each_item() {
    let run = project().run(&["due", "--format", "ics"]).ok();
    let events =
        ical::IcalParser::new(run.stdout.as_bytes()).next().expect("a calendar").expect("it is valid").events;
    let human = project().run(&["due"]).ok();
    assert_eq!(events.len(), human.stdout.matches("for:").count());
    assert!(events.iter().all(|event| event.alarms.len() == 1));
    assert!(run.stdout.contains("TRIGGER:-PT1800S"), "{}", run.stdout);
    assert!(
        run.stdout.contains("UID:incidents/2026-03-14-api/step/P1/confirm-scope/20260314T114500Z@"),
        "{}",
        run.stdout
    );
    let again = project().run(&["due", "--format", "ics"]).ok();
    assert_eq!(run.stdout, again.stdout, "the same input gives the same bytes");
}

#[test]
fn a_step_is_taken_when_the_timeline_says_so() {
    let project = project();
    let log = |arguments: &[&str]| project.run(&[&["log", "--author", "lena"], arguments].concat());
    let wrong = log(&["--did", "confirm-skope"]).failed(2);
    insta::assert_snapshot!(wrong.stderr, @r"
    error: there is no step `confirm-skope`
    help: did you mean `confirm-scope`?
    ");
    log(&["--did", "confirm-scope", "-m", "All of Europe."]).ok();
    let written = project.read(&format!("{FOLDER}/timeline/2026-03-14T1200Z-lena.md"));
    assert_eq!(written, "+++\ndid = \"confirm-scope\"\n+++\nAll of Europe.\n");
    log(&["--did", "executive-notice-acme"]).ok();
    log(&["--did", "sla-warning-gold-resolution"]).ok();
    log(&["--milestone", "acknowledged"]).ok();
    let due = project.run_at("2026-03-14T12:01:00Z", &["due"]).ok().stdout;
    for settled in ["confirm the scope", "executives", "step in", "acknowledge the incident", "response"] {
        assert!(!due.contains(settled), "{settled}: {due}");
    }
    assert!(due.contains("reassess the severity") && due.contains("SLA of gold (acme): resolution"), "{due}");
}

#[test]
fn mistakes_in_the_policy_are_reported_where_they_are() {
    let project = project().file(
        "content/response.toml",
        "[[escalation.P1]]\nid = \"Confirm scope\"\nrole = \"commander\"\naction = \"confirm\"\n\n\
         [[escalation.P1]]\nid = \"a\"\naction = \"nobody takes it\"\n\n\
         [[escalation.P1]]\nid = \"b\"\nrole = \"comander\"\naction = \"act\"\n\n\
         [[escalation.P9]]\nid = \"c\"\nteam = \"corre\"\naction = \"act\"\nafter = \"soon\"\n\n\
         [[escalation.P9]]\nid = \"d\"\nteam = \"corre\"\naction = \"act\"\n\n\
         [[escalation.P9]]\nid = \"d\"\nteam = \"lena\"\naction = \"act\"\n\n\
         [tier.golf]\nexecutive_notice = [\"P1\"]\nwithin = \"1h\"\n\n[tier.gold]\nexecutive_notice = [\"P1\"]\n",
    );
    insta::assert_snapshot!(project.run(&["check"]).failed(1).stderr);
}

#[test]
fn nothing_that_is_due_reaches_the_site_or_changes_when_it_is_built() {
    let project = project();
    project.run(&["build", "--print-next"]);
    let with = Run::of(project.command().args(["--now", crate::support::NOW, "build", "--print-next"])).ok();
    let pages = crate::support::tree(&project.path("public"));
    std::fs::remove_file(project.path("content/response.toml")).expect("removed");
    let without =
        Run::of(project.command().args(["--now", crate::support::NOW, "build", "--print-next"])).ok();
    assert_eq!(with.stdout.lines().last(), without.stdout.lines().last());
    assert_eq!(pages, crate::support::tree(&project.path("public")));
}
