//! A fall-back never lets out again what a folder keeps in now: its errors may be anywhere, and nothing is published.

use super::{INVESTIGATING, build, incident, page, published, update};
use crate::support::{Git, Project};

/// An incident `old` that was told to everybody, with a second update, and both are out.
fn told() -> (Project, Git) {
    let (project, git) = published();
    update(&project, "old", "The export of Bergamot Ltd is the cause.");
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    build(&project).ok();
    assert!(page(&project, "old").contains("Bergamot"));
    (project, git)
}

const SECOND: &str = "2026-03-14T1000Z-identified";

/// Puts a key into an update of `old`.
fn key(project: &Project, update: &str, key: &str) {
    let path = format!("content/incidents/old/comms/{update}.md");
    let text = project.read(&path).replacen("+++\n", &format!("+++\n{key}\n"), 1);
    project.write(&path, text.as_bytes());
}

/// An error in another file of the folder.
fn break_record(project: &Project) {
    project.write("content/incidents/old/incident.md", b"+++\nx\n+++\n");
}

#[track_caller]
fn refused(project: &Project, text: &str) {
    let run = build(project);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    let why = format!(
        "`content/incidents/old` does not let out `{text}` any more, and that revision would; nothing was written"
    );
    assert!(run.stderr.contains(&why), "{}", run.stderr);
}

#[test]
fn without_a_withdrawal_the_folder_is_as_it_was() {
    let (project, _) = told();
    break_record(&project);
    assert_eq!(build(&project).code, 4);
    assert!(page(&project, "old").contains("Bergamot"));
}

#[test]
fn an_update_that_became_a_draft_stays_in() {
    let (project, _) = told();
    key(&project, SECOND, "draft = true");
    break_record(&project);
    refused(&project, SECOND);
}

#[test]
fn an_update_whose_text_was_withdrawn_stays_in() {
    let (project, _) = told();
    key(&project, SECOND, "retracted = { at = 2026-03-14T11:00:00Z, note = \"It named a customer.\" }");
    break_record(&project);
    refused(&project, SECOND);
}

#[test]
fn an_update_for_fewer_than_before_stays_in() {
    let (project, _) = told();
    key(&project, INVESTIGATING, "audience = [\"tier:gold\"]");
    break_record(&project);
    refused(&project, INVESTIGATING);
}

#[test]
fn an_update_that_was_deleted_stays_in() {
    let (project, _) = told();
    std::fs::remove_file(project.path(&format!("content/incidents/old/comms/{SECOND}.md"))).expect("a file");
    break_record(&project);
    refused(&project, SECOND);
}

#[test]
fn a_post_mortem_that_is_a_draft_again_stays_in() {
    let (project, git) = published();
    let site = format!("{}[approval]\nsince = 2026-06-01T00:00:00Z\n", project.read("content/site.toml"));
    project.write("content/site.toml", site.as_bytes());
    let path = "content/incidents/old/comms/postmortem.md";
    let text = "+++\ntitle = \"Why\"\npublished = 2026-03-14T11:30:00Z\n+++\nBergamot Ltd.\n";
    project.write(path, text.as_bytes());
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    build(&project).ok();
    project.write(path, text.replace("published = 2026-03-14T11:30:00Z\n", "").as_bytes());
    break_record(&project);
    refused(&project, "postmortem");
}

#[test]
fn another_incident_with_an_error_is_no_reason_to_refuse() {
    let (project, _) = told();
    key(&project, SECOND, "draft = true");
    let (path, text) = incident("new", "Checkout errors", "Some card payments fail.");
    project.write(&path, text.replace("investigating\"\n", "investigting\"\n").as_bytes());
    assert_eq!(build(&project).code, 4);
    assert!(!page(&project, "old").contains("Bergamot"));
}
