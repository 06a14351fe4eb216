//! `allclear check --fix`, and the rule that asks for it.

use std::collections::BTreeMap;

use crate::support::{Project, tree};

/// A site typed by hand, with comments, without any id.
fn by_hand() -> Project {
    Project::empty()
        .file(
            "content/site.toml",
            "# Ours\ntitle = \"Test status\"\nurl = \"https://status.test.example:8443/live\"   # moved in May\n\n\
             [approval]\nsince = 2026-12-01T00:00:00Z",
        )
        .file("content/components/shop/_group.toml", "name = \"Shop\"\n")
        .file("content/components/shop/cart.md", "+++\r\nname = \"Cart\"\r\n+++\r\nWhat you buy.\r\n")
        .update(
            "2026-03-14T1100Z",
            "title = \"Carts are empty\"   # as customers say\nstatus = \"investigating\"\n\
             components = { cart = \"partial_outage\" }\nnext_update = \"60m\"",
            "We look into it.",
        )
        .update("2026-03-14T1130Z-update", "next_update = \"60m\"", "Still looking.")
        .file(
            "content/maintenance/2026-03-20-disks/comms/2026-03-14T1000Z-scheduled.md",
            "+++\ntitle = \"New disks\"\nstatus = \"scheduled\"\n\
             window = { from = 2026-03-20T10:00:00Z, to = 2026-03-20T11:00:00Z }\n+++\nShort pauses.\n",
        )
}

fn built(project: &Project) -> BTreeMap<String, Vec<u8>> {
    project.run(&["build"]).ok();
    tree(&project.path("public"))
}

#[test]
fn missing_ids_are_reported_once_and_a_build_does_not_mention_them() {
    let project = by_hand();
    insta::assert_snapshot!(project.run(&["check"]).ok().stderr);
    assert!(!project.run(&["build"]).ok().stderr.contains("id-not-fixed"));
}

#[test]
fn one_file_without_an_id_is_named() {
    let project =
        Project::new().file("content/components/web.md", "+++\nname = \"Web\"\nslug = \"web\"\n+++\n");
    insta::assert_snapshot!(project.run(&["check"]).ok().stderr, @r"
    warning[id-not-fixed]: this file does not set `id`
    --> content/components/web.md:1:1
     = help: run `allclear check --fix` to write the values that are used now, and commit the result

    1 warning in 3 files
    ");
}

#[test]
fn the_ids_in_use_are_written_and_nothing_else_changes() {
    let project = by_hand();
    let before = built(&project);
    insta::assert_snapshot!(project.run(&["check", "--fix", "--strict"]).stdout);
    let content = tree(&project.path("content"));
    let text: Vec<String> = content
        .iter()
        .map(|(path, bytes)| format!("== {path}\n{}", String::from_utf8_lossy(bytes)))
        .collect();
    insta::assert_snapshot!(text.concat().replace('\r', "␍"));
    assert!(built(&project) == before, "the output changed");
    assert!(!project.run(&["check", "--fix"]).ok().stdout.contains("wrote"));
    assert!(tree(&project.path("content")) == content, "a second run changed files");
}

#[test]
fn approved_updates_and_drafts_are_left_alone() {
    let approval = "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T10:58:00Z\n\
                    digest = \"sha256:0\"";
    let draft = "draft = true\nstatus = \"identified\"";
    let project = Project::new()
        .file("content/people.toml", "[person.omar]\nname = \"Omar Haddad\"\n")
        .update(
            "2026-03-14T1100Z",
            &format!("title = \"API errors\"\nslug = \"api-errors\"\nstatus = \"investigating\"\nnext_update = \"60m\"\n{approval}"),
            "Some requests fail.",
        )
        .update("2026-03-14T1130Z", draft, "");
    let before = tree(&project.path("content"));
    let run = project.run(&["check", "--fix"]);
    assert!(!run.stderr.contains("id-not-fixed"), "{}", run.stderr);
    assert!(tree(&project.path("content")) == before, "{}{}", run.stdout, run.stderr);
}

#[test]
fn nothing_is_written_into_content_with_errors() {
    let project = by_hand().file("content/pages/about.md", "+++\ntitel = \"About\"\n+++\nWe are here.\n");
    let before = tree(&project.path("content"));
    let run = project.run(&["check", "--fix"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.ends_with("no ids were written\n"), "{}", run.stderr);
    assert!(tree(&project.path("content")) == before, "files changed");
}

#[test]
fn an_update_for_one_customer_has_the_ids_that_this_customer_sees() {
    let project = by_hand()
        .file("content/customers/acme.md", "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n")
        .update(
            "2026-03-14T1045Z",
            "title = \"Your carts\"\nstatus = \"investigating\"\naudience = [\"customer:acme\"]\nnext_update = \"60m\"",
            "We see it too.",
        )
        .update(
            "2026-03-14T1100Z",
            "title = \"Carts are empty\"\nstatus = \"investigating\"\naudience = [\"public\"]\nnext_update = \"60m\"",
            "We look into it.",
        )
        .update("2026-03-14T1130Z-update", "audience = [\"public\"]\nnext_update = \"60m\"", "Still looking.");
    let before = built(&project);
    project.run(&["check", "--fix"]).ok();
    let read = |stem: &str| project.read(&format!("content/incidents/2026-03-14-api/comms/{stem}.md"));
    assert!(read("2026-03-14T1045Z").contains("slug = \"2026-03-14-your-carts\""));
    assert!(read("2026-03-14T1100Z").contains("slug = \"2026-03-14-carts-are-empty\""));
    assert!(built(&project) == before, "the output changed");
}

#[test]
fn every_command_writes_ids() {
    let project = Project::empty();
    project.run(&["init"]).ok();
    for arguments in [
        &["new", "component", "Search", "--group", "shop"][..],
        &[
            "new",
            "incident",
            "--observed",
            "Errors.",
            "--commander",
            "none",
            "Slow",
            "--severity",
            "P3",
            "-c",
            "search",
            "--next-update",
            "30m",
            "-m",
            "Slow.",
        ],
        &["post", "2026-03-14-slow", "-m", "Still slow.", "--next-update", "30m"],
        &[
            "new",
            "maintenance",
            "Disks",
            "--from",
            "2026-04-01T22:00:00Z",
            "--to",
            "2h",
            "-c",
            "api",
            "-m",
            "A pause.",
        ],
        &["new", "notice", "New prices", "-m", "From May."],
        &["new", "page", "Help", "-m", "Call us."],
    ] {
        project.run(arguments).ok();
    }
    let run = project.run(&["check", "--strict"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

#[test]
fn updates_in_the_same_minute_have_seconds_and_keep_their_order() {
    let project = Project::new();
    let run = |now: &str, arguments: &[&str]| project.run_at(now, arguments).ok().stdout;
    run(
        "2026-03-14T11:59:10Z",
        &[
            "new",
            "incident",
            "--observed",
            "Errors.",
            "--commander",
            "none",
            "Slow",
            "-s",
            "P3",
            "-c",
            "api",
            "-m",
            "Slow.",
            "--next-update",
            "2h",
        ],
    );
    let update =
        |now: &str, text: &str| run(now, &["post", "2026-03-14-slow", "-m", text, "--next-update", "2h"]);
    let names: String = ["One.", "Two.", "Three."]
        .map(|text| update("2026-03-14T11:59:30Z", text))
        .iter()
        .flat_map(|stdout| {
            stdout
                .lines()
                .filter(|line| line.starts_with("wrote"))
                .map(|line| format!("{line}\n"))
                .collect::<Vec<_>>()
        })
        .collect();
    insta::assert_snapshot!(names, @r"
    wrote content/incidents/2026-03-14-slow/comms/2026-03-14T115930Z-update.md
    wrote content/incidents/2026-03-14-slow/comms/2026-03-14T115931Z-update.md
    wrote content/incidents/2026-03-14-slow/comms/2026-03-14T115932Z-update.md
    ");
    project.run(&["check", "--strict"]).ok();
    project.run(&["build"]).ok();
    let page = project.read("public/incidents/2026-03-14-slow/index.html");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("Three.") < at("Two.") && at("Two.") < at("One.") && at("One.") < at("<p>Slow."));
}

#[test]
fn a_post_mortem_gets_the_id_that_it_has() {
    let text = "+++\ntitle = \"Why carts were empty\"\npublished = 2026-03-14T11:50:00Z\n+++\nA cable.\n";
    let project = by_hand().file("content/incidents/2026-03-14-api/comms/postmortem.md", text);
    let before = built(&project);
    project.run(&["check", "--fix"]).ok();
    let fixed = project.read("content/incidents/2026-03-14-api/comms/postmortem.md");
    assert!(fixed.contains("\nid = \""), "{fixed}");
    assert!(built(&project) == before, "the output changed");
    assert!(!project.run(&["check", "--fix"]).ok().stdout.contains("wrote"));
    // A draft has no id yet.
    let draft = by_hand().file(
        "content/incidents/2026-03-14-api/comms/postmortem.md",
        "+++\ntitle = \"Why\"\n+++\nA cable.\n",
    );
    draft.run(&["check", "--fix"]).ok();
    assert!(!draft.read("content/incidents/2026-03-14-api/comms/postmortem.md").contains("id ="));
}
