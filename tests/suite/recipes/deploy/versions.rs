//! Two builds within one second, with files of the same length: to a web server they look identical, but a browser must get
//! the second one.

use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::http::Client;
use super::server::Server;
use crate::support::{NOW, Run, tree};

/// A second, and how HTTP writes it.
const SECOND: (u64, &str) = (1_773_489_600, "Sat, 14 Mar 2026 12:00:00 GMT");

/// Builds twice and requests each file that changed, as a client that has the earlier version would.
pub(super) fn are_never_confused(server: &Server, client: &Client) {
    build(server, "Errors in Europe", 100);
    let first = tree(&server.public());
    let urls = |path: &str| match path.strip_suffix("index.html") {
        Some(folder) => vec![format!("/{folder}"), format!("/{path}")],
        None => vec![format!("/{path}")],
    };
    for (path, bytes) in first.iter().filter(|(path, _)| path.as_str() != "_headers") {
        for url in urls(path) {
            let response = client.get(&url);
            assert_eq!((response.status, &response.bytes), (200, bytes), "{url}");
        }
    }

    build(server, "Errors in Africa", 900);
    let second = tree(&server.public());
    let mut looked_identical = Vec::new();
    for (path, bytes) in &second {
        let path = path.as_str();
        let before = first.iter().find(|(name, _)| name.as_str() == path).map(|(_, bytes)| bytes);
        let Some(before) = before.filter(|before| *before != bytes) else { continue };
        assert!(!path.starts_with("assets/"), "{path}: the name of an asset contains a hash of its content");
        if before.len() == bytes.len() {
            looked_identical.push(path);
        }
        // The validators that nginx and Caddy would make for the earlier version.
        let length = before.len() as u64;
        let entity_tags =
            format!("\"{:x}-{length:x}\", \"{}{}\"", SECOND.0, in_base_36(SECOND.0), in_base_36(length));
        for url in urls(path) {
            for headers in [
                &[("If-Modified-Since", SECOND.1)][..],
                &[("If-None-Match", &entity_tags)],
                &[("If-Modified-Since", SECOND.1), ("If-None-Match", &entity_tags)],
                &[("Range", "bytes=9-"), ("If-Range", SECOND.1)],
            ] {
                let response = client.get_with(&url, headers);
                assert_eq!((response.status, &response.bytes), (200, bytes), "{url} with {headers:?}");
            }
        }
    }
    for name in [
        "index.html",
        "incidents/errors/index.html",
        "stamp.json",
        "feed.xml",
        "feed.json",
        "history.atom",
        "history.rss",
        "maintenance.ics",
        "api/v2/incidents.json",
        "api/v2/scheduled-maintenances.json",
        "llms.txt",
    ] {
        assert!(
            looked_identical.contains(&name),
            "the builds differ in the length of {name}: {looked_identical:?}"
        );
    }
}

/// Builds the site with a title, and dates its files to the same second.
fn build(server: &Server, title: &str, milliseconds: u64) {
    let site = &server.author;
    let update = |path: &str, status: &str, more: &str| {
        let text =
            format!("+++\ntitle = \"{title}\"\nstatus = \"{status}\"\n{more}\n+++\nWe are working on it.\n");
        site.write(path, text.as_bytes());
    };
    update(
        "content/incidents/2026-03-14-api/comms/2026-03-14T0900Z-investigating.md",
        "investigating",
        "slug = \"errors\"\n[components]\napi = \"partial_outage\"",
    );
    update(
        "content/maintenance/2026-03-20-api/comms/2026-03-13T0900Z-scheduled.md",
        "scheduled",
        "slug = \"work\"\n[window]\nfrom = 2026-03-20T09:00:00Z\nto = 2026-03-20T10:00:00Z\n[components]\napi = \"under_maintenance\"",
    );
    let output = server.public().display().to_string();
    Run::of(site.command().args(["--now", NOW, "build", "--output", &output])).ok();
    let time: SystemTime = UNIX_EPOCH + Duration::from_millis(SECOND.0 * 1000 + milliseconds);
    for (path, _) in tree(&server.public()) {
        let file = fs::File::options().append(true).open(server.public().join(path)).expect("a file");
        file.set_modified(time).expect("the file gets its time");
    }
}

fn in_base_36(mut number: u64) -> String {
    let mut digits = Vec::new();
    while number > 0 {
        digits.extend(char::from_digit((number % 36) as u32, 36));
        number /= 36;
    }
    digits.iter().rev().collect()
}
