//! The hook `pre-receive`: which pushes it refuses, what it reports, and that it leaves nothing behind.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::recipe;
use super::server::Server;
use crate::support::{Git, tree};

const BROKEN: &str = "content/incidents/2026-03-14-queue/comms/2026-03-14T0922Z-investigating.md";

/// A server with both hooks, and an empty folder for temporary files.
fn server() -> Server {
    let server = Server::new();
    fs::copy(recipe("pre-receive"), server.path("status.git/hooks/pre-receive")).expect("a hook");
    fs::create_dir(server.path("temporary")).expect("a folder");
    server
}

/// Commits everything and pushes; the arguments are those of `git push` after the remote.
fn push(server: &Server, arguments: &[&str]) -> Output {
    let git = Git::at(server.author.root());
    git.run(&["add", "--all"]);
    git.run(&["commit", "--quiet", "--allow-empty", "--no-verify", "--message", "x"]);
    push_only(server, arguments)
}

fn push_only(server: &Server, arguments: &[&str]) -> Output {
    let mut command = server.command(Path::new("git"));
    command.current_dir(server.author.root()).env("TMPDIR", server.path("temporary"));
    let output = command.args(["push"]).args(arguments).output().expect("git runs");
    assert_eq!(tree(&server.path("temporary")).len(), 0, "files are left in the temporary folder");
    assert_eq!(fs::read_dir(server.path("temporary")).expect("a folder").count(), 0);
    output
}

#[track_caller]
fn accepted(output: &Output) -> String {
    let text = messages(output);
    assert!(output.status.success(), "{text}");
    text
}

#[track_caller]
fn refused(output: &Output) -> String {
    let text = messages(output);
    assert!(!output.status.success() && text.contains("pre-receive hook declined"), "{text}");
    text
}

/// What the person who pushes sees, without the padding of git.
fn messages(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The commit that a branch names on the server, empty if there is no such branch.
fn branch(server: &Server, name: &str) -> String {
    server.repository().run(&["for-each-ref", "--format=%(objectname)", &format!("refs/heads/{name}")])
}

/// The number of objects in the repository, loose or packed.
fn objects(server: &Server) -> usize {
    let listed = server.repository().run(&["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"]);
    listed.lines().count()
}

#[test]
fn a_push_that_would_not_publish_is_refused_with_the_findings() {
    let server = server();
    server.author.write(BROKEN, b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    // There is no earlier revision of the site yet.
    let text = refused(&push(&server, &["server", "main"]));
    assert!(text.contains("remote: error[unknown-value]: unknown status `nonsense`"), "{text}");
    assert!(text.contains(&format!("{BROKEN}:2")), "{text}");
    assert!(text.contains("remote: pre-receive: this commit would not be published"), "{text}");
    assert!(text.contains("`git config allclear.check false`"), "{text}");
    assert_eq!((branch(&server, "main"), objects(&server)), (String::new(), 0));

    fs::remove_dir_all(server.author.path("content/incidents/2026-03-14-queue")).expect("an incident");
    let text = accepted(&push(&server, &["server", "main"]));
    assert!(text.contains("remote: built ") && !text.contains("pre-receive"), "{text}");
    let (before, count) = (branch(&server, "main"), objects(&server));
    let published = fs::read_to_string(server.public().join("index.html")).expect("the home page");

    // A new incident with an error, an error for the whole site, and a name that the gate refuses.
    server.author.write(BROKEN, b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    let text = refused(&push(&server, &["server", "main"]));
    assert!(text.contains("unknown status `nonsense`"), "{text}");
    assert!(text.contains("remote: pre-receive: a part of this push would not be published"), "{text}");
    assert!(!text.contains("note: `refs/allclear/published`") && !text.contains("built "), "{text}");
    fs::remove_dir_all(server.author.path("content/incidents/2026-03-14-queue")).expect("an incident");
    server.author.write("content/people.toml", b"[person.ana]\nnaem = \"Ana\"\n");
    let text = refused(&push(&server, &["server", "main"]));
    assert!(text.contains("content/people.toml"), "{text}");
    server.author.write("content/people.toml", b"[person.ana]\nname = \"Anastasia Xylander\"\n");
    server.author.write("content/pages/team.md", b"+++\ntitle = \"Team\"\n+++\nAsk Anastasia Xylander.\n");
    let text = refused(&push(&server, &["server", "main"]));
    assert!(text.contains("error[gate-person]") && text.contains("`team/index.html`"), "{text}");
    assert_eq!((branch(&server, "main"), objects(&server)), (before, count), "refused objects are kept");
    assert_eq!(fs::read_to_string(server.public().join("index.html")).expect("the home page"), published);
    assert_eq!(server.calls(" --output ") - server.calls("temporary"), 1, "one build by `post-receive`");
}

#[test]
fn errors_from_an_earlier_push_do_not_hold_back_an_urgent_incident() {
    let server = server();
    accepted(&push(&server, &["server", "main"]));
    server.repository().run(&["config", "receive.advertisePushOptions", "true"]);
    server.author.write(BROKEN, b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    let text = refused(&push(&server, &["server", "main"]));
    assert!(text.contains("git push -o skip-check"), "{text}");
    let text = refused(&push(&server, &["-o", "something", "server", "main"]));
    assert!(text.contains("a part of this push would not be published"), "{text}");
    let text = accepted(&push(&server, &["-o", "something", "-o", "skip-check", "server", "main"]));
    assert!(text.contains("remote: pre-receive: skipped the check, as requested"), "{text}");
    assert!(text.contains("remote: published, with parts as they were before"), "{text}");

    let new = [
        "new",
        "incident",
        "--observed",
        "Errors.",
        "--commander",
        "none",
        "Checkout errors",
        "-s",
        "P1",
        "-c",
        "api",
        "-m",
        "Payments fail.",
    ];
    server.author.command().args(new).output().expect("the program runs");
    let text = accepted(&push(&server, &["server", "main"]));
    assert!(
        text.contains(
            "remote: pre-receive: `content/incidents/2026-03-14-queue` has errors from an earlier push and stays as \
             published"
        ),
        "{text}"
    );
    let home = fs::read_to_string(server.public().join("index.html")).expect("the home page");
    assert!(home.contains("Checkout errors"));
    // A push that changes the broken incident is about that incident again.
    server.author.write(BROKEN, b"+++\nstatus = \"nonsence\"\n+++\nText\n");
    refused(&push(&server, &["server", "main"]));
    server.author.write(BROKEN, b"+++\ntitle = \"Slow queue\"\nstatus = \"investigating\"\n+++\nText\n");
    accepted(&push(&server, &["server", "main"]));

    server.author.write(BROKEN, b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    server.repository().run(&["config", "allclear.check", "false"]);
    accepted(&push(&server, &["server", "main"]));
}

#[test]
fn a_renamed_incident_with_an_error_belongs_to_the_push() {
    let server = server();
    let entry =
        "+++\ntitle = \"Slow queue\"\nstatus = \"investigating\"\n+++\nJobs start late, but none is lost.\n";
    server.author.write(BROKEN, entry.as_bytes());
    accepted(&push(&server, &["server", "main"]));
    let folder = |name: &str| server.author.path(&format!("content/incidents/{name}"));
    fs::rename(folder("2026-03-14-queue"), folder("2026-03-14-jobs")).expect("a folder");
    let broken = entry.replace("investigating", "investigated");
    server.author.write(&BROKEN.replace("queue", "jobs"), broken.as_bytes());
    let text = refused(&push(&server, &["server", "main"]));
    assert!(text.contains("a part of this push would not be published"), "{text}");
}

#[test]
fn other_branches_deletions_and_pushes_of_several_refs() {
    let server = server();
    server.author.write("content/site.toml", b"titel = \"x\"\n");
    accepted(&push(&server, &["server", "main:drafts"]));
    assert_eq!(server.calls(""), 0, "only the main branch is checked");
    // A ref whose name only begins or ends like that of the main branch.
    accepted(&push_only(
        &server,
        &["server", "main:refs/heads/main2", "main:refs/heads/x/main", "main:refs/tags/heads/main"],
    ));
    assert_eq!(server.calls(""), 0);
    // A refused push changes none of its refs.
    let text = refused(&push_only(&server, &["server", "main", "main:other", ":drafts"]));
    assert!(text.contains("content/site.toml"), "{text}");
    assert_eq!((branch(&server, "main"), branch(&server, "other")), (String::new(), String::new()));
    assert_ne!(branch(&server, "drafts"), "");
    accepted(&push_only(&server, &["server", ":drafts"]));

    server.author.write("content/site.toml", b"title = \"Status\"\nurl = \"https://status.test.example\"\n");
    let text = accepted(&push(&server, &["server", "main:other", "main"]));
    assert!(text.contains("remote: built "), "{text}");
    // The branch is deleted, and pushed again after that; then an older commit replaces a newer one.
    server.repository().run(&["config", "receive.denyDeleteCurrent", "ignore"]);
    accepted(&push_only(&server, &["server", ":main"]));
    accepted(&push_only(&server, &["server", "main"]));
    accepted(&push(&server, &["server", "main"]));
    accepted(&push_only(&server, &["--force", "server", "main~1:main"]));
    refused(&push_only(&server, &["--force", "server", "main~2:main"]));

    server.repository().run(&["config", "allclear.branch", "release/live"]);
    server.author.write("content/site.toml", b"titel = \"x\"\n");
    accepted(&push(&server, &["--force", "server", "main"]));
    refused(&push_only(&server, &["server", "main:release/live"]));
}

#[test]
fn with_a_watcher_any_error_holds_back_the_site() {
    let server = server();
    server.repository().run(&["config", "allclear.build", "false"]);
    accepted(&push(&server, &["server", "main"]));
    server.author.write(BROKEN, b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    let text = refused(&push(&server, &["server", "main"]));
    assert!(text.contains("this commit would not be published"), "{text}");
}

#[test]
fn without_the_program_nothing_is_accepted_unchecked() {
    let server = server();
    fs::remove_file(server.path("bin/allclear")).expect("the program");
    let text = refused(&push(&server, &["server", "main"]));
    assert!(text.contains("`allclear` is not in the PATH"), "{text}");
}
