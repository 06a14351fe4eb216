//! The clock: which time a build uses, and what depends on it.

use crate::support::{Project, Run};

fn project() -> Project {
    Project::new()
        .update(
            "2026-03-14T0922Z-investigating",
            "title = \"Checkout errors\"\nslug = \"checkout\"\nstatus = \"investigating\"\n\
             components = { api = \"partial_outage\" }\nnext_update = \"30m\"",
            "We are looking into it.",
        )
        .update("2026-03-14T1000Z-resolved", "status = \"resolved\"", "All works again.")
}

fn page(project: &Project) -> String {
    project.read("public/incidents/checkout/index.html")
}

#[test]
fn now_sets_the_clock() {
    let project = project();
    project.run_at("2026-03-14T10:05:00Z", &["build"]).ok();
    assert!(page(&project).contains("All works again."));
    let early = project.run_at("2026-03-14T09:30:00Z", &["build"]);
    assert_eq!(early.code, 1, "an update dated half an hour ahead is probably a typo");
    assert!(early.stderr.contains("error[dated-ahead]"), "{}", early.stderr);
}

#[test]
fn as_of_ignores_what_was_written_later() {
    let project = project();
    let run = Run::of(project.command().args(["--as-of", "2026-03-14T09:30:00Z", "build"])).ok();
    assert!(page(&project).contains("We are looking into it."));
    assert!(!page(&project).contains("All works again."));
    insta::assert_snapshot!(run.stderr, @"note: `public` shows the site as of 2026-03-14T09:30:00Z, because `--as-of` sets the clock");
}

#[test]
fn an_option_overrides_the_clock_in_the_settings() {
    let project = project().file(
        "content/site.toml",
        "title = \"Test\"\nurl = \"https://status.test.example\"\nclock = 2026-03-14T10:05:00Z\n",
    );
    let next = |arguments: &[&str]| Run::of(project.command().arg("build").args(arguments)).ok().stdout;
    assert_eq!(next(&["--print-next"]), "2026-03-15T00:00:00Z\n");
    assert_eq!(next(&["--print-next", "--now", "2026-03-16T10:00:00Z"]), "2026-03-17T00:00:00Z\n");
    let run = Run::of(project.command().arg("build")).ok();
    assert!(run.stderr.contains("`clock` in `content/site.toml` sets the clock"), "{}", run.stderr);
    let run = Run::of(project.command().args(["build", "--output", "elsewhere"])).ok();
    assert_eq!(run.stderr, "", "the note is printed only for the default output");
    let run = Run::of(project.command().args(["build", "--quiet"])).ok();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
}

#[test]
fn print_next_prints_only_the_time_and_builds_nothing() {
    let project = project();
    let run =
        Run::of(project.command().args(["build", "--print-next", "--as-of", "2026-03-14T11:22:00+02:00"]))
            .ok();
    assert_eq!(run.stdout, "2026-03-14T09:52:00Z\n", "the time of the promised update");
    assert_eq!(run.stderr, "");
    assert!(!project.path("public").exists() && !project.path(".allclear").exists());
}

#[test]
fn a_time_without_an_offset_is_wrong_usage() {
    let run = project().run_at("2026-03-14T09:22:00", &["build"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: invalid value '2026-03-14T09:22:00' for '--now <TIME>': it has no offset; write `2026-03-14T09:22:00Z` for UTC

    For more information, try '--help'.
    ");
}

#[test]
fn now_and_as_of_conflict() {
    let run = project().run(&["--as-of", "2026-03-14T09:22:00Z", "build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot be used with"), "{}", run.stderr);
}
