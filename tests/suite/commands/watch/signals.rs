//! Signals, and what a stopped program leaves behind.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::running::{ABOUT, Watching, page, project};
use crate::support::{NOW, Project, tree};

#[test]
fn watch_stops_on_signals_with_success() {
    for signal in ["TERM", "INT"] {
        let project = project();
        let mut watching = Watching::start(&project, &[]);
        watching.signal(signal);
        assert_eq!(watching.ended(), Some(0), "{signal}");
        assert!(watching.log().ends_with("\"event\":\"stopped\"}"), "{signal}: {}", watching.log());
    }
}

#[test]
fn a_hangup_reloads_everything() {
    let project = project();
    let mut watching = Watching::start(&project, &[]);
    watching.signal("HUP");
    let built = watching.expect("built");
    assert_eq!((&built["cause"], &built["written"]), (&"reload".into(), &0.into()), "{built}");
    project.write("content/pages/about.md", page("Second words.").as_bytes());
    let events = watching.until(|| project.read(ABOUT).contains("Second words."));
    assert_eq!(events.last().map(|built| built["noticed_by"].clone()), Some("event".into()));
    watching.signal("HUP");
    assert_eq!(watching.expect("built")["cause"], "reload");
    assert_eq!(watching.stop(), Some(0));
}

#[test]
fn watch_ends_when_its_log_is_closed() {
    let project = project();
    let mut command = project.command();
    command.args(["--now", NOW, "watch"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    drop(child.stdout.take());
    let deadline = Instant::now() + Duration::from_secs(30);
    while child.try_wait().expect("a process").is_none() {
        assert!(Instant::now() < deadline, "it does not end");
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(child.wait().expect("ended").code(), Some(0));
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    assert_eq!(said, "");
}

/// A program that is stopped while it writes finishes the write: no page is incomplete, and all are of one build.
#[test]
fn stopping_during_a_write_leaves_one_complete_site() {
    let mut project = Project::new();
    for number in 0..80 {
        let path = format!("content/incidents/2026-01-01-n{number}/comms/2026-01-01T0000Z-resolved.md");
        let text = format!(
            "+++\ntitle = \"Incident {number}\"\nslug = \"n{number}\"\nstatus = \"resolved\"\n+++\nText.\n"
        );
        project = project.file(&path, &text);
    }
    let mut took = Duration::ZERO;
    let (mut before, mut after) = (0, 0);
    for round in 1..=40_u32 {
        if round > 6 && before >= 2 && after >= 2 {
            break;
        }
        let mut watching = Watching::start(&project, &["--poll", "10"]);
        let title = format!("Status {round}");
        let site = format!("title = \"{title}\"\nurl = \"https://status.test.example\"\n");
        let started = Instant::now();
        project.write("content/site.toml", site.as_bytes());
        if round == 1 {
            watching.expect("built");
            took = started.elapsed();
        }
        // Steps of the golden ratio cover the time from zero to one and a half builds.
        thread::sleep(took.mul_f64(f64::from(round) * 0.618_034 % 1.0 * 1.5));
        assert_eq!(watching.stop(), Some(0));
        let mut pages = tree(&project.path("public"));
        pages.retain(|path, _| Path::new(path).extension().is_some_and(|extension| extension == "html"));
        for (path, bytes) in &pages {
            assert!(bytes.trim_ascii_end().ends_with(b"</html>"), "{path} is cut after round {round}");
        }
        let titled = |page: &&Vec<u8>| String::from_utf8_lossy(page).contains(&title);
        let new = pages.iter().filter(|(path, _)| *path != "embed/index.html");
        let new: Vec<_> = new.map(|(_, page)| titled(&page)).collect();
        assert!(new.iter().all(|is| *is == new[0]), "some pages are old after round {round}");
        if new[0] {
            after += 1;
        } else {
            before += 1;
        }
        let leftover = |path: &String| path.contains("tmp") || path.contains('~');
        assert_eq!(tree(project.root()).keys().find(|path| leftover(path)), None, "round {round}");
        // The manifest is correct: the next build treats nothing as foreign and completes the rest.
        let run = project.run(&["build"]).ok();
        if new[0] {
            assert!(run.stdout.contains("nothing changed"), "round {round}: {}", run.stdout);
        }
    }
    assert!(before >= 2 && after >= 2, "stopped {before} times before and {after} times after writing began");
    fs::remove_dir_all(project.path("public/incidents")).expect("removed");
    project.run(&["build"]).ok();
    project.run(&["build", "--output", "fresh"]).ok();
    assert!(tree(&project.path("public")) == tree(&project.path("fresh")));
}
