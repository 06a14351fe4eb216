//! The ledger in a ref of the remote repository.

use std::path::Path;

use super::{destination, notify_with, project, publish};
use crate::support::{Git, Project, Receiver};

const REF: &str = "refs/allclear/notified";

/// A project with a remote repository in another folder.
fn with_remote(remote: &Path) -> Project {
    let project = project(&[destination("ops", "webhook", "public", "")]);
    publish(&project);
    let git = Git::at(project.root());
    git.run(&["init", "--quiet", "--bare", &remote.display().to_string()]);
    git.run(&["remote", "add", "origin", &remote.display().to_string()]);
    git.run(&["push", "--quiet", "origin", "main", "refs/allclear/published"]);
    project
}

#[test]
fn another_machine_knows_what_was_sent() {
    let remote = tempfile::TempDir::new().expect("a folder");
    let receiver = Receiver::accepting();
    let url = receiver.url("/hooks/x");
    let first = with_remote(remote.path());
    let run = notify_with(&first, &[("ops", &url)], &["--ledger-ref"]).ok();
    assert!(run.stdout.ends_with("2 messages sent\n"), "{}", run.stdout);
    assert!(!first.path(".allclear/notified.json").exists());
    let clone = tempfile::TempDir::new().expect("a folder");
    Git::at(clone.path()).run(&["clone", "--quiet", &remote.path().display().to_string(), "."]);
    let second = Project::in_folder(clone);
    Git::at(second.root()).run(&[
        "fetch",
        "--quiet",
        "origin",
        "+refs/allclear/published:refs/allclear/published",
    ]);
    let dry = notify_with(&second, &[("ops", &url)], &["--ledger-ref", "--dry-run"]).ok();
    assert_eq!(dry.stdout, "ops: 0 messages\n");
    let before = Git::at(remote.path()).run(&["rev-parse", REF]);
    assert_eq!(notify_with(&second, &[("ops", &url)], &["--ledger-ref"]).ok().stdout, "0 messages sent\n");
    let git = Git::at(remote.path());
    git.run(&["merge-base", "--is-ancestor", &before, REF]);
    let text = git.run(&["cat-file", "blob", &format!("{REF}:notified.json")]);
    assert!(text.contains("\"sent\"") && !text.contains("127.0.0.1"), "{text}");
    assert_eq!(receiver.requests().len(), 2);
}

#[test]
fn a_run_that_was_overtaken_stops() {
    let remote = tempfile::TempDir::new().expect("a folder");
    let remote_path = remote.path().to_owned();
    // While the first message is on its way, another run acquires the ledger.
    let receiver = Receiver::start(move |number| {
        if number == 0 {
            let git = Git::at(&remote_path);
            let tree = git.run(&["rev-parse", &format!("{REF}^{{tree}}")]);
            let commit = git.run(&["commit-tree", &tree, "-p", REF, "-m", "another run"]);
            git.run(&["update-ref", REF, &commit]);
        }
        crate::support::Answer::Status(200, "")
    });
    let project = with_remote(remote.path());
    let run = notify_with(&project, &[("ops", &receiver.url("/hooks/x"))], &["--ledger-ref"]).failed(2);
    assert_eq!(
        run.stderr,
        "error: the ledger cannot be written, so nothing more is sent: git failed: another run has taken over \
         `refs/allclear/notified`\n"
    );
    assert_eq!(receiver.requests().len(), 1);
    let run = notify_with(&project, &[("ops", &receiver.url("/hooks/x"))], &["--ledger-ref"]).ok();
    assert!(run.stdout.ends_with("2 messages sent\n"), "{}", run.stdout);
    let keys: Vec<String> = receiver.requests().iter().map(|it| it.field("webhook-id").to_owned()).collect();
    assert_eq!(keys[0], keys[1], "what is sent twice has the same key");
}
