//! Values that are shared between builds, so that later steps can skip them.

use std::sync::Arc;

use allclear::content::public::Record;
use allclear::source::{ScanOptions, Scanner, Scope};
use allclear::{pipeline, source};

use super::{folders, now, settings, site};

fn record(built: &pipeline::Built, folder: &str) -> Arc<Record> {
    let records = built.content.public.records.iter();
    Arc::clone(records.into_iter().find(|record| record.folder == folder).expect("a record"))
}

#[test]
fn a_record_without_changed_files_is_the_same_value() {
    let project = site::project();
    let mut scanner = Scanner::new(source::Project::new(project.root()), ScanOptions { public_only: false });
    let mut rebuilder = pipeline::Rebuilder::new();
    let settings = settings(pipeline::Clock::Now(now()));
    let mut build = |scope: &Scope| rebuilder.build(&scanner.scan(scope), settings).expect("a sound site");
    let (changed, other) = ("2026-03-14-a", "2026-03-14-m");

    let first = build(&Scope::Everything);
    let path = format!("content/incidents/{changed}/comms/2026-03-14T0940Z.md");
    project.write(&path, b"+++\n+++\nWe wrote it down.\n");
    let second = build(&folders([&format!("content/incidents/{changed}/comms")]));
    assert!(!Arc::ptr_eq(&record(&first, changed), &record(&second, changed)));
    assert!(Arc::ptr_eq(&record(&first, other), &record(&second, other)));

    // A new first file does not shift the ids of the others.
    project.write("content/components/a.md", b"+++\nname = \"A\"\n+++\n");
    let third = build(&folders(["content/components"]));
    assert!(Arc::ptr_eq(&record(&second, changed), &record(&third, changed)));
    assert!(Arc::ptr_eq(&record(&second, other), &record(&third, other)));
}
