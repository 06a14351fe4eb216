//! How long writing takes beside `cp -r`. Run by hand: `cargo test --lib output::tests::speed -- --ignored --nocapture`.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::super::{Folder, Lock};
use super::{Options, Output, page, write};

const PAGES: usize = 10_000;

#[test]
#[ignore = "a measurement, and it needs /dev/shm and `cp`"]
fn writing_ten_thousand_pages_costs_little_more_than_copying_them() {
    let outputs: Vec<Output> = (0..PAGES)
        .map(|number| {
            page(&format!("incidents/2026-03-14-checkout-{number}/index.html"), &format!("{number:04096}"))
        })
        .collect();
    let mut best = [Duration::MAX; 3];
    for _ in 0..5 {
        let root = tempfile::tempdir_in("/dev/shm").unwrap();
        let folder = Folder::open(root.path(), Path::new("public"), None).unwrap();
        let lock = Lock::take(&folder, Duration::ZERO).unwrap();
        let mut measure = |slot: usize, work: &dyn Fn()| {
            let started = Instant::now();
            work();
            best[slot] = best[slot].min(started.elapsed());
        };
        measure(0, &|| {
            assert_eq!(write(&lock, &folder, &outputs, &Options::default()).unwrap().written.len(), PAGES);
        });
        measure(1, &|| {
            assert_eq!(write(&lock, &folder, &outputs, &Options::default()).unwrap().unchanged, PAGES);
        });
        measure(2, &|| {
            let copied =
                Command::new("cp").arg("-r").arg(folder.path()).arg(root.path().join("copy")).status();
            assert!(copied.unwrap().success());
        });
    }
    let [first, again, copy] = best;
    println!("first {first:?}, unchanged {again:?}, cp -r {copy:?}");
    println!(
        "ratio {:.2} and {:.2}",
        first.as_secs_f64() / copy.as_secs_f64(),
        again.as_secs_f64() / copy.as_secs_f64()
    );
    assert!(first < copy * 2);
}
