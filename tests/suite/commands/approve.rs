//! Approvals end to end: an update that needs one is held back, approved, published, and refused again after an edit.

use crate::support::{Git, Project};

const SITE: &str = "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
    [severity.P1]\nupdate_every = \"30m\"\n\
    [approval]\nsince = 2026-01-01T00:00:00Z\ncomms = [\"P1\"]\npostmortem = [\"commander\", \"service_owner\"]\n";

const PEOPLE: &str = "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\nalternate = \"ana\"\n\n\
    [person.ana]\nname = \"Ana Lu\"\n\n[person.kai]\nname = \"Kai Orav\"\n\n\
    [team.api]\nname = \"API team\"\nmembers = [\"kai\"]\nlead = \"kai\"\n";

const FOLDER: &str = "content/incidents/2026-03-14-api-errors";

/// A site with a P1 that has a commander and no update yet.
fn project() -> Project {
    Project::new()
        .file("content/site.toml", SITE)
        .file("content/people.toml", PEOPLE)
        .file("content/owners.toml", "[component.api]\nowner = \"api\"\n")
        .file(
            &format!("{FOLDER}/incident.md"),
            "+++\ntitle = \"Pooler out of connections\"\nseverity = \"P1\"\ncomponents = [\"api\"]\n[roles]\ncommander = \"omar\"\n+++\n",
        )
        .file(
            &format!("{FOLDER}/comms/2026-03-14T1150Z-investigating.md"),
            "+++\ntitle = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"lena\"\n\
             draft = true\ncomponents = { api = \"partial_outage\" }\nid = \"first1update\"\nincident_id = \"first1record\"\n+++\nSome requests fail.\n",
        )
}

const FIRST: &str = "content/incidents/2026-03-14-api-errors/comms/2026-03-14T1150Z-investigating.md";
const SECOND: &str = "content/incidents/2026-03-14-api-errors/comms/2026-03-14T1201Z-identified.md";

/// A site whose first update is approved and published.
fn published() -> Project {
    let project = project();
    project.run(&["approve", FIRST, "--by", "omar", "--publish"]).ok();
    project
}

fn posted(project: &Project) {
    let post = [
        "post",
        "--status",
        "identified",
        "--author",
        "lena",
        "-m",
        "The cause is found.",
        "--next-update",
        "30m",
    ];
    let run = project.run_at("2026-03-14T12:01:00Z", &post).ok();
    assert!(run.stdout.contains("allclear approve --publish") || run.stderr.contains("commander"), "{run:?}");
}

fn page(project: &Project) -> String {
    project.read("public/incidents/2026-03-14-api-errors/index.html")
}

#[test]
fn an_update_that_needs_an_approval_is_a_draft_until_it_is_approved() {
    let project = published();
    posted(&project);
    assert!(project.read(SECOND).contains("draft = true"), "{}", project.read(SECOND));
    project.run(&["build"]).ok();
    assert!(
        page(&project).contains("Some requests fail.") && !page(&project).contains("The cause is found.")
    );

    let refused = project.run_at("2026-03-14T12:02:00Z", &["approve", SECOND, "--by", "kai"]).failed(2);
    insta::assert_snapshot!(refused.stderr);
    let refused = project.run_at("2026-03-14T12:02:00Z", &["approve", SECOND, "--by", "lena"]).failed(2);
    insta::assert_snapshot!(refused.stderr);

    project.run_at("2026-03-14T12:02:00Z", &["approve", SECOND, "--by", "ana", "--publish"]).ok();
    let text = project.read(SECOND);
    assert!(!text.contains("draft") && text.contains("at = 2026-03-14T12:02:00Z\n"), "{text}");
    assert!(
        text.contains(
            "[[approval]]\nby = \"ana\"\nrole = \"commander\"\nat = 2026-03-14T12:02:00Z\ndigest = \""
        ),
        "{text}"
    );
    project.run_at("2026-03-14T12:03:00Z", &["build"]).ok();
    assert!(page(&project).contains("The cause is found."));
}

#[test]
fn one_changed_byte_of_an_approved_text_refuses_the_build() {
    let project = published();
    project.run(&["build"]).ok();
    let before = page(&project);
    let text = project.read(FIRST);
    project.write(FIRST, text.replace("Some requests fail.", "Some requests fail!").as_bytes());
    let run = project.run_at("2026-03-14T12:05:00Z", &["build"]).failed(1);
    insta::assert_snapshot!(run.stderr);
    assert_eq!(page(&project), before, "the approved text stays published");
    // The table of the message is enough, once the digest is pasted.
    let digest = run.stderr.split("digest = \"").nth(1).and_then(|rest| rest.get(..64)).expect("a digest");
    let table = format!(
        "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T12:05:00Z\ndigest = \"{digest}\"\n+++\nSome"
    );
    let pasted = project.read(FIRST).replace("+++\nSome", &table).replacen(
        "at = 2026-03-14T12:00:00Z",
        "at = 2026-03-14T12:05:00Z",
        1,
    );
    project.write(FIRST, pasted.as_bytes());
    project.run_at("2026-03-14T12:05:00Z", &["build"]).ok();
}

#[test]
fn a_timeline_may_quote_a_page_with_approved_texts() {
    let project = project();
    let text = "Some requests fail in all regions, and a second try a minute later usually works.";
    project.write(FIRST, project.read(FIRST).replace("Some requests fail.", text).as_bytes());
    project.run(&["approve", FIRST, "--by", "omar", "--publish"]).ok();
    let entry = format!("{FOLDER}/timeline/2026-03-14T1203Z-ana.md");
    project.write(&entry, format!("Kai asks whether it is true: \"{text}\"\n").as_bytes());
    project.run_at("2026-03-14T12:05:00Z", &["build"]).ok();
    assert!(page(&project).contains("usually works"));
}

#[test]
fn reformatting_voids_nothing() {
    let project = published();
    let text = project
        .read(FIRST)
        .replace("status = ", "# Why\nstatus   =   ")
        .replace("\n+++\nSome", "\n\n+++\n\nSome");
    project.write(FIRST, format!("{text}\n\n").replace('\n', "\r\n").as_bytes());
    project.run(&["build"]).ok();
}

#[test]
fn an_override_publishes_at_once_and_is_reported_until_the_commander_approves() {
    let project = published();
    let post = [
        "post",
        "--status",
        "identified",
        "--author",
        "lena",
        "-m",
        "The cause is found.",
        "--override",
        "nobody answers",
    ];
    project.run_at("2026-03-14T12:01:00Z", &post).ok();
    project.run_at("2026-03-14T12:01:00Z", &["build"]).ok();
    assert!(page(&project).contains("The cause is found."));
    let check = project.run_at("2026-03-14T12:01:00Z", &["check"]);
    assert!(check.stderr.contains("warning[approval-override]"), "{}", check.stderr);
    project.run_at("2026-03-14T12:02:00Z", &["approve", SECOND, "--by", "omar"]).ok();
    let check = project.run_at("2026-03-14T12:02:00Z", &["check"]);
    assert!(!check.stderr.contains("approval"), "{}", check.stderr);
}

#[test]
fn the_commander_at_the_time_of_the_approval_counts() {
    let project = published();
    posted(&project);
    let handover = format!("{FOLDER}/timeline/2026-03-14T1201Z-omar.md");
    project.write(&handover, b"+++\nroles = { commander = \"kai\" }\n+++\nKai takes over.\n");
    project.run_at("2026-03-14T12:02:00Z", &["approve", SECOND, "--by", "omar"]).failed(2);
    project.run_at("2026-03-14T12:02:00Z", &["approve", SECOND, "--by", "kai", "--publish"]).ok();
    project.run_at("2026-03-14T12:02:00Z", &["build"]).ok();
    // The same approval at a time when Omar still was the commander is void.
    let text = project
        .read(SECOND)
        .replace("at = 2026-03-14T12:02:00Z\ndigest", "at = 2026-03-14T12:00:30Z\ndigest");
    project.write(SECOND, text.as_bytes());
    let run = project.run_at("2026-03-14T12:02:00Z", &["build"]).failed(1);
    assert!(run.stderr.contains("error[approval-void]"), "{}", run.stderr);
}

#[test]
fn a_new_incident_with_a_message_waits_for_its_approval() {
    let project = Project::new().file("content/site.toml", SITE).file("content/people.toml", PEOPLE);
    let run = [
        "new",
        "incident",
        "API errors",
        "-s",
        "P1",
        "-c",
        "api=partial_outage",
        "--observed",
        "503.",
        "--commander",
        "omar",
        "-m",
        "Some requests fail.",
    ];
    let run = project.run(&run).ok();
    assert!(
        run.stdout.contains("the first update is a draft: it needs the approval of the commander"),
        "{}",
        run.stdout
    );
    project.run(&["build"]).ok();
    assert!(!project.read("public/index.html").contains("Some requests fail."));
}

/// Nobody is known then, so every approval would look void.
#[test]
fn a_syntax_error_in_the_list_of_people_voids_no_approval() {
    let project = published();
    let people = project.read("content/people.toml");
    project.write("content/people.toml", format!("{people}x = [ bad\n").as_bytes());
    let run = project.run(&["build"]).failed(1);
    assert!(run.stderr.contains("error[syntax]"), "{}", run.stderr);
    assert!(!run.stderr.contains("approval-"), "{}", run.stderr);
}

#[test]
fn a_difference_shows_nothing_that_waits_for_an_approval() {
    let project = published();
    let git = Git::init(project.root());
    git.commit();
    // A draft until it is approved.
    posted(&project);
    let diff = |project: &Project| project.run_at("2026-03-14T12:02:00Z", &["diff", "--format", "markdown"]);
    let shown = diff(&project).ok().stdout;
    assert!(shown.ends_with("\nReaders see no change.\n") && !shown.contains("cause"), "{shown}");
    // An edit voids the approval.
    let text = project.read(FIRST).replace("Some requests", "All requests");
    project.write(FIRST, text.as_bytes());
    let refused = diff(&project).failed(1).stdout;
    assert!(refused.starts_with("### This would not be published\n"), "{refused}");
    assert!(refused.contains(FIRST) && refused.contains("error[approval-void]"), "{refused}");
    git.run(&["checkout", "--quiet", "--", FIRST]);
    // Approved and published, the draft is a change.
    project.run_at("2026-03-14T12:02:00Z", &["approve", SECOND, "--by", "omar", "--publish"]).ok();
    let shown = diff(&project).ok().stdout;
    assert!(shown.contains("- **new update**: `identified, 2026-03-14 12:02 UTC`\n"), "{shown}");
    assert!(shown.contains("      - > `The cause is found.`\n") && !shown.contains("omar"), "{shown}");
}
