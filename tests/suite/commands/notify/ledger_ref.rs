//! The ledger in a ref of the remote repository.

#[cfg(unix)]
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde_json::Value;

use super::{destination, notify_with, project, publish};
use crate::support::{Answer, Git, Project, Receiver};

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
    assert_ne!(git.run(&["rev-parse", REF]), before, "the run has acquired the ref");
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
        Answer::Status(200, "")
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

fn clone(remote: &Path) -> Project {
    let clone = tempfile::TempDir::new().expect("a folder");
    Git::at(clone.path()).run(&["clone", "--quiet", &remote.display().to_string(), "."]);
    Git::at(clone.path()).run(&[
        "fetch",
        "--quiet",
        "origin",
        "+refs/allclear/published:refs/allclear/published",
    ]);
    Project::in_folder(clone)
}

/// How many commits the ref has.
fn commits(remote: &Path) -> usize {
    Git::at(remote).run(&["rev-list", "--count", REF]).parse().expect("a number")
}

fn ledger(remote: &Path) -> Value {
    let text = Git::at(remote).run(&["cat-file", "blob", &format!("{REF}:notified.json")]);
    serde_json::from_str(&text).expect("JSON")
}

fn keys(receiver: &Receiver) -> Vec<String> {
    receiver.requests().iter().map(|it| it.field("webhook-id").to_owned()).collect()
}

#[test]
fn the_ref_is_never_pushed_with_force() {
    let remote = tempfile::TempDir::new().expect("a folder");
    let receiver = Receiver::accepting();
    let url = receiver.url("/hooks/x");
    let project = with_remote(remote.path());
    // The remote refuses every push that is not on top.
    Git::at(remote.path()).run(&["config", "receive.denyNonFastForwards", "true"]);
    notify_with(&project, &[("ops", &url)], &["--ledger-ref"]).ok();
    assert_eq!(commits(remote.path()), 3, "one to acquire it, and one for each message");
    let sent = ledger(remote.path());
    for count in [4, 5, 6] {
        let before = Git::at(remote.path()).run(&["rev-parse", REF]);
        notify_with(&project, &[("ops", &url)], &["--ledger-ref"]).ok();
        assert_eq!(commits(remote.path()), count);
        Git::at(remote.path()).run(&["merge-base", "--is-ancestor", before.trim(), REF]);
        assert_eq!(ledger(remote.path()), sent);
    }
    assert_eq!(receiver.requests().len(), 2);
}

#[test]
fn the_ledger_forgets_what_is_gone_for_a_month_and_nothing_else() {
    let remote = tempfile::TempDir::new().expect("a folder");
    let receiver = Receiver::accepting();
    let url = receiver.url("/hooks/x");
    let project = with_remote(remote.path());
    notify_with(&project, &[("ops", &url)], &["--ledger-ref"]).ok();
    let count = |list: &str| ledger(remote.path())[list].as_object().expect("a list").len();
    assert_eq!(count("sent"), 2);
    let at = |now: &str| {
        let mut command = project.command();
        crate::support::quiet(&mut command);
        command.env("ALLCLEAR_NOTIFY_OPS_URL", &url).env("ALLCLEAR_NOTIFY_OPS_SECRET", super::SECRET);
        command.args(["--now", now, "notify", "--ledger-ref", "--allow-private", "--ca-file"]);
        crate::support::Run::of(command.arg(project.path("ca.pem"))).ok()
    };
    assert_eq!(at("2027-03-14T12:00:00Z").stdout, "0 messages sent\n");
    assert_eq!(count("sent"), 2, "the incident is still on the page");
    // It is replaced by another one.
    std::fs::remove_dir_all(project.path("content/incidents")).expect("removed");
    project.write(
        "content/incidents/2026-03-20-docs/comms/2026-03-20T0900Z-resolved.md",
        b"+++\ntitle = \"Docs\"\nslug = \"docs\"\nstatus = \"resolved\"\n+++\nOver.\n",
    );
    publish(&project);
    assert_eq!(at("2026-04-13T11:59:00Z").stdout, "0 messages sent, 1 skipped\n");
    assert_eq!(count("sent"), 2);
    assert_eq!(at("2026-04-13T12:01:00Z").stdout, "0 messages sent\n");
    assert_eq!((count("sent"), count("skipped")), (0, 1));
    assert_eq!(receiver.requests().len(), 2);
}

/// While a message of the first run is on its way, the second run acquires the ledger and sends everything.
#[test]
fn what_another_run_recorded_is_never_overwritten() {
    let remote = tempfile::TempDir::new().expect("a folder");
    let first = with_remote(remote.path());
    let second = Arc::new(clone(remote.path()));
    let port = Arc::new(OnceLock::new());
    let (other, address) = (Arc::clone(&second), Arc::clone(&port));
    let receiver = Receiver::start(move |number| {
        if number == 0 {
            let url = format!("https://127.0.0.1:{}/hooks/x", address.get().expect("a port"));
            let run = notify_with(&other, &[("ops", &url)], &["--ledger-ref"]).ok();
            assert!(run.stdout.ends_with("2 messages sent\n"), "{}", run.stdout);
        }
        Answer::Status(200, "")
    });
    port.set(receiver.port()).expect("once");
    let url = receiver.url("/hooks/x");
    let run = notify_with(&first, &[("ops", &url)], &["--ledger-ref"]).failed(2);
    assert!(run.stderr.contains("another run has taken over"), "{}", run.stderr);
    assert_eq!(receiver.requests().len(), 3, "the first run stops");
    let sent = keys(&receiver);
    assert_eq!(sent.iter().collect::<std::collections::BTreeSet<_>>().len(), 2, "{sent:?}");
    for project in [&first, &second] {
        assert_eq!(
            notify_with(project, &[("ops", &url)], &["--ledger-ref"]).ok().stdout,
            "0 messages sent\n"
        );
    }
    assert_eq!(ledger(remote.path())["sent"].as_object().expect("a list").len(), 2);
}

/// Two runs at the same time, again and again: everything arrives, and what arrives twice has the same key.
#[test]
fn of_two_runs_at_the_same_time_nothing_is_lost() {
    let remote = tempfile::TempDir::new().expect("a folder");
    let receiver = Receiver::start(|_| Answer::Late(Duration::from_millis(40), 200));
    let url = receiver.url("/hooks/x");
    let first = with_remote(remote.path());
    let second = clone(remote.path());
    for _ in 0..4 {
        std::thread::scope(|scope| {
            for project in [&first, &second] {
                scope.spawn(|| {
                    let run = notify_with(project, &[("ops", &url)], &["--ledger-ref"]);
                    assert!([0, 2].contains(&run.code), "{}{}", run.stdout, run.stderr);
                });
            }
        });
    }
    assert_eq!(notify_with(&first, &[("ops", &url)], &["--ledger-ref"]).ok().stdout, "0 messages sent\n");
    let mut sent = keys(&receiver);
    let count = sent.len();
    sent.sort();
    sent.dedup();
    assert_eq!(sent.len(), 2, "{count} requests");
    assert!(count <= 4, "{count} requests");
    assert_eq!(ledger(remote.path())["sent"].as_object().expect("a list").len(), 2);
}

/// Another run changes the ref after this one has read it, and before it acquires it.
#[cfg(unix)]
#[test]
fn a_change_between_reading_and_acquiring_is_kept() {
    let remote = tempfile::TempDir::new().expect("a folder");
    let receiver = Receiver::accepting();
    let url = receiver.url("/hooks/x");
    let first = with_remote(remote.path());
    let second = clone(remote.path());
    // The ref exists, and says that nothing was sent.
    notify_with(&second, &[], &["--ledger-ref", "--wait", "0s"]).failed(2);
    assert!(ledger_is_empty(remote.path()));
    let bin = first.path("bin");
    std::fs::create_dir(&bin).expect("a folder");
    // The first push waits until the other run is over.
    let script = format!(
        "#!/bin/sh\nfor word in \"$@\"; do\n  if [ \"$word\" = push ] && mkdir '{0}/once' 2> /dev/null; then\n    touch '{0}/began'\n    \
         while [ ! -e '{0}/go' ]; do sleep 0.05; done\n  fi\ndone\nPATH=${{PATH#*:}}\nexec git \"$@\"\n",
        bin.display()
    );
    std::fs::write(bin.join("git"), script).expect("a program");
    std::fs::set_permissions(bin.join("git"), std::fs::Permissions::from_mode(0o755)).expect("executable");
    let path = std::env::var("PATH").expect("`PATH` is set");
    let mut command = super::command(&first, &[("ops", &url)]);
    command.env("PATH", format!("{}:{path}", bin.display())).arg("--ledger-ref");
    let run = std::thread::scope(|scope| {
        let run = scope.spawn(move || crate::support::Run::of(&mut command));
        let deadline = std::time::Instant::now() + Duration::from_mins(1);
        while !bin.join("began").exists() {
            assert!(std::time::Instant::now() < deadline, "it never pushes");
            std::thread::sleep(Duration::from_millis(20));
        }
        notify_with(&second, &[("ops", &url)], &["--ledger-ref"]).ok();
        std::fs::write(bin.join("go"), "").expect("written");
        run.join().expect("it ends")
    });
    assert_eq!(run.ok().stdout, "0 messages sent\n");
    assert_eq!(receiver.requests().len(), 2);
}

/// Whether the ledger has no entry.
fn ledger_is_empty(remote: &Path) -> bool {
    let text = Git::at(remote).run(&["cat-file", "blob", &format!("{REF}:notified.json")]);
    !text.contains(":\"2026") && !text.contains("2026-03-14")
}
