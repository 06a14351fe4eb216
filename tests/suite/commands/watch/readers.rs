//! Readers of a site that is published repeatedly.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::running::{Watching, page, project};
use crate::support::Project;

/// How many sites are published in parallel, because most of the time is spent waiting for files to be stable.
const SITES: usize = 6;

/// How often each of them is published.
const PUBLISHES: usize = 150;

/// Whether a file is complete, judged by its end.
fn is_whole(path: &str, bytes: &[u8]) -> bool {
    let end: &[u8] = match path.rsplit('.').next() {
        Some("html") => b"</html>",
        Some("xml") => b">",
        _ => b"}",
    };
    bytes.trim_ascii_end().ends_with(end)
}

#[test]
fn readers_never_find_a_missing_or_incomplete_file() {
    thread::scope(|scope| {
        for site in 0..SITES {
            // With events and with polling in turn.
            let way: &[&str] = if site % 2 == 0 { &[] } else { &["--poll", "10"] };
            scope.spawn(move || publish_and_read(way));
        }
    });
}

/// Publishes a site repeatedly while another thread reads it.
fn publish_and_read(way: &[&str]) {
    const READ: [&str; 4] = ["index.html", "about/index.html", "sitemap.xml", "feed.json"];
    let project = project();
    let mut watching = Watching::start(&project, way);
    let (done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let public = project.path("public");
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                for path in READ {
                    let bytes = fs::read(public.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
                    assert!(is_whole(path, &bytes), "{path} is cut");
                }
                reads.fetch_add(1, Ordering::Relaxed);
                // A reader without pauses would starve the writer.
                thread::sleep(Duration::from_micros(500));
            }
        });
        for number in 0..PUBLISHES {
            publish(&project, &mut watching, number);
            assert!(!reader.is_finished(), "the reader failed at publish {number}");
        }
        done.store(true, Ordering::Relaxed);
    });
    let reads = reads.into_inner();
    assert!(reads > PUBLISHES, "only {reads} reads");
    assert_eq!(watching.stop(), Some(0));
}

/// Saves the page with another text and title, so that other pages change too, and waits for the build.
fn publish(project: &Project, watching: &mut Watching, number: usize) {
    let text = page(&format!("Words {number}.")).replace("About us", &format!("About us {}", number % 7));
    let path: PathBuf = project.path("content/pages/about.md");
    let beside = project.path("content/pages/about.md.tmp");
    fs::write(&beside, text).expect("written");
    fs::rename(beside, path).expect("renamed");
    let built = watching.expect("built");
    assert_ne!(built["written"], 0, "{built}");
}
