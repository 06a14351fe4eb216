//! The limit for build times: a build takes no longer than reading its content once and copying its output once, and a
//! build without changes takes no longer than the first.
//!
//! `cargo bench --bench bar` writes generated sites to a file system in memory, if there is one, and prints the ratio at
//! each size. The four steps of a round run one after the other, so that other load on the machine affects all of them.
//! The result is the minimum over all rounds.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/generated.rs"]
mod generated;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Sizes of the sites: the number of incidents, with five updates each.
const SIZES: [usize; 2] = [1_000, 10_000];

const ROUNDS: usize = 9;

/// The minimum time of each step.
struct Best {
    read: Duration,
    copy: Duration,
    first: Duration,
    again: Duration,
}

fn main() {
    println!("incidents       read       copy      build      again   build/(read+copy)   again/build");
    for size in SIZES {
        let folder = folder::in_memory();
        for file in generated::snapshot(size).files() {
            folder::write(&folder.path().join(&file.path), &file.text);
        }
        let mut best =
            Best { read: Duration::MAX, copy: Duration::MAX, first: Duration::MAX, again: Duration::MAX };
        for _ in 0..ROUNDS {
            round(folder.path(), &mut best);
        }
        let Best { read, copy, first, again } = best;
        println!(
            "{size:9} {:7} ms {:7} ms {:7} ms {:7} ms {:19.2} {:13.2}",
            read.as_millis(),
            copy.as_millis(),
            first.as_millis(),
            again.as_millis(),
            first.as_secs_f64() / (read + copy).as_secs_f64(),
            again.as_secs_f64() / first.as_secs_f64(),
        );
    }
}

fn round(root: &Path, best: &mut Best) {
    for folder in ["public", ".allclear", "copy"] {
        if root.join(folder).exists() {
            fs::remove_dir_all(root.join(folder)).expect("the folder can be removed");
        }
    }
    let build = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
        command.args(["--quiet", "--now"]).arg(generated::now().to_rfc3339()).arg("build");
        took(root, &mut command)
    };
    best.first = best.first.min(build());
    best.again = best.again.min(build());
    let read = "find content -type f -print0 | xargs -0 cat";
    best.read = best.read.min(took(root, Command::new("sh").args(["-c", read])));
    best.copy = best.copy.min(took(root, Command::new("cp").args(["-r", "public", "copy"])));
}

/// The time of a command that runs in the folder of the project.
fn took(root: &Path, command: &mut Command) -> Duration {
    let started = Instant::now();
    let status = command.current_dir(root).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.expect("the program runs");
    let elapsed = started.elapsed();
    assert!(status.success(), "{command:?} failed");
    elapsed
}
