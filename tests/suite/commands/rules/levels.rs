//! The levels of rules in `site.toml`.

use super::incident;
use crate::support::Project;

/// An incident that ends with three words, on a site with these levels of rules.
fn with_levels(levels: &str) -> Project {
    let site = incident().read("content/site.toml");
    incident()
        .update("2026-03-14T1150Z", "status = \"resolved\"\nid = \"r\"", "It is over.")
        .file("content/site.toml", &format!("{site}\n[rules]\n{levels}\n"))
}

#[test]
fn a_rule_that_is_turned_off_reports_nothing() {
    let off = "short-resolution = { level = \"off\", reason = \"our house style is brief\" }";
    let on = off.replace("off", "warning");
    let report = |levels: &str| with_levels(levels).run(&["check"]).ok().stderr;
    assert!(report("").contains("warning[short-resolution]"));
    assert!(report(&on).contains("warning[short-resolution]"));
    assert!(!report(off).contains("short-resolution"), "{}", report(off));
}

#[test]
fn a_rule_about_what_was_published_before_is_turned_off_too() {
    let levels = "edit-not-marked = { level = \"off\", reason = \"we correct typing mistakes\" }\n\
                  address-gone = { level = \"off\", reason = \"we clean up\" }";
    for (levels, is_reported) in [("", true), (levels, false)] {
        let project =
            with_levels(levels).file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nWe are here.\n");
        project.run(&["build"]).ok();
        std::fs::remove_file(project.path("content/pages/about.md")).expect("a page");
        let project =
            project.update("2026-03-14T1150Z", "status = \"resolved\"\nid = \"r\"", "It is all over.");
        let report = project.run(&["build"]).ok().stderr;
        assert_eq!(report.contains("address-gone"), is_reported, "{report}");
        assert_eq!(report.contains("edit-not-marked"), is_reported, "{report}");
    }
}

#[test]
fn errors_and_unknown_rules_cannot_be_set() {
    let levels = "short-resolutoin = { level = \"off\", reason = \"r\" }\n\
                  gate-internal-text = { level = \"off\", reason = \"r\" }\n\
                  approval-override = { level = \"off\", reason = \"r\" }\n\
                  no-component = { level = \"of\", reason = \"r\" }\n\
                  no-next-update = { level = \"off\" }\n\
                  slug-not-fixed = { level = \"off\", reason = \" \" }\n\
                  empty-text = \"off\"";
    let run = with_levels(levels).run(&["check"]).failed(1);
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn the_explanation_says_what_level_is_in_force() {
    let levels = "short-resolution = { level = \"off\", reason = \"our house style is brief\" }";
    let project = with_levels(levels);
    let level = |rule: &str| {
        let explained = project.run(&["check", "--explain", rule]).ok().stdout;
        explained.lines().last().expect("a line").to_owned()
    };
    assert_eq!(
        level("short-resolution"),
        "On this site: off (set in `content/site.toml`: our house style is brief)"
    );
    assert_eq!(level("update-overdue"), "On this site: warning (the default)");
    assert_eq!(level("approval-missing"), "On this site: error (cannot be changed)");
    assert_eq!(level("approval-override"), "On this site: warning (cannot be changed)");
}
