//! The clock: which moment a build takes for now, and what follows from it.

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
fn now_is_taken_from_the_option() {
    let project = project();
    project.run_at("2026-03-14T10:05:00Z", &["build"]).ok();
    assert!(page(&project).contains("All works again."));
    let early = project.run_at("2026-03-14T09:30:00Z", &["build"]);
    assert_eq!(early.code, 1, "an entry half an hour ahead is a slip of the keyboard");
    assert!(early.stderr.contains("error[dated-ahead]"), "{}", early.stderr);
}

#[test]
fn as_of_leaves_out_what_came_later() {
    let project = project();
    let run = Run::of(project.command().args(["--as-of", "2026-03-14T09:30:00Z", "build"])).ok();
    assert!(page(&project).contains("We are looking into it."));
    assert!(!page(&project).contains("All works again."));
    insta::assert_snapshot!(run.stderr, @"note: `public` shows the site as of 2026-03-14T09:30:00Z, because `--as-of` sets the clock");
}

#[test]
fn a_clock_in_the_settings_stands_still_until_an_option_says_otherwise() {
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
    assert_eq!(run.stderr, "", "only the usual output is worth a word");
    let run = Run::of(project.command().args(["build", "--quiet"])).ok();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
}

#[test]
fn the_next_moment_is_printed_bare_and_nothing_is_built() {
    let project = project();
    let run =
        Run::of(project.command().args(["build", "--print-next", "--as-of", "2026-03-14T11:22:00+02:00"]))
            .ok();
    assert_eq!(run.stdout, "2026-03-14T09:52:00Z\n", "the promise falls due");
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
fn two_clocks_are_wrong_usage() {
    let run = project().run(&["--as-of", "2026-03-14T09:22:00Z", "build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot be used with"), "{}", run.stderr);
}
