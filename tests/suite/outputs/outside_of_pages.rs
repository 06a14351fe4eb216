//! Tests of texts outside of pages (feeds, the API, calendars, `llms.txt`) and of the identities in them.

use super::feeds::{released, rendered};

const COMPONENT: (&str, &str) = ("content/components/sailing.md", "+++\nname = \"Sailing\"\n+++\n");
const NOW: &str = "2026-03-06T10:00:00Z";

fn site(url: &str) -> (String, String) {
    ("content/site.toml".to_owned(), format!("title = \"Ferry status\"\nurl = \"{url}\"\n"))
}

/// A file of a site at `url` with these files.
fn output(url: &str, files: &[(&str, &str)], path: &str) -> String {
    let (name, text) = site(url);
    let mut all = vec![(name.as_str(), text.as_str()), COMPONENT];
    all.extend(files);
    String::from_utf8_lossy(&rendered(&released(&all, NOW))[path]).into_owned()
}

const HEAD: &str = "title = \"Ramp stuck\"\nslug = \"ramp\"\nincident_id = \"rampramprame\"\nstatus = \"investigating\"\ncomponents = { sailing = \"partial_outage\" }";

fn incident(text: &str) -> String {
    format!("+++\n{HEAD}\n+++\n{text}\n")
}

const INCIDENT: &str = "content/incidents/a/comms/2026-03-05T0800Z.md";

#[test]
fn a_soft_break_is_a_space_and_a_hard_break_is_that_of_the_format() {
    let text = incident("The ramp does\nnot move.\\\nCars wait.\n\nFoot passengers\nmay board.");
    let files = [(INCIDENT, text.as_str())];
    let url = "https://ferry.test.example";
    let body = "The ramp does not move.\\u003cbr /\\u003eCars wait.\\u003cbr /\\u003e\\u003cbr /\\u003eFoot passengers may board.";
    assert!(output(url, &files, "api/v2/incidents.json").contains(body));
    let words = "The ramp does not move.&amp;lt;br /&amp;gt;Cars wait.";
    let atom = output(url, &files, "history.atom");
    assert!(atom.contains(&words.replace("&amp;lt;", "&lt;").replace("&amp;gt;", "&gt;")), "{atom}");
    let page = output(url, &files, "incidents/ramp/index.html");
    assert!(page.contains("name=\"description\" content=\"The ramp does not move. Cars wait."), "{page}");
}

#[test]
fn links_to_the_site_are_absolute_in_plain_text_and_in_feeds() {
    let text = incident("Read [our advice](/advice/) before you travel.");
    let files = [(INCIDENT, text.as_str())];
    for url in ["https://ferry.test.example", "https://test.example:8443/ferry"] {
        for path in ["api/v2/incidents.json", "history.atom", "history.rss"] {
            let text = output(url, &files, path);
            assert!(text.contains(&format!("our advice ({url}/advice/)")), "{path}: {text}");
        }
        assert!(output(url, &files, "feed.json").contains(&format!("href=\\\"{url}/advice/\\\"")));
        let base = url.strip_prefix("https://").expect("a scheme").find('/').map_or("", |_| "/ferry");
        assert!(
            output(url, &files, "incidents/ramp/index.html").contains(&format!("href=\"{base}/advice/\""))
        );
    }
}

#[test]
fn footnotes_in_feeds_lead_to_the_page_that_has_them() {
    let text = incident("The ramp is stuck.[^1]\n\n[^1]: At the north pier only.");
    let files = [(INCIDENT, text.as_str())];
    let feed = output("https://ferry.test.example", &files, "feed.json");
    assert!(!feed.contains("href=\\\"#"), "{feed}");
    let link = "href=\\\"https://ferry.test.example/incidents/ramp/#";
    let target = feed.split(link).nth(1).and_then(|rest| rest.split('\\').next()).expect("a footnote");
    let page = output("https://ferry.test.example", &files, "incidents/ramp/index.html");
    assert!(page.contains(&format!("id=\"{target}\"")), "{target} is not on the page");
}

#[test]
fn notices_are_in_the_feeds_and_in_llms_txt_while_they_are_valid() {
    let notice = "+++\ntitle = \"Winter timetable\"\nfrom = 2026-03-01T00:00:00Z\nto = 2026-04-01T00:00:00Z\npinned = true\n+++\nFewer [sailings](/advice/).\n";
    let past = notice.replace("2026-04-01", "2026-03-02").replace("Winter", "Autumn");
    let files = [("content/notices/winter.md", notice), ("content/notices/autumn.md", past.as_str())];
    let url = "https://ferry.test.example";
    for path in ["feed.xml", "feed.json", "llms.txt"] {
        let text = output(url, &files, path);
        assert!(
            text.contains("Winter timetable") && text.contains(&format!("{url}/#notice-winter")),
            "{path}: {text}"
        );
        assert!(!text.contains("Autumn"), "{path}: {text}");
    }
    assert!(output(url, &files, "index.html").contains("id=\"notice-winter\""));
}

#[test]
fn atom_ids_are_tag_uris_for_every_address() {
    let text = incident("The ramp does not move at the moment.");
    let files = [(INCIDENT, text.as_str())];
    for (url, authority) in [
        ("https://ferry.test.example", "ferry.test.example"),
        ("https://Ferry.Test.example/north", "ferry.test.example"),
        ("http://localhost:8080/a/b", "localhost"),
        ("http://[2001:db8::1]:8080", "2001-db8--1"),
    ] {
        let atom = output(url, &files, "history.atom");
        assert!(atom.contains(&format!("<id>tag:{authority},2005:/history</id>")), "{url}: {atom}");
        assert!(
            atom.contains(&format!("<id>tag:{authority},2005:Incident/rampramprame</id>")),
            "{url}: {atom}"
        );
    }
}

#[test]
fn the_history_of_an_empty_site_has_a_recent_time() {
    let atom = output("https://ferry.test.example", &[], "history.atom");
    assert!(atom.contains("<updated>2026-03-06T00:00:00+00:00</updated>"), "{atom}");
}

/// The value of a property in a calendar.
fn value<'a>(calendar: &'a str, name: &str) -> &'a str {
    let line = calendar.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.unwrap_or_else(|| panic!("{name} is missing in {calendar}"))
}

#[test]
fn the_sequence_of_a_calendar_increases_with_every_change_of_the_window() {
    const PLANNED: &str = "content/maintenance/a/comms/2026-03-01T0800Z.md";
    const MOVED: &str = "content/maintenance/a/comms/2026-03-02T0800Z.md";
    const AGAIN: &str = "content/maintenance/a/comms/2026-03-03T0800Z.md";
    let update = |head: &str, from: u32| {
        format!(
            "+++\n{head}\nwindow = {{ from = 2026-03-20T0{from}:00:00Z, to = 2026-03-20T0{}:00:00Z }}\n+++\nThe ramp gets a new motor.\n",
            from + 1
        )
    };
    let first = "title = \"New motor\"\nslug = \"motor\"\nstatus = \"scheduled\"\ncomponents = { sailing = \"under_maintenance\" }";
    let planned = update(first, 1);
    let edited =
        update(&format!("{first}\nedited = [{{ at = 2026-03-04T08:00:00Z, note = \"A later time.\" }}]"), 5);
    let (moved, again) = (update("author = \"lena\"", 3), update("author = \"lena\"", 1));
    let withdrawn =
        update("author = \"lena\"\nretracted = { at = 2026-03-05T08:00:00Z, note = \"Not yet.\" }", 3);
    let stages: [&[(&str, &str)]; 5] = [
        &[(PLANNED, &planned)],
        &[(PLANNED, &planned), (MOVED, &moved)],
        &[(PLANNED, &planned), (MOVED, &moved), (AGAIN, &again)],
        &[(PLANNED, &planned), (MOVED, &withdrawn), (AGAIN, &again)],
        &[(PLANNED, &edited), (MOVED, &withdrawn), (AGAIN, &again)],
    ];
    let mut before = (-1, String::new());
    for files in stages {
        let calendar = output("https://ferry.test.example", files, "maintenance.ics");
        let sequence: i64 = value(&calendar, "SEQUENCE").parse().expect("a number");
        let modified = value(&calendar, "LAST-MODIFIED").to_owned();
        assert!(sequence > before.0, "{sequence} after {}", before.0);
        assert!(modified >= before.1, "{modified} after {}", before.1);
        before = (sequence, modified);
    }
    let edited_in_place = output("https://ferry.test.example", &[(PLANNED, &edited)], "maintenance.ics");
    assert!(
        value(&edited_in_place, "SEQUENCE") != "0"
            && value(&edited_in_place, "LAST-MODIFIED") == "20260304T080000Z"
    );
}

#[test]
fn a_calendar_without_events_contains_a_component() {
    for path in ["maintenance.ics", "components/sailing/maintenance.ics"] {
        let calendar = output("https://ferry.test.example", &[], path);
        let components: Vec<&str> = calendar.lines().filter_map(|line| line.strip_prefix("BEGIN:")).collect();
        assert_eq!(components, ["VCALENDAR", "VTIMEZONE", "STANDARD"], "{calendar}");
        assert!(!calendar.contains("METHOD:"), "a method requires an event");
        assert!(calendar.ends_with("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"), "{calendar}");
    }
}

/// A site with one incident that names all of `components` components in each of `updates` updates.
fn wide(components: usize, updates: usize) -> Vec<(String, String)> {
    let mut files = vec![site("https://ferry.test.example")];
    files.extend((0..components).map(|n| {
        let group = if n % 3 == 0 { "north" } else { "south" };
        (format!("content/components/{group}/pier-{n}.md"), format!("+++\nname = \"Pier {n}\"\n+++\n"))
    }));
    for update in 0..updates {
        let state = if update % 2 == 0 { "partial_outage" } else { "major_outage" };
        let names: Vec<String> = (0..components).map(|n| format!("pier-{n} = \"{state}\"")).collect();
        let head = if update == 0 {
            "title = \"Storm\"\nslug = \"storm\"\nstatus = \"investigating\"\n"
        } else {
            ""
        };
        let path =
            format!("content/incidents/storm/comms/2026-03-05T{:02}{:02}Z.md", update / 60, update % 60);
        let text = format!(
            "+++\n{head}components = {{ {} }}\n+++\nThe storm closes the piers, and we report here.\n",
            names.join(", ")
        );
        files.push((path, text));
    }
    files
}

#[test]
fn a_long_list_of_components_is_a_count_with_groups_and_a_collapsed_list() {
    let files = wide(30, 5);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let outputs = rendered(&released(&files, NOW));
    for path in ["index.html", "incidents/storm/index.html"] {
        let page = String::from_utf8_lossy(&outputs[path]);
        let summary = "<details><summary>30 components: north (10), south (20)</summary>";
        assert!(page.contains(summary), "{path}: {page}");
        assert!(page.contains("<bdi>Pier 29</bdi>"), "the list is complete");
    }
    let card = String::from_utf8_lossy(&outputs["components/north-pier-0/index.html"]).into_owned();
    assert!(card.contains("30 components: north (10), south (20)") && !card.contains("Pier 29"), "{card}");
}

#[test]
fn outputs_grow_with_the_content_and_not_with_its_square() {
    // Four times the content: twice as many components in twice as many updates.
    let size = |components, updates| -> usize {
        let files = wide(components, updates);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        rendered(&released(&files, NOW)).values().map(Vec::len).sum()
    };
    let (small, large) = (size(40, 40), size(80, 80));
    assert!(large < 5 * small, "{small} and {large}");
}
