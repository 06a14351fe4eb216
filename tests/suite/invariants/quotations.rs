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
fn quotations(outputs: &[std::sync::Arc<Artifact>], site: &str) -> Vec<String> {
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
        let address = format!("{site}{}", path.trim_end_matches("index.html"));
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

/// Returns lines as engineers write them: a headline, a state or a date beside a title, and addresses with anchors.
fn notes(site: &allclear::release::Site) -> Vec<String> {
    let address = &site.url;
    let mut notes = Vec::new();
    for incident in site.incidents.iter().cycle().take(ENTRIES / 4) {
        let (event, number) = (&incident.event, notes.len());
        let update = &event.updates[number % event.updates.len()];
        let text = update.text.as_ref().map_or("", |text| text.plain.as_ref());
        notes.push(format!(
            "Impact: the page says {}, {} since {} and lists {} incidents\n",
            event.title,
            event.status,
            event.started_at.format("%-d %b %Y, %H:%M UTC"),
            site.incidents.len()
        ));
        notes.push(format!(
            "Action: posted {address}/incidents/{}/#{} ({})\n",
            event.slug, update.anchor, event.title
        ));
        notes.push(format!("The feed item reads \"{}: {}\" and then: {text}\n", update.status, event.title));
        notes.push(format!(
            "Next: compare with `{address}/api/v2/incidents.json`: \"name\": \"{}\", \"status\": \"{}\", \"impact\": \"{}\", \"id\": \"{}\"\n",
            event.title, event.status, event.impact, event.id
        ));
    }
    notes
}

/// Builds a site with the entries in a timeline of `folder`, in groups, and expects the output of the site without them.
fn expect_no_refusal(snapshot: &Snapshot, folder: &str, entries: &[String]) {
    let plain = build(snapshot, Findings::default(), settings()).expect("the site is sound");
    let any = snapshot.files().next().expect("a file").clone();
    for (group, together) in entries.chunks(TOGETHER).enumerate() {
        let entries = together.iter().enumerate().map(|(index, text)| {
            let path = format!("{folder}/timeline/2026-11-20T{:02}{:02}Z-monitor.md", group % 9, index % 60);
            SourceFile { side: Side::of(&path), path, text: text.as_str().into(), ..any.clone() }
        });
        let files = snapshot.files().cloned().chain(entries).collect();
        let quoting = Snapshot::new(files, snapshot.images().cloned().collect());
        match build(&quoting, Findings::default(), settings()) {
            Ok(built) => assert!(built.outputs == plain.outputs, "internal files change nothing"),
            Err(failed) => panic!("{}", terminal(&failed.findings, &quoting, Disclosure::Full, false)),
        }
    }
}

/// Returns a history in the format of Statuspage, with incidents of all kinds and texts with links and lists.
fn history() -> String {
    const THINGS: [&str; 6] =
        ["Card payments", "Exports of invoices", "Sign-in", "Search", "Web hooks", "Mail delivery"];
    const TROUBLES: [&str; 4] =
        ["fail for some customers", "are slower than usual", "return errors", "are delayed"];
    let incident = |number: usize| {
        let (day, month) = (1 + number % 27, 1 + number % 12);
        let at = |minute: usize| format!("2025-{month:02}-{day:02}T09:{minute:02}:00.000Z");
        let name = format!("{} {} in region {number}", THINGS[number % 6], TROUBLES[number % 4]);
        let update = |index: usize, status: &str, minute: usize, body: &str| {
            serde_json::json!({
                "id": format!("u{number:04}{index}"), "status": status, "body": body, "incident_id": format!("i{number:05}"),
                "created_at": at(minute), "updated_at": at(minute), "display_at": at(minute),
                "affected_components": [{ "code": format!("c{}", number % 6), "name": THINGS[number % 6], "old_status": "operational", "new_status": if status == "resolved" { "operational" } else { "partial_outage" } }],
            })
        };
        serde_json::json!({
            "id": format!("i{number:05}"), "name": name, "status": "resolved", "created_at": at(5), "updated_at": at(50),
            "monitoring_at": null, "resolved_at": at(50), "impact": "major", "shortlink": format!("https://stspg.example/{number}"),
            "started_at": at(5), "page_id": "page", "components": [],
            "incident_updates": [
                update(3, "resolved", 50, "This incident has been resolved, and all delayed requests were processed."),
                update(2, "identified", 20, &format!("We have identified the cause of the problem with {} and are working on a fix.\n\n* region {number}\n* see <a href=\"https://example.com/status\">our note</a>", THINGS[number % 6])),
                update(1, "investigating", 5, &format!("We are investigating reports that {} {}.", THINGS[number % 6], TROUBLES[number % 4])),
            ],
        })
    };
    let incidents: Vec<serde_json::Value> = (0..40).map(incident).collect();
    let page = serde_json::json!({ "id": "page", "name": "Rowan Freight", "url": "https://status.rowan.example", "time_zone": "Etc/UTC", "updated_at": "2025-12-31T00:00:00.000Z" });
    serde_json::json!({ "page": page, "incidents": incidents }).to_string()
}

#[test]
fn no_timeline_that_quotes_an_imported_history_is_refused() {
    let folder = crate::support::Project::empty().file("history.json", &history());
    folder
        .run_at(
            "2026-11-20T10:00:00Z",
            &["import", "statuspage", &folder.path("history.json").display().to_string()],
        )
        .ok();
    let first = std::fs::read_dir(folder.path("content/incidents"))
        .expect("incidents")
        .flatten()
        .next()
        .expect("an incident");
    let name = first.file_name().to_string_lossy().into_owned();
    let (snapshot, _) = scan(&Project::new(folder.root()), ScanOptions { public_only: false });
    let plain = build(&snapshot, Findings::default(), settings()).expect("the imported site");
    assert_eq!(plain.site.incidents.len(), 40);
    let place = format!("content/incidents/{name}");
    expect_no_refusal(&snapshot, &place, &notes(&plain.site));
    expect_no_refusal(&snapshot, &place, &quotations(&plain.outputs, "https://status.rowan.example/"));
}

#[test]
fn no_timeline_that_quotes_the_sample_site_is_refused() {
    let project = Project::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let (snapshot, _) = scan(&project, ScanOptions { public_only: false });
    let plain = build(&snapshot, Findings::default(), settings()).expect("the sample site");
    let entry = snapshot.files().find(|file| file.path.contains("/timeline/")).expect("a timeline");
    let folder = entry.path.split("/timeline/").next().expect("a folder").to_owned();
    expect_no_refusal(&snapshot, &folder, &notes(&plain.site));
    expect_no_refusal(&snapshot, &folder, &quotations(&plain.outputs, "https://status.harborpay.example/"));
}
