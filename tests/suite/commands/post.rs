//! `allclear post`: the next update of a record passes `check` and is in the build.

use crate::support::{Project, Run};

fn project() -> Project {
    Project::new()
        .file(
            "content/components/payments/checkout.md",
            "+++\nname = \"Checkout\"\nslug = \"payments-checkout\"\nid = \"checkout\"\n+++\n",
        )
        .file(
            "content/components/payments/refunds.md",
            "+++\nname = \"Refunds\"\nslug = \"payments-refunds\"\nid = \"refunds\"\n+++\n",
        )
}

/// Runs `post`, then checks and builds the site.
fn posted(project: &Project, arguments: &[&str]) -> Run {
    let run = project.run(&[&["post"], arguments].concat()).ok();
    project.run(&["check"]).ok();
    project.run(&["build"]).ok();
    run
}

fn open_incident(project: &Project) {
    let run = [
        "new",
        "incident",
        "--observed",
        "Errors.",
        "--commander",
        "none",
        "API is slow",
        "-s",
        "P2",
        "-c",
        "api",
        "--next-update",
        "30m",
        "-m",
        "We look.",
    ];
    project.run_at("2026-03-14T11:00:00Z", &run).ok();
}

#[test]
fn the_next_update_is_another_file_of_the_incident() {
    let project = project();
    open_incident(&project);
    let slug = "2026-03-14-api-is-slow";
    let run = posted(
        &project,
        &[
            slug,
            "--status",
            "identified",
            "-c",
            "api=partial_outage,checkout",
            "--next-update",
            "1h",
            "-m",
            "Found.",
        ],
    );
    insta::assert_snapshot!(run.stdout);
    let file = project.read(&format!("content/incidents/{slug}/comms/2026-03-14T1200Z-identified.md"));
    insta::assert_snapshot!(file, @r#"
    +++
    status = "identified"
    components = { api = "partial_outage", checkout = "degraded_performance" }
    next_update = "1h"
    id = "ulm160fiuauh"
    +++
    Found.
    "#);
    assert!(project.read(&format!("public/incidents/{slug}/index.html")).contains("Found."));
    // Without a status the state does not change; a component in a closing update is operational by default.
    let part = &slug[slug.len() - 6..];
    project.run_at("2026-03-14T12:10:00Z", &["post", part, "-m", "Still at it."]).ok();
    project
        .run_at(
            "2026-03-14T12:20:00Z",
            &[
                "post",
                slug,
                "--status",
                "resolved",
                "-c",
                "api",
                "-m",
                "Over: every request works again, and none of them was lost.",
            ],
        )
        .ok();
    let run = project.run_at("2026-03-14T12:20:00Z", &["check"]).ok();
    assert_eq!(run.stderr, "");
    let last = project.read(&format!("content/incidents/{slug}/comms/2026-03-14T1220Z-resolved.md"));
    assert!(last.contains("components = { api = \"operational\" }"), "{last}");
}

#[test]
fn an_update_of_a_maintenance_accepts_only_its_statuses() {
    let project = project();
    let maintenance = [
        "new",
        "maintenance",
        "Move",
        "--from",
        "2026-03-14T11:30:00Z",
        "--to",
        "3h",
        "-c",
        "api",
        "-m",
        "We move.",
    ];
    project.run_at("2026-03-13T12:00:00Z", &maintenance).ok();
    let run = posted(&project, &["2026-03-13-move", "--status", "in_progress", "-m", "It began."]);
    assert!(run.stdout.contains("comms/2026-03-14T1200Z-in-progress.md"), "{}", run.stdout);
    let run = project.run(&["post", "2026-03-13-move", "--status", "resolved", "-m", "x"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: `resolved` is not a status of a maintenance
    help: the statuses are `scheduled`, `in_progress`, `verifying`, `completed`, `cancelled`
    ");
}

#[test]
fn an_update_needs_an_existing_record_and_a_text() {
    let project = project();
    let run = project.run(&["post", "nothing", "-m", "x"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no incident or maintenance `nothing`
    help: open one with `allclear new incident`
    ");
    open_incident(&project);
    let run = project.run(&["post", "2026-03-14-api-is-solw", "-m", "x"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no incident or maintenance `2026-03-14-api-is-solw`
    help: did you mean `2026-03-14-api-is-slow`?
    ");
    let run = project.run(&["post", "2026-03-14-api-is-slow"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no text for customers
    help: add `--message TEXT`, `--message -` to read it from standard input, or `--draft` to write it later
    ");
    posted(&project, &["2026-03-14-api-is-slow", "--draft"]);
    let draft = project.read("content/incidents/2026-03-14-api-is-slow/comms/2026-03-14T1200Z-update.md");
    assert!(draft.contains("draft = true"), "{draft}");
}

/// A site with an incident, and an update with these arguments after it.
fn followed(end: &str, arguments: &[&str]) -> (Project, Run) {
    let first = "title = \"Refunds fail\"\nslug = \"refunds-fail\"\nstatus = \"identified\"\ncomponents = { refunds = \"partial_outage\" }";
    let project =
        project().update("2026-03-14T0900Z", first, "Refunds fail.").update("2026-03-14T1000Z", end, "News.");
    let run = project.run(&[&["post", "refunds-fail", "-m", "It fails again."], arguments].concat());
    (project, run)
}

#[test]
fn an_update_whose_problem_the_page_would_not_show_is_refused() {
    let cases: [(&str, &[&str]); 5] = [
        ("status = \"resolved\"", &["-c", "refunds=major_outage"]),
        ("status = \"resolved\"", &["-c", "refunds"]),
        ("merged_into = \"payments-fail\"", &["-c", "refunds=major_outage"]),
        ("status = \"monitoring\"", &["--status", "resolved", "-c", "refunds=major_outage"]),
        ("status = \"resolved\"", &["--status", "resolved", "-c", "refunds=degraded_performance"]),
    ];
    let mut messages = Vec::new();
    for (end, arguments) in cases {
        let (project, run) = followed(end, arguments);
        assert_eq!(run.code, 2, "{end} {arguments:?}: {}", run.stdout);
        assert!(!project.path("content/incidents/2026-03-14-api/comms/2026-03-14T1200Z-update.md").exists());
        messages.push(run.stderr);
    }
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn an_open_status_reopens_a_closed_incident() {
    let (project, run) =
        followed("status = \"resolved\"", &["--status", "investigating", "-c", "refunds=major_outage"]);
    run.ok();
    let update = project.read("content/incidents/2026-03-14-api/comms/2026-03-14T1200Z-investigating.md");
    assert!(update.contains("\nreopened = true\n"), "{update}");
    project.run(&["check"]).ok();
    let (_, run) = followed("status = \"resolved\"", &["-c", "refunds=operational"]);
    run.ok();
}

#[test]
fn an_update_after_the_clock_ended_a_maintenance_says_whether_the_work_goes_on() {
    let folder = "content/maintenance/2026-03-14-copy/comms";
    let planned = "+++\ntitle = \"Copy\"\nslug = \"copy\"\nstatus = \"scheduled\"\nwindow = { from = 2026-03-14T10:00:00Z, to = 2026-03-14T11:00:00Z }\n+++\nWe copy data.\n";
    let project = || project().file(&format!("{folder}/2026-03-10T0900Z.md"), planned);
    let run = project().run(&["post", "copy", "-m", "Still copying."]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr);
    posted(&project(), &["copy", "-m", "Still copying.", "--status", "in_progress"]);
    posted(&project(), &["copy", "-m", "Done.", "--status", "completed"]);
    // Before the end, the update takes the maintenance over.
    let early = project();
    early.run_at("2026-03-14T10:40:00Z", &["post", "copy", "-m", "Step 2 of 5."]).ok();
    early.run(&["build"]).ok();
    assert!(early.read("public/api/v2/summary.json").contains("\"in_progress\""));
}
