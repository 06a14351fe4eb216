//! `--keep-going` never publishes a text again that the folder withholds now, wherever in the folder the errors are.

use super::{INVESTIGATING, build, incident, page, published, update};
use crate::support::{Git, Project};

/// A public incident `old` with two published updates.
fn published_twice() -> (Project, Git) {
    let (project, git) = published();
    update(&project, "old", "The export of Bergamot Ltd is the cause.");
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    build(&project).ok();
    assert!(page(&project, "old").contains("Bergamot"));
    (project, git)
}

const SECOND: &str = "2026-03-14T1000Z-identified";

/// Adds a key to an update of `old`.
fn key(project: &Project, update: &str, key: &str) {
    let path = format!("content/incidents/old/comms/{update}.md");
    let text = project.read(&path).replacen("+++\n", &format!("+++\n{key}\n"), 1);
    project.write(&path, text.as_bytes());
}

/// Introduces an error into another file of the folder.
fn break_record(project: &Project) {
    project.write("content/incidents/old/incident.md", b"+++\nx\n+++\n");
}

#[track_caller]
fn refused(project: &Project, text: &str) {
    let run = build(project);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    let why = format!(
        "`content/incidents/old` no longer publishes `{text}`, and that revision would; nothing was written"
    );
    assert!(run.stderr.contains(&why), "{}", run.stderr);
}

#[test]
fn without_a_withdrawal_the_folder_stays_as_it_was() {
    let (project, _) = published_twice();
    break_record(&project);
    assert_eq!(build(&project).code, 4);
    assert!(page(&project, "old").contains("Bergamot"));
}

#[test]
fn an_update_that_became_a_draft_is_withheld() {
    let (project, _) = published_twice();
    key(&project, SECOND, "draft = true");
    break_record(&project);
    refused(&project, SECOND);
}

#[test]
fn a_retracted_update_is_withheld() {
    let (project, _) = published_twice();
    key(&project, SECOND, "retracted = { at = 2026-03-14T11:00:00Z, note = \"It named a customer.\" }");
    break_record(&project);
    refused(&project, SECOND);
}

#[test]
fn an_error_that_may_hide_a_withdrawal_withholds_the_update() {
    let (project, _) = published_twice();
    let path = format!("content/incidents/old/comms/{SECOND}.md");
    let text = project.read(&path);
    for slip in [
        "audience = \"customer:acme\"",
        "audience = [\"public\", \"custmer:acme\"]",
        "audience = [7, \"public\"]",
        "audiense = [\"customer:acme\"]",
        "draft = \"yes\"",
        "draft = True",
        "Draft = true",
        "retracted = true",
        "retracted = { at = 2026-03-14T11:00:00, note = \"It named a customer.\" }",
        "retracted = { at = 2026-03-14T11:00:00Z, note = 7 }",
        "published = 2026-04-01T00:00:00Z",
        "at = 2026-04-01T00:00:00",
        "at = 2026-04-01T00:00:00Z\nbynile = \"Ana\"",
        "added = \"2026-03-14T11:00:00Z\"",
        "components = { api = \"degraded_performance\", audience = [\"customer:acme\"] }",
        "upstream = { name = \"Bergamot\", url = \"https://bergamot.example\", draft = true }",
    ] {
        project.write(&path, text.replacen("+++\n", &format!("+++\n{slip}\n"), 1).as_bytes());
        refused(&project, SECOND);
    }
    // None of these can be parsed, and some line begins like a key that withholds an update.
    for broken in [
        text.replacen("+++\n", "+++\ndraft true\n", 1),
        text.replacen("+++\n", "+++\nbyline = \"Ana\" draft = true\n", 1),
        text.replacen("+++\n", "---\ndraft: true\n", 1),
        text.replacen("+++\n", "+++\n[retracted\n", 1),
    ] {
        project.write(&path, broken.as_bytes());
        refused(&project, SECOND);
    }
    project.write(&path, b"+++\nstatus = \"identified\"\n+++\n\xff\n");
    refused(&project, SECOND);
}

#[test]
fn an_error_that_cannot_hide_a_withdrawal_leaves_the_update_as_it_was() {
    let (project, _) = published_twice();
    let path = format!("content/incidents/old/comms/{SECOND}.md");
    let text = project.read(&path);
    for slip in
        ["bynile = \"Ana\"", "title = 7", "audience = [\"public\"]\ntitle = 7", "edited = [{ at = 7 }]"]
    {
        project.write(&path, text.replacen("+++\n", &format!("+++\n{slip}\n"), 1).as_bytes());
        assert_eq!(build(&project).code, 4, "{slip}");
        assert!(page(&project, "old").contains("Bergamot"));
    }
    // A broken old file never holds back an urgent update unless it may withhold something.
    for broken in ["+++\nxylophone\n+++\n".to_owned(), text.replace("\"identified\"", "identified")] {
        project.write(&path, broken.as_bytes());
        assert_eq!(build(&project).code, 4, "{broken}");
        assert!(page(&project, "old").contains("Bergamot"));
    }
    // Another text means that the earlier wording was given up.
    for reworded in ["+++\nstatus = identified\n+++\nText.\n", "Without front matter.\n"] {
        project.write(&path, reworded.as_bytes());
        refused_for_wording(&project, SECOND);
    }
    project.write(&path, format!("{text}\n![gone](gone.png)\n").as_bytes());
    assert_eq!(build(&project).code, 4);
    // A new text that was never published holds nothing back, whatever it says.
    project.write(&path, text.as_bytes());
    for broken in ["+++\naudience = \"customer:acme\"\n+++\nText.\n", "+++\nx\n+++\n", "Text.\n"] {
        project.write("content/incidents/old/comms/2026-03-14T1100Z.md", broken.as_bytes());
        assert_eq!(build(&project).code, 4, "{broken}");
    }
}

#[test]
fn an_error_in_a_new_first_update_may_hide_the_audience_of_the_others() {
    let (project, _) = published_twice();
    project.write(
        "content/incidents/old/comms/2026-03-14T0900Z.md",
        b"+++\naudience = \"tier:gold\"\n+++\nText.\n",
    );
    refused(&project, INVESTIGATING);
}

#[test]
fn an_update_for_fewer_readers_is_withheld() {
    let (project, _) = published_twice();
    key(&project, INVESTIGATING, "audience = [\"tier:gold\"]");
    break_record(&project);
    refused(&project, INVESTIGATING);
}

#[test]
fn a_deleted_update_is_withheld() {
    let (project, _) = published_twice();
    std::fs::remove_file(project.path(&format!("content/incidents/old/comms/{SECOND}.md"))).expect("a file");
    break_record(&project);
    refused(&project, SECOND);
}

#[test]
fn a_post_mortem_that_may_be_for_fewer_readers_or_for_later_is_withheld() {
    let (project, git) = published();
    let site = format!("{}[approval]\nsince = 2026-06-01T00:00:00Z\n", project.read("content/site.toml"));
    project.write("content/site.toml", site.as_bytes());
    let path = "content/incidents/old/comms/postmortem.md";
    let text = "+++\ntitle = \"Why\"\npublished = 2026-03-14T11:30:00Z\n+++\nBergamot Ltd.\n";
    project.write(path, text.as_bytes());
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    build(&project).ok();
    let published = "published = 2026-03-14T11:30:00Z";
    for now in [
        String::new(),
        published.replace("2026", "2027"),
        published.replace('Z', ""),
        format!("{published}\naudience = [\"tier:gold\"]"),
        format!("{published}\naudience = \"customer:acme\""),
        format!("{published}\ndraft = true"),
        format!("{published}\nx"),
    ] {
        project.write(path, text.replace(published, &now).as_bytes());
        break_record(&project);
        eprintln!("{now}");
        refused(&project, "postmortem");
    }
    project.write(path, text.replace(published, &format!("{published}\nauthor = 7")).as_bytes());
    assert_eq!(build(&project).code, 4);
}

#[test]
fn an_error_in_another_incident_is_no_reason_to_refuse() {
    let (project, _) = published_twice();
    key(&project, SECOND, "draft = true");
    let (path, text) = incident("new", "Checkout errors", "Some card payments fail.");
    project.write(&path, text.replace("investigating\"\n", "investigting\"\n").as_bytes());
    assert_eq!(build(&project).code, 4);
    assert!(!page(&project, "old").contains("Bergamot"));
}

/// Replaces a part of an update of `old`.
fn reword(project: &Project, update: &str, from: &str, to: &str) {
    let path = format!("content/incidents/old/comms/{update}.md");
    let text = project.read(&path);
    assert!(text.contains(from), "{text}");
    project.write(&path, text.replacen(from, to, 1).as_bytes());
}

#[track_caller]
fn refused_for_wording(project: &Project, text: &str) {
    let run = build(project);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    let why = format!(
        "`{text}` in `content/incidents/old` was edited, and that revision would bring back what the edit removed"
    );
    assert!(run.stderr.contains(&why), "{}", run.stderr);
}

#[test]
fn wording_that_an_edit_removed_is_withheld() {
    for (stem, from, to) in [
        (SECOND, "of Bergamot Ltd ", ""),
        (SECOND, "Bergamot Ltd", "one customer"),
        (INVESTIGATING, "title = \"Slow exports\"", "title = \"Exports\""),
    ] {
        let (project, _) = published_twice();
        reword(&project, stem, from, to);
        break_record(&project);
        refused_for_wording(&project, stem);
        assert!(page(&project, "old").contains("Bergamot"), "the published site stays as it is");
    }
}

#[test]
fn wording_is_withheld_if_the_edited_file_itself_is_broken() {
    let (project, _) = published_twice();
    reword(&project, SECOND, "of Bergamot Ltd ", "");
    reword(&project, SECOND, "\"identified\"", "\"identfied\"");
    refused_for_wording(&project, SECOND);
}

#[test]
fn wording_that_was_only_added_or_kept_holds_nothing_back() {
    let (project, _) = published_twice();
    reword(&project, SECOND, "is the cause.", "is **probably** the cause, and we talk to them.");
    break_record(&project);
    assert_eq!(build(&project).code, 4);
    assert!(page(&project, "old").contains("is the cause."));
}

#[test]
fn a_restriction_in_the_text_or_a_conflict_withholds_the_text() {
    for text in ["\n\n+++\naudience = [\"customer:acme\"]\n+++\n", "\n<<<<<<< HEAD\n"] {
        let (project, _) = published_twice();
        reword(&project, SECOND, "is the cause.", &format!("is the cause.{text}"));
        refused(&project, SECOND);
    }
}
