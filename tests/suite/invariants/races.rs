//! A scan while other programs write: nothing that was listed is left out, and no link is followed that was a file.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use allclear::source::{self, ScanOptions, Scanner, Scope, scan};

use crate::support::Project;

const UPDATE: &str =
    "+++\ntitle = \"API errors\"\nslug = \"errors\"\nstatus = \"investigating\"\n+++\nSome requests fail.\n";

/// Runs `change` again and again on another thread while `look` runs `times` times.
fn meanwhile(change: impl Fn() + Sync, times: usize, mut look: impl FnMut()) {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                change();
            }
        });
        (0..times).for_each(|_| look());
        is_over.store(true, Ordering::Relaxed);
    });
}

fn rename(from: &Path, to: &Path) {
    fs::rename(from, to).expect("renamed");
}

#[test]
fn a_record_whose_folder_is_renamed_during_a_scan_is_not_left_out() {
    let project = Project::new();
    for number in 0..40 {
        project.write(
            &format!("content/incidents/2026-03-13-{number}/comms/2026-03-13T1100Z.md"),
            UPDATE.as_bytes(),
        );
    }
    project.write("content/incidents/2026-03-14-a/comms/2026-03-14T1130Z.md", UPDATE.as_bytes());
    let folder = |name: &str| project.path(&format!("content/incidents/2026-03-14-{name}"));
    let (a, z) = (folder("a"), folder("z"));
    let swap = || {
        rename(&a, &z);
        thread::yield_now();
        rename(&z, &a);
    };
    let root = source::Project::new(project.root());
    let options = ScanOptions { public_only: false };
    let mut scanner = Scanner::new(root.clone(), options);
    let check = |snapshot: &source::Snapshot, is_wrong: bool| {
        let is_there = snapshot.files().any(|file| file.path.ends_with("2026-03-14T1130Z.md"));
        assert!(is_there || is_wrong, "the record is missing without an error");
    };
    meanwhile(swap, 60, || {
        let (snapshot, found) = scan(&root, options);
        check(&snapshot, found.has_errors());
        let scan = scanner.scan(&Scope::Everything);
        check(&scan.snapshot, scan.findings.has_errors());
        let scope = Scope::Folders(["content/incidents/2026-03-14-a".to_owned()].into());
        let scan = scanner.scan(&scope);
        check(&scan.snapshot, scan.findings.has_errors());
    });
}

#[test]
fn what_was_found_to_be_a_file_or_a_folder_is_not_followed_as_a_link() {
    let project = Project::new();
    let comms = "content/incidents/2026-03-14-api/comms";
    project.write(&format!("{comms}/2026-03-14T1130Z.md"), UPDATE.as_bytes());
    project.write(&format!("{comms}/chart.png"), b"public");
    project.write("content/incidents/2026-03-14-api/secret/chart.png", b"internal");
    project.write("content/incidents/2026-03-14-api/secret/2026-03-14T1130Z.md", b"internal");
    let path = |name: &str| project.path(&format!("content/incidents/2026-03-14-api/{name}"));
    let (image, spare, folder, kept) =
        (path("comms/chart.png"), path("comms/.spare"), path("comms"), path(".kept"));
    let secret = path("secret");
    let swap = || {
        symlink("../secret/chart.png", &spare).expect("a link");
        rename(&spare, &image);
        fs::write(&spare, b"public").expect("a file");
        rename(&spare, &image);
        // The folder of the texts becomes a link to an internal folder, and a folder again.
        rename(&folder, &kept);
        symlink(&secret, &folder).expect("a link");
        fs::remove_file(&folder).expect("removed");
        rename(&kept, &folder);
    };
    let root = source::Project::new(project.root());
    meanwhile(swap, 300, || {
        let (snapshot, _) = scan(&root, ScanOptions { public_only: false });
        assert!(
            snapshot.images().all(|image| *image.bytes == *b"public"),
            "an internal image was read as a public one"
        );
        let mut texts = snapshot.files().filter(|file| file.path.starts_with(comms));
        assert!(texts.all(|file| &*file.text != "internal"), "an internal text was read as a public one");
    });
}
