//! Engineers quote the page in the timeline: headlines, states with times, feeds, the API, addresses. None of that may
//! stop a publication.

use std::path::Path;

use allclear::artifact::Artifact;
use allclear::diagnostics::{Disclosure, Findings, terminal};
use allclear::pipeline::{Clock, Settings, build};
use allclear::source::{Project, ScanOptions, Side, Snapshot, SourceFile, scan};

/// How many timeline entries are tried.
const ENTRIES: usize = 200;
/// How many of them are in one site. Each could stop the build of all.
const TOGETHER: usize = 25;

fn settings() -> Settings {
    Settings {
        clock: Clock::Now("2026-11-20T10:00:00Z".parse().expect("a time")),
        strict_internal: false,
        strict: false,
        judged_elsewhere: false,
    }
}

/// Returns the text of an output as somebody copies it from a browser, a feed reader or a terminal.
fn copied(output: &Artifact) -> String {
    let text = String::from_utf8_lossy(&output.bytes);
    let mut shown = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' if Path::new(&output.path).extension() != Some("json".as_ref()) => inside = true,
            '>' if inside => {
                inside = false;
                shown.push(' ');
            }
            _ if inside => {}
            c => shown.push(c),
        }
    }
    shown.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"")
}

/// Returns timeline entries that quote the outputs: words from any place of a page, a feed or the API, and addresses.
fn quotations(outputs: &[std::sync::Arc<Artifact>]) -> Vec<String> {
    let is_text = |output: &&std::sync::Arc<Artifact>| {
        [".html", ".json", ".xml", ".atom", ".rss", ".ics", ".txt"]
            .iter()
            .any(|end| output.path.ends_with(end))
    };
    let texts: Vec<(&str, String)> =
        outputs.iter().filter(is_text).map(|output| (output.path.as_str(), copied(output))).collect();
    let mut quotations = Vec::new();
    for number in 0..ENTRIES {
        let (path, text) = &texts[number * 7 % texts.len()];
        let words: Vec<&str> = text.split_whitespace().collect();
        let address = format!("https://status.harborpay.example/{}", path.trim_end_matches("index.html"));
        let start = (number * 131) % words.len().saturating_sub(16).max(1);
        let quoted = words.get(start..(start + 16).min(words.len())).unwrap_or_default().join(" ");
        quotations.push(match number % 4 {
            0 => format!("Impact: the page now says \"{quoted}\"\n"),
            1 => format!("Action: posted it, see {address} for what customers read\n\n> {quoted}\n"),
            2 => format!("Next: check the output of `curl {address}`:\n\n```\n{quoted}\n```\n"),
            _ => format!("A customer sent us a copy: {quoted}\n"),
        });
    }
    quotations
}

#[test]
fn no_timeline_that_quotes_the_sample_site_is_refused() {
    let project = Project::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let (snapshot, _) = scan(&project, ScanOptions { public_only: false });
    let plain = build(&snapshot, Findings::default(), settings()).expect("the sample site");
    let quotations = quotations(&plain.outputs);
    let entry = snapshot.files().find(|file| file.path.contains("/timeline/")).expect("a timeline").clone();
    let folder = entry.path.rsplit_once('/').expect("a folder").0.to_owned();
    for (group, together) in quotations.chunks(TOGETHER).enumerate() {
        let entries = together.iter().enumerate().map(|(index, text)| {
            let path = format!("{folder}/2026-11-20T{:02}{:02}Z-monitor.md", group % 9, index % 60);
            SourceFile { side: Side::of(&path), path, text: text.as_str().into(), ..entry.clone() }
        });
        let files = snapshot.files().cloned().chain(entries).collect();
        let quoting = Snapshot::new(files, snapshot.images().cloned().collect());
        match build(&quoting, Findings::default(), settings()) {
            Ok(built) => assert!(built.outputs == plain.outputs, "internal files change nothing"),
            Err(failed) => panic!("{}", terminal(&failed.findings, &quoting, Disclosure::Full, false)),
        }
    }
}
