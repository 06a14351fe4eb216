//! The site for colleagues: where it is written, when, and what it says of an incident that is about to miss its target.

mod likely_repeats;
mod lists;
mod order;
mod review;

use crate::support::{Project, Run, tree};

const FOLDER: &str = "content/incidents/2026-03-14-api";

/// A site with a board, and a P1 that was detected at 09:00 with a target of 4 hours.
fn project() -> Project {
    Project::new()
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
             [severity.P1]\nupdate_every = \"30m\"\n[tier.gold.P1]\nresponse = \"15m\"\nresolution = \"4h\"\n\
             [board]\noutput = \"internal\"\n",
        )
        .file("content/people.toml", "[person.omar]\nname = \"Omar Haddad\"\n[person.ana]\nname = \"Ana Rebane\"\n")
        .file("content/customers/acme.md", "+++\nname = \"Acmezor\"\naccess = \"gated\"\ntier = \"gold\"\n+++\n")
        .file(
            &format!("{FOLDER}/incident.md"),
            "+++\ntitle = \"Pooler <b>on</b> pg-main-3\"\nseverity = \"P1\"\ncomponents = [\"api\"]\ntiers = [\"gold\"]\n\
             [roles]\ncommander = \"omar\"\n+++\n5xx.\n\n- [x] Page\n- [ ] Call the supplier\n",
        )
        .file(&format!("{FOLDER}/timeline/2026-03-14T0900Z-monitor.md"), "+++\nmilestone = \"detected\"\n+++\n5xx\n")
        .file(
            &format!("{FOLDER}/timeline/2026-03-14T0905Z-omar.md"),
            "+++\nmilestone = \"acknowledged\"\nevidence = [\"https://graphs.test.example/1\", \"javascript:alert(1)\"]\n+++\n\
             Mine. <script>alert(1)</script>\n",
        )
        .update(
            "2026-03-14T0910Z-investigating",
            "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"omar\"\n\
             components = { api = \"partial_outage\" }",
            "Some requests fail.",
        )
}

fn build(project: &Project, now: &str, arguments: &[&str]) -> Run {
    project.run_at(now, &[&["build"], arguments].concat())
}

/// The text of a page with one space between words.
fn page(project: &Project, path: &str) -> String {
    project.read(&format!("internal/{path}"))
}

#[test]
fn without_the_key_nothing_is_written() {
    let project = Project::new();
    project.run(&["build"]).ok();
    let found: Vec<String> = std::fs::read_dir(project.root())
        .expect("the project")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(!found.iter().any(|name| name.contains("internal") || name.contains("board")), "{found:?}");
}

#[test]
fn a_target_with_half_an_hour_left_is_the_first_thing_on_the_page() {
    let project = project();
    build(&project, "2026-03-14T12:29:00Z", &[]).ok();
    assert!(!page(&project, "index.html").contains("panel open critical"), "31 minutes are left");
    build(&project, "2026-03-14T12:30:00Z", &[]).ok();
    let html = page(&project, "index.html");
    let main = html.split("<main").nth(1).expect("a main part");
    let first = main.split("<article class=\"").nth(1).expect("a panel");
    assert!(first.starts_with("panel open critical lead\""), "{first:.80}");
    let head = first.split("</header>").next().expect("a head");
    for wanted in ["P1", "Resolution due", "13:00 UTC", "Pooler &lt;b&gt;on&lt;/b&gt; pg-main-3"] {
        assert!(head.contains(wanted), "{wanted}: {head}");
    }
    build(&project, "2026-03-14T13:30:00Z", &[]).ok();
    assert!(page(&project, "index.html").contains("Resolution was due"), "the target was missed");
}

#[test]
fn an_incident_has_its_record_and_what_is_missing() {
    let project = project();
    build(&project, "2026-03-14T12:30:00Z", &[]).ok();
    let html = page(&project, "incidents/2026-03-14-api/index.html");
    for wanted in [
        "Omar Haddad",
        "Scribe: nobody",
        "allclear log 2026-03-14-api-errors --role scribe=PERSON",
        "Call the supplier",
        "1 of 2",
        "Acmezor",
        "Update to <bdi>everybody</bdi>",
        "<a href=\"https://graphs.test.example/1\"",
        "&lt;script&gt;",
    ] {
        assert!(html.contains(wanted), "{wanted}");
    }
    assert!(!html.contains("<script>alert") && !html.contains("href=\"javascript:"), "{html}");
}

#[test]
fn no_page_contains_a_duration_that_ends_now() {
    let project = project();
    build(&project, "2026-03-14T12:31:00Z", &[]).ok();
    let before = tree(&project.path("internal"));
    // Nothing falls due in between.
    build(&project, "2026-03-14T12:38:30Z", &[]).ok();
    assert_eq!(before, tree(&project.path("internal")));
}

#[test]
fn a_broken_timeline_is_shown_as_broken_and_holds_nothing_back() {
    let project = project().file(
        &format!("{FOLDER}/timeline/2026-03-14T0930Z-ana.md"),
        "+++\nmilestone = \"mitigatet\"\n+++\nRestarted it.\n",
    );
    build(&project, "2026-03-14T12:30:00Z", &[]).ok();
    assert!(project.path("public/incidents/2026-03-14-api-errors/index.html").exists());
    let html = page(&project, "index.html");
    assert!(html.contains("timeline/2026-03-14T0930Z-ana.md:2") && html.contains("mitigatet"), "{html}");
    assert!(html.contains("Unknown: a file of the record has errors."), "no clock is computed");
}

#[test]
fn mistakes_in_files_that_nothing_published_depends_on_are_warnings() {
    for (path, text) in [
        ("content/response.toml", "warn_before = \"soon\"\n"),
        ("content/runbooks/api.md", "+++\nreviewd = 2026-03-01\n+++\nRestart it.\n"),
        ("themes/default/board/now.html", "{% extends \"base.html\" %}{% block main %}{{ page.nothing"),
    ] {
        let project = project().file(path, text);
        let run = build(&project, "2026-03-14T12:30:00Z", &[]).ok();
        assert!(run.stderr.contains("warning"), "{path}: {}", run.stderr);
        assert!(project.path("public/index.html").exists(), "{path}");
    }
}

#[test]
fn a_build_without_internal_files_does_not_touch_the_board() {
    let project = project();
    build(&project, "2026-03-14T12:30:00Z", &[]).ok();
    let before = tree(&project.path("internal"));
    project.write(&format!("{FOLDER}/timeline/2026-03-14T1000Z-ana.md"), b"Restarted it.\n");
    build(&project, "2026-03-14T12:30:00Z", &["--public-only"]).ok();
    assert_eq!(before, tree(&project.path("internal")));
    build(&project, "2026-03-14T12:30:00Z", &[]).ok();
    assert_ne!(before, tree(&project.path("internal")));
}

#[test]
fn another_output_folder_has_a_board_of_its_own() {
    let project = project();
    build(&project, "2026-03-14T12:30:00Z", &["--output", "try"]).ok();
    assert!(project.path("try-internal/index.html").exists() && !project.path("internal").exists());
    build(&project, "2026-03-14T12:30:00Z", &["--output", "try", "--board", "elsewhere"]).ok();
    assert!(project.path("elsewhere/index.html").exists());
}

#[test]
fn a_folder_with_another_purpose_is_refused() {
    for output in ["public", "public/board", "private", "private/x/y", "content", ".", ".git"] {
        let project = project();
        let site = project.read("content/site.toml").replace("\"internal\"", &format!("\"{output}\""));
        project.write("content/site.toml", site.as_bytes());
        let run = build(&project, "2026-03-14T12:30:00Z", &[]).failed(1);
        assert!(run.stderr.contains("[board]") || run.stderr.contains(output), "{output}: {}", run.stderr);
        assert!(!project.path("public").exists(), "{output}");
    }
    let project = project();
    for board in ["public", "public/x", "private/x", "content/x"] {
        let run = build(&project, "2026-03-14T12:30:00Z", &["--board", board]).failed(2);
        assert!(run.stderr.contains("must not contain or be inside"), "{board}: {}", run.stderr);
    }
    let inside = ["--output", "out/public", "--private", "out/private", "--board", "out"];
    build(&project, "2026-03-14T12:30:00Z", &inside).failed(2);
}

#[test]
fn files_of_others_in_the_folder_stay() {
    let project = project().file("internal/own.txt", "mine");
    build(&project, "2026-03-14T12:30:00Z", &[]).ok();
    std::fs::remove_dir_all(project.path("content/incidents")).expect("removed");
    build(&project, "2026-03-14T12:30:00Z", &[]).ok();
    assert_eq!(project.read("internal/own.txt"), "mine");
    assert!(!project.path("internal/incidents/2026-03-14-api").exists());
    assert!(page(&project, "index.html").contains("Nothing is open"));
}

#[test]
fn the_difference_of_a_customers_own_clock_is_shown() {
    // Nobody noted a detection, so the clock of the record begins with the first entry, and that of the view with the update.
    let project = project()
        .file(&format!("{FOLDER}/timeline/2026-03-14T0900Z-monitor.md"), "5xx\n")
        .file(&format!("{FOLDER}/timeline/2026-03-14T0905Z-omar.md"), "Mine.\n");
    build(&project, "2026-03-14T12:00:00Z", &[]).ok();
    let html = page(&project, "incidents/2026-03-14-api/index.html");
    assert!(html.contains("Their view says due") && html.contains("13:10 UTC"), "{html}");
}

#[test]
fn the_calendar_has_an_alarm_for_each_deadline() {
    let project = project();
    build(&project, "2026-03-14T12:00:00Z", &[]).ok();
    let calendar = page(&project, "deadlines.ics");
    let count = |word: &str| calendar.matches(word).count();
    assert!(count("BEGIN:VEVENT") > 1, "{calendar}");
    assert_eq!(count("BEGIN:VEVENT"), count("TRIGGER:-PT1800S"), "{calendar}");
}

#[test]
fn web_servers_serve_the_board_on_a_host_of_its_own_with_a_login() {
    let project = project();
    project.run(&["build"]);
    let caddy = project.run(&["gate", "caddy"]).ok().stdout;
    let block = caddy.split("board.status.test.example {").nth(1).expect("a site block");
    assert!(block.contains("basicauth") && block.contains("root * /srv/status/internal"), "{block}");
    let nginx = project.run(&["gate", "nginx"]).ok().stdout;
    let block = nginx.split("server_name board.status.test.example;").nth(1).expect("a server");
    assert!(
        block.contains("auth_basic_user_file") && block.contains("root /srv/status/internal;"),
        "{block}"
    );
}

#[test]
fn a_month_has_a_review_with_every_value() {
    let project = project().file(
        &format!("{FOLDER}/timeline/2026-03-14T1000Z-ana.md"),
        "+++\nmilestone = \"resolved\"\n+++\nIt is over.\n",
    );
    let project = project.update(
        "2026-03-14T1005Z-resolved",
        "status = \"resolved\"\nauthor = \"omar\"",
        "It is over.",
    );
    build(&project, "2026-04-02T12:00:00Z", &[]).ok();
    let html = page(&project, "reviews/2026-03/index.html");
    for wanted in
        ["Review of March 2026", "1 incident.", "Time to resolve", "1\u{a0}h", "class=\"dot\"", "1 of 1"]
    {
        assert!(html.contains(wanted), "{wanted}");
    }
    assert!(page(&project, "reviews/2026-04/index.html").contains("The month is not over"));
}

#[test]
fn what_a_customer_sees_is_never_green_while_an_incident_is_open() {
    let project = project().file(
        "content/incidents/2026-03-14-mail/comms/2026-03-14T0920Z-monitoring.md",
        "+++\ntitle = \"Late mails\"\nslug = \"2026-03-14-late-mails\"\nstatus = \"monitoring\"\n\
         components = { api = \"operational\" }\n+++\nMails were late.\n",
    );
    let project = project.update(
        "2026-03-14T0930Z-resolved",
        "status = \"resolved\"\ncomponents = { api = \"operational\" }",
        "All is well.",
    );
    build(&project, "2026-03-14T09:40:00Z", &[]).ok();
    for path in ["customers/index.html", "customers/acme/index.html"] {
        let html = page(&project, path);
        assert!(html.contains("class=\"state degraded_performance\">Open incident: Late mails"), "{html}");
    }
}
