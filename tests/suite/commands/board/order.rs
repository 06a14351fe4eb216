//! The public site is complete before the board is made, in `build` and in `watch`, and whatever becomes of the board.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{FOLDER, page, project};
use crate::commands::watch::running::Watching;
use crate::support::{Project, tree};

const NOW: &str = "2026-03-14T12:00:00Z";

/// A template that takes longer to render than any test waits.
const ENDLESS: &str = "{% extends \"base.html\" %}\
    {% block main %}{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}{% endfor %}{% endblock %}";

/// A template that cannot be rendered.
const BROKEN: &str = "{% extends \"base.html\" %}{% block main %}{{ page.nothing.at_all }}{% endblock %}";

/// A program that is killed when the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The public site as a build without the board writes it.
fn expected() -> BTreeMap<String, Vec<u8>> {
    let project = project();
    let site = project.read("content/site.toml").replace("[board]\noutput = \"internal\"\n", "");
    project.write("content/site.toml", site.as_bytes());
    project.run_at(NOW, &["build"]).ok();
    tree(&project.path("public"))
}

fn public(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let folder = project.path("public");
    if folder.exists() { tree(&folder) } else { BTreeMap::new() }
}

#[test]
fn the_public_site_is_complete_while_the_board_is_rendered() {
    let expected = expected();
    for command in ["build", "watch"] {
        let project = project().file("themes/default/board/now.html", ENDLESS);
        project.write_keys();
        let mut program = project.command();
        program.args(["--now", NOW, command]);
        program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = Running(program.spawn().expect("the program starts"));
        let deadline = Instant::now() + Duration::from_mins(1);
        while public(&project) != expected {
            assert!(Instant::now() < deadline, "{command}: {:?}", public(&project).keys());
            std::thread::sleep(Duration::from_millis(20));
        }
        // It still renders.
        std::thread::sleep(Duration::from_millis(500));
        assert!(running.0.try_wait().expect("a process").is_none(), "{command} has ended");
        assert!(!project.path("internal/index.html").exists(), "{command}");
    }
}

fn watch(project: &Project) -> Watching {
    project.write_keys();
    Watching::start(project, &["--poll", "50"])
}

/// Waits until a file says something. The program logs nothing if only the board changes.
#[track_caller]
fn wait_for(project: &Project, path: &str, text: &str) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !std::fs::read_to_string(project.path(path)).unwrap_or_default().contains(text) {
        assert!(Instant::now() < deadline, "`{path}` never says `{text}`");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn watch_writes_the_board_when_a_timeline_changes_and_nothing_else() {
    let project = project();
    let watching = watch(&project);
    let (before, board) = (tree(&project.path("public")), "internal/incidents/2026-03-14-api/index.html");
    assert!(project.path(board).exists());
    project.write(&format!("{FOLDER}/timeline/2026-03-14T1000Z-ana.md"), b"Restarted the pooler.\n");
    wait_for(&project, board, "Restarted the pooler.");
    project.write(&format!("{FOLDER}/timeline/2026-03-14T1000Z-ana.md"), b"Restarted it twice.\n");
    wait_for(&project, board, "Restarted it twice.");
    assert!(!project.read(board).contains("Restarted the pooler."));
    std::fs::remove_file(project.path(&format!("{FOLDER}/timeline/2026-03-14T1000Z-ana.md")))
        .expect("removed");
    let deadline = Instant::now() + Duration::from_mins(1);
    while project.read(board).contains("Restarted it twice.") {
        assert!(Instant::now() < deadline, "the entry is still there");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(tree(&project.path("public")), before);
    assert_eq!(watching.stop(), Some(0));
}

#[test]
fn a_board_that_fails_holds_back_nothing_that_customers_read() {
    let project = project();
    let mut watching = watch(&project);
    let home = page(&project, "index.html");
    project.write("themes/default/board/now.html", BROKEN.as_bytes());
    let note = watching.expect("note");
    assert!(
        note["message"].as_str().is_some_and(|text| text.contains("the board was not written")),
        "{note}"
    );
    let folder = Path::new(FOLDER);
    let update =
        "+++\nstatus = \"monitoring\"\nauthor = \"omar\"\nnext_update = \"12h\"\n+++\nWe have fixed it.\n";
    project.write(&folder.join("comms/2026-03-14T1100Z.md").display().to_string(), update.as_bytes());
    wait_for(&project, "public/incidents/2026-03-14-api-errors/index.html", "We have fixed it.");
    assert_eq!(page(&project, "index.html"), home, "the board stays as it was");
    std::fs::remove_file(project.path("themes/default/board/now.html")).expect("removed");
    wait_for(&project, "internal/incidents/2026-03-14-api/index.html", "We have fixed it.");
    assert_eq!(watching.stop(), Some(0));
    // A build with the same failure is the same.
    project.write("themes/default/board/now.html", BROKEN.as_bytes());
    project.write(
        &folder.join("comms/2026-03-14T1130Z.md").display().to_string(),
        update.replace("fixed it", "really fixed it").as_bytes(),
    );
    let run = project.run_at(NOW, &["build"]).ok();
    assert!(run.stderr.contains("the board was not written"), "{}", run.stderr);
    assert!(project.read("public/incidents/2026-03-14-api-errors/index.html").contains("really fixed it"));
}
