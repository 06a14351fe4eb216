//! Tests that no page leaves open of which year or of which day a time is.

use std::collections::BTreeMap;

use super::feeds::{released, rendered};

const NOW: &str = "2027-01-05T10:00:00Z";
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The pages of a site with these files, by path.
fn pages(files: &[(&str, &str)], now: &str) -> BTreeMap<String, String> {
    let site = ("content/site.toml", "title = \"Ferry status\"\nurl = \"https://ferry.test.example\"\n");
    let booking =
        ("content/components/booking.md", "+++\nname = \"Booking\"\nsince = 2025-01-01T00:00:00Z\n+++\n");
    let files: Vec<(&str, &str)> = [site, booking].into_iter().chain(files.iter().copied()).collect();
    let all = rendered(&released(&files, now)).into_iter().filter(|(path, _)| path.ends_with("index.html"));
    all.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// The machine-readable form and the text of each `<time>` of a page.
fn times(page: &str) -> Vec<(&str, &str)> {
    let parts = page.split("<time").skip(1);
    parts
        .filter_map(|part| {
            let (_, value) = part.split_once("datetime=\"")?;
            let (value, rest) = value.split_once('"')?;
            let (text, _) = rest.split_once('>')?.1.split_once("</time>")?;
            Some((value, text))
        })
        .collect()
}

const OLD: [(&str, &str); 8] = [
    (
        "content/incidents/old/comms/2026-06-14T0900Z.md",
        "+++\ntitle = \"Tickets arrive late\"\nslug = \"late\"\nstatus = \"investigating\"\ncomponents = { booking = \"degraded_performance\" }\n+++\nTickets arrive up to a day late.\n",
    ),
    (
        "content/incidents/old/comms/2026-12-20T0900Z.md",
        "+++\nstatus = \"monitoring\"\nnext_update = 2028-02-20T09:00:00Z\n+++\nThe printer has been repaired.\n",
    ),
    (
        "content/incidents/over/comms/2026-12-30T2100Z.md",
        "+++\ntitle = \"Booking is slow\"\nslug = \"slow\"\nstatus = \"investigating\"\ncomponents = { booking = \"degraded_performance\" }\n+++\nBooking takes a minute.\n",
    ),
    ("content/incidents/over/comms/2026-12-31T0800Z.md", "+++\n+++\nWe are adding servers.\n"),
    (
        "content/incidents/over/comms/2027-01-02T0600Z.md",
        "+++\nstatus = \"resolved\"\n+++\nBooking is fast.\n",
    ),
    (
        "content/maintenance/move/comms/2026-12-29T0900Z.md",
        "+++\ntitle = \"Moving the archive\"\nslug = \"move\"\nstatus = \"in_progress\"\nwindow = { from = 2026-12-29T09:00:00Z, to = 2028-01-02T09:00:00Z }\n+++\nNothing is interrupted.\n",
    ),
    (
        "content/maintenance/later/comms/2026-12-01T0900Z.md",
        "+++\ntitle = \"New piers\"\nslug = \"piers\"\nstatus = \"scheduled\"\nwindow = { from = 2028-03-01T22:00:00Z, to = 2028-03-02T02:00:00Z }\n+++\nBooking is closed.\n",
    ),
    (
        "content/notices/terms.md",
        "+++\ntitle = \"New terms\"\nfrom = 2026-11-15T09:00:00Z\n+++\nThey apply from 1 March.\n",
    ),
];

#[test]
fn dates_of_another_year_show_it() {
    let pages = pages(&OLD, NOW);
    let mut seen = 0;
    for (path, page) in &pages {
        for (value, text) in times(page) {
            let year = &value[..4];
            if year == "2027" || !MONTHS.iter().any(|month| text.contains(month)) {
                continue;
            }
            seen += 1;
            assert!(text.contains(year), "{path}: {value} is shown as “{text}”");
        }
    }
    assert!(seen > 20, "only {seen} dates");
    let home = pages["index.html"].replace('\u{a0}', " ");
    for words in [
        "Started 14 Jun 2026",
        "Next update by 20 Feb 2028",
        "20 Dec 2026, 09:00 UTC",
        "29 Dec 2026, 09:00",
        "1 Mar 2028, 22:00",
        "30 Dec 2026</time>",
        "from 8 Oct 2026 to today",
    ] {
        assert!(home.contains(words), "home lacks “{words}”: {home}");
    }
    let component = pages["components/booking/index.html"].replace('\u{a0}', " ");
    assert!(component.contains("<span class=\"soft\">31 Dec 2026</span>"), "{component}");
    assert!(component.contains("<span class=\"soft\">2 Jan</span>"), "{component}");
    // The row is below the heading of its month.
    assert!(pages["history/index.html"].contains("21:00–2 Jan 2027"), "{}", pages["history/index.html"]);
}

#[test]
fn a_time_without_a_day_is_of_today() {
    let files = &OLD[..2];
    let first =
        ("content/incidents/old/comms/2026-06-14T0930Z.md", "+++\nnext_update = \"2h\"\n+++\nStill so.\n");
    let home = |now: &str| pages(&[files[0], first], now)["index.html"].replace('\u{a0}', " ");
    let same_day = home("2026-06-14T10:00:00Z");
    assert!(
        same_day.contains(">09:30 UTC</time>") && same_day.contains("<dt>Next update by</dt>"),
        "{same_day}"
    );
    let days_later = home("2026-06-17T10:00:00Z");
    assert!(days_later.contains(">14 Jun, 09:30 UTC</time>"), "{days_later}");
    assert!(days_later.contains("<dt>Update was due by 14 Jun</dt>"), "{days_later}");
}
