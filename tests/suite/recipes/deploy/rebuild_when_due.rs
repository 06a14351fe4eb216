//! The script `rebuild-when-due`, which rebuilds a site that is published on push when the time changes its output.

use std::fs;

use super::recipe;
use super::server::Server;
use crate::support::{Git, Run};

#[test]
fn the_site_is_rebuilt_when_a_change_is_due_and_not_before() {
    let server = Server::new();
    let due = server.path("status.git/allclear.due");
    let run_script_expecting = |code: i32| {
        let mut script = server.command(&recipe("rebuild-when-due"));
        let run = Run::of(script.arg(server.path("status.git")));
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
    };
    let run_script = || run_script_expecting(0);
    run_script();
    assert_eq!(server.calls(""), 0, "nothing has been pushed yet");
    server.push();
    let builds = || server.calls("--output");
    assert_eq!(builds(), 1, "the push");
    run_script();
    assert_eq!(builds(), 2, "the next change is not known yet");
    run_script();
    assert_eq!(builds(), 2, "nothing is due before the end of the day");
    let head = Git::at(&server.path("work")).run(&["rev-parse", "HEAD"]);
    let written = fs::read_to_string(&due).expect("the file `allclear.due`");
    assert!(written.starts_with(&head) && written.trim_end().ends_with("T00:00:00Z"), "{written}");
    fs::write(&due, format!("{head} 2026-03-14T12:00:00Z\n")).expect("the file `allclear.due`");
    run_script();
    assert_eq!(builds(), 3, "a change was due");
    assert_eq!(fs::read_to_string(&due).expect("the file `allclear.due`"), written);
    server.push_after(|root| {
        fs::write(root.join("content/pages/x.md"), "+++\ntitle = \"X\"\n+++\nX\n").expect("a page");
    });
    assert_eq!(builds(), 4);
    run_script();
    assert_eq!(builds(), 5, "the next change may differ for another commit");
    run_script();
    assert_eq!(builds(), 5);
    // A failed build is repeated, but not every minute.
    server.push_after(|root| fs::write(root.join("content/site.toml"), "titel = 1\n").expect("a file"));
    run_script_expecting(1);
    run_script();
    assert_eq!(builds(), 7, "one build by the push and one by the script");
    server.repository().run(&["config", "allclear.build", "false"]);
    fs::remove_file(&due).expect("the file `allclear.due`");
    run_script();
    assert_eq!(builds(), 7);
}
