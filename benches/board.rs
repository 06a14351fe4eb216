//! How much longer a build takes with the site for colleagues.
//!
//! `cargo bench --bench board` measures 200 incidents, `cargo bench --bench board -- full` 1,000, and `INCIDENTS=5000` any number.
//! The target is 1.4 times the time of a build without it.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/generated.rs"]
mod generated;

use std::path::Path;
use std::time::{Duration, Instant};

use allclear::board::{BoardInputs, board};
use allclear::output::{Lock, OutputFolder, WriteOptions, write, write_internal};
use allclear::pipeline::{Clock, Settings, build};
use allclear::source::{Project, ScanOptions, scan};

/// The allocator of the program; the library does not set one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The number of measurements, of which the median counts.
const ROUNDS: usize = 5;

fn main() {
    let full = std::env::args().any(|argument| argument == "full");
    let given = std::env::var("INCIDENTS").ok().and_then(|text| text.parse().ok());
    let incidents = given.unwrap_or(if full { 1_000 } else { 200 });
    let mut rounds: Vec<(Duration, Duration)> = (0..ROUNDS).map(|_| round(incidents)).collect();
    rounds.sort_by_key(|(public, board)| board.as_micros() * 1_000 / public.as_micros().max(1));
    let (public, board) = rounds[ROUNDS / 2];
    let ratio = (public + board).as_secs_f64() / public.as_secs_f64();
    println!(
        "{incidents} incidents: {} ms without the board, {} ms more with it: {ratio:.2} times",
        public.as_millis(),
        board.as_millis()
    );
}

/// Builds and writes the public site into a new folder, then the board; returns the time of each.
fn round(incidents: usize) -> (Duration, Duration) {
    let folder = folder::in_memory();
    for file in generated::snapshot(incidents).files() {
        folder::write(&folder.path().join(&file.path), &file.text);
    }
    let open = |name: &str| OutputFolder::open(folder.path(), Path::new(name), None).expect("a folder");
    let (public, internal) = (open("public"), open("internal"));
    let lock = Lock::take(&public, Duration::from_secs(1)).expect("nobody else builds");
    let settings = Settings {
        clock: Clock::Now(generated::now()),
        strict_internal: false,
        strict: false,
        judged_elsewhere: false,
    };

    let started = Instant::now();
    let (snapshot, found) = scan(&Project::new(folder.path()), ScanOptions { public_only: false });
    let built = build(&snapshot, found, settings)
        .unwrap_or_else(|failed| panic!("{}", allclear::diagnostics::json(&failed.findings, &snapshot)));
    write(&lock, &public, &built.outputs, &WriteOptions::default()).expect("the folder can be written");
    let without = started.elapsed();

    let started = Instant::now();
    let made = board(BoardInputs::of(&built, &snapshot)).expect("the built-in templates are right");
    write_internal(&lock, &internal, &made.files, false).expect("the folder can be written");
    (without, started.elapsed())
}
