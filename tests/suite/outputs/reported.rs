//! Tests that no output shows a site as better than it was reported, and that figures agree wherever they appear.

use std::collections::BTreeMap;

use super::feeds::{released, rendered};

const SITE: (&str, &str) = (
    "content/site.toml",
    "title = \"Ferry status\"\nurl = \"https://ferry.test.example\"\ntime_zone = \"Europe/Tallinn\"\n",
);
const BOOKING: (&str, &str) =
    ("content/components/booking.md", "+++\nname = \"Booking\"\nsince = 2026-01-01T00:00:00Z\n+++\n");

fn update(path: &str, front_matter: &str) -> (String, String) {
    let path = format!("content/incidents/{path}.md");
    (path, format!("+++\n{front_matter}\n+++\nWe are looking at the booking system and will report here.\n"))
}

/// The files of a site with one component and these updates, at a time.
fn outputs(updates: &[(String, String)], now: &str) -> BTreeMap<String, String> {
    let mut files = vec![SITE, BOOKING];
    files.extend(updates.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let rendered = rendered(&released(&files, now)).into_iter();
    rendered.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

fn opening(state: &str) -> String {
    format!(
        "title = \"Tickets cannot be booked\"\nslug = \"tickets\"\nstatus = \"investigating\"\ncomponents = {{ booking = \"{state}\" }}"
    )
}

/// The text below the heading of the last 14 days.
fn past(home: &str) -> &str {
    home.split("id=\"past\"").nth(1).expect("the last days")
}

#[test]
fn nothing_is_green_while_an_incident_is_open() {
    let none = "title = \"Water in the data centre\"\nslug = \"water\"\nstatus = \"investigating\"";
    let back = "status = \"monitoring\"\ncomponents = { booking = \"operational\" }";
    let cases: [&[(String, String)]; 3] = [
        &[update("a/comms/2026-03-05T0800Z", none)],
        &[update("a/comms/2026-03-05T0800Z", &format!("{none}\nimpact = \"none\""))],
        &[
            update("a/comms/2026-03-05T0800Z", &opening("major_outage")),
            update("a/comms/2026-03-05T0900Z", back),
        ],
    ];
    for updates in cases {
        let files = outputs(updates, "2026-03-05T10:00:00Z");
        for path in ["index.html", "embed/index.html", "badge.svg", "llms.txt"] {
            let text = &files[path];
            assert!(!text.contains("All systems operational"), "{path}: {text}");
            assert!(
                text.contains("Water in the data centre") || text.contains("Tickets cannot be booked"),
                "{path}"
            );
        }
        assert!(!files["badge.svg"].contains("#197a48"), "a green badge");
        assert!(!files["index.html"].contains("icon-operational"), "a green icon");
        assert!(
            !files["index.html"].contains("banner none")
                && !files["embed/index.html"].contains("banner none")
        );
        let status = &files["api/v2/status.json"];
        assert!(
            status.contains("\"All Systems Operational\""),
            "the API keeps the rule of Statuspage: {status}"
        );
    }
}

#[test]
fn a_day_on_which_an_incident_was_ongoing_is_not_a_day_without_incidents() {
    let updates = [
        update("a/comms/2026-02-26T0800Z", &opening("partial_outage")),
        update("a/comms/2026-03-04T0800Z", "status = \"resolved\""),
    ];
    let files = outputs(&updates, "2026-03-06T10:00:00Z");
    let days = past(&files["index.html"]);
    // It was ongoing on 7 of the 14 days.
    assert!(days.contains("No incidents on the other 7 days."), "{days}");
    assert!(days.contains("<a href=\"/incidents/tickets/\">"), "{days}");
    let month = &files["history/2026-03/index.html"];
    assert!(month.contains("1 incident<") && month.contains("/incidents/tickets/"), "{month}");
    // The same while it is open, and although it began before the last 14 days.
    let open = outputs(&updates[..1], "2026-04-20T10:00:00Z");
    assert!(
        !past(&open["index.html"]).to_lowercase().contains("no incidents"),
        "{}",
        past(&open["index.html"])
    );
    assert!(open.contains_key("history/2026-04/index.html"), "April has a page");
}

#[test]
fn a_gap_before_a_reopening_is_a_gap_in_the_days_too() {
    let updates = [
        update("a/comms/2026-03-01T0800Z", &opening("partial_outage")),
        update("a/comms/2026-03-02T0800Z", "status = \"resolved\""),
        update("a/comms/2026-03-05T0800Z", "status = \"investigating\"\nreopened = true"),
        update("a/comms/2026-03-06T0800Z", "status = \"resolved\""),
    ];
    let files = outputs(&updates, "2026-03-08T10:00:00Z");
    let days = past(&files["index.html"]);
    // It was ongoing on 1, 2, 5 and 6 March.
    assert!(days.contains("No incidents on the other 10 days."), "{days}");
}

#[test]
fn no_percentage_reads_100_next_to_an_outage_at_any_time_of_the_day() {
    for state in ["partial_outage", "major_outage"] {
        let updates = [update("a/comms/2026-03-05T0800Z", &opening(state))];
        for now in
            ["2026-03-05T08:00:00Z", "2026-03-05T08:01:00Z", "2026-03-05T21:59:00Z", "2026-03-05T22:00:00Z"]
        {
            let files = outputs(&updates, now);
            for path in ["index.html", "components/booking/index.html"] {
                let shown: Vec<&str> = files[path].split("100%").collect();
                // Other months of the component had no outage.
                let months = shown.iter().skip(1).filter(|after| !after.starts_with("</td>")).count();
                assert_eq!(months, 0, "{path} at {now}");
            }
        }
    }
    let ended = [
        update("a/comms/2026-03-05T0800Z", &opening("major_outage")),
        update("a/comms/2026-03-05T0800Z-b", "status = \"resolved\"\nat = 2026-03-05T08:00:01Z"),
    ];
    let home = &outputs(&ended, "2026-03-06T08:01:00Z")["index.html"];
    assert!(!home.contains("100%") && home.contains("99.999%"), "one second of an outage");
}

#[test]
fn degraded_performance_is_shown_next_to_an_uptime_of_100_percent() {
    let updates = [
        update("a/comms/2026-03-05T0800Z", &opening("degraded_performance")),
        update("a/comms/2026-03-05T1030Z", "status = \"resolved\""),
    ];
    let files = outputs(&updates, "2026-03-06T10:00:00Z");
    for path in ["index.html", "components/booking/index.html"] {
        assert!(files[path].contains("Degraded performance: 2\u{a0}h\u{a0}30\u{a0}min</"), "{path}");
    }
}

#[test]
fn the_corrected_end_is_the_end_in_the_api_and_later_texts_do_not_move_it() {
    let interval = "status = \"resolved\"\n[[interval]]\ncomponents = [\"booking\"]\nstate = \"major_outage\"\n\
                    from = 2026-03-05T07:00:00Z\nto = 2026-03-05T07:30:00Z";
    let corrected = [
        update("a/comms/2026-03-05T0800Z", &opening("major_outage")),
        update("a/comms/2026-03-05T1200Z", interval),
    ];
    let files = outputs(&corrected, "2026-03-06T10:00:00Z");
    let api = &files["api/v2/incidents.json"];
    assert!(api.contains("\"started_at\":\"2026-03-05T09:00:00.000+02:00\""), "{api}");
    assert!(api.contains("\"resolved_at\":\"2026-03-05T09:30:00.000+02:00\""), "{api}");
    let page = &files["incidents/tickets/index.html"];
    assert!(page.contains("<dt>Duration</dt><dd>30\u{a0}min, "), "{page}");
    assert!(files["components/booking/index.html"].contains("Major outage: 30\u{a0}min"));

    let afterwards = [
        update("a/comms/2026-03-05T0800Z", &opening("major_outage")),
        update("a/comms/2026-03-05T0900Z", "status = \"resolved\""),
        update("a/comms/2026-03-05T1200Z", "author = \"lena\""),
    ];
    let api = &outputs(&afterwards, "2026-03-06T10:00:00Z")["api/v2/incidents.json"];
    assert!(api.contains("\"resolved_at\":\"2026-03-05T11:00:00.000+02:00\""), "{api}");
}

#[test]
fn the_time_of_the_page_in_the_api_never_goes_back() {
    let at = |files: &BTreeMap<String, String>, path: &str| -> String {
        let json: serde_json::Value = serde_json::from_str(&files[path]).expect("JSON");
        json["page"]["updated_at"].as_str().expect("a time").to_owned()
    };
    let first = update("a/comms/2026-03-05T0800Z", &opening("major_outage"));
    let closed = update("a/comms/2026-03-05T1200Z", "status = \"resolved\"");
    let corrected = update(
        "a/comms/2026-03-05T1500Z",
        "[[interval]]\ncomponents = [\"booking\"]\nstate = \"major_outage\"\nfrom = 2026-03-05T08:00:00Z\n\
         to = 2026-03-05T09:00:00Z",
    );
    let before = outputs(&[first.clone(), closed.clone()], "2026-03-06T10:00:00Z");
    let after = outputs(&[first, closed, corrected], "2026-03-06T10:00:00Z");
    for path in ["api/v2/components.json", "api/v2/status.json", "api/v2/incidents.json"] {
        assert!(
            at(&before, path) <= at(&after, path),
            "{path}: {} and {}",
            at(&before, path),
            at(&after, path)
        );
    }
    assert_eq!(at(&after, "api/v2/components.json"), "2026-03-05T17:00:00.000+02:00");

    // A retired component leaves the list at that time.
    let retired = [
        SITE,
        BOOKING,
        ("content/components/old.md", "+++\nname = \"Old\"\nretired = 2026-03-06T09:00:00Z\n+++\n"),
    ];
    let files = rendered(&released(&retired, "2026-03-06T10:00:00Z"));
    let json = String::from_utf8_lossy(&files["api/v2/components.json"]);
    assert!(json.contains("\"updated_at\":\"2026-03-06T11:00:00.000+02:00\""), "{json}");
}

#[test]
fn an_interval_without_an_end_counts_everywhere_until_the_incident_ends() {
    let since = format!(
        "{}\n[[interval]]\ncomponents = [\"booking\"]\nstate = \"major_outage\"\nfrom = 2026-03-04T21:00:00Z",
        opening("partial_outage")
    );
    let open = [update("a/comms/2026-03-05T0800Z", &since)];
    let files = outputs(&open, "2026-03-05T10:00:00Z");
    assert!(
        files["api/v2/components.json"].contains("\"status\": \"major_outage\"")
            || files["api/v2/components.json"].contains("\"status\":\"major_outage\"")
    );
    assert!(
        files["api/v2/incidents.json"].contains("2026-03-04T23:00:00.000+02:00"),
        "started_at: {}",
        files["api/v2/incidents.json"]
    );
    let page = &files["incidents/tickets/index.html"];
    let remark: String =
        page.split("Corrected times").nth(1).expect("the remark").chars().take(400).collect();
    assert!(remark.contains("Booking") && remark.contains("Major outage, since"), "{remark}");
    assert!(files["feed.xml"].contains("Booking, Major outage, since 4 Mar 2026"), "{}", files["feed.xml"]);
    let resolved = update("a/comms/2026-03-05T0900Z", "status = \"resolved\"");
    let files = outputs(&[open[0].clone(), resolved], "2026-03-05T10:00:00Z");
    assert!(files["api/v2/incidents.json"].contains("2026-03-05T11:00:00.000+02:00"), "resolved_at");
    let page = &files["incidents/tickets/index.html"];
    assert!(page.contains("12\u{a0}h"), "from 21:00 to 09:00: {page}");
    // 3 hours of the 4th and 7 of the 5th, of the first 5 days of the month in Tallinn.
    let component = &files["components/booking/index.html"];
    assert!(component.contains("12\u{a0}h"), "{component}");
}

#[test]
fn downtime_is_the_time_of_outages_and_the_other_times_have_columns_of_their_own() {
    let worse = "status = \"identified\"\ncomponents = { booking = \"partial_outage\" }";
    let window = "title = \"New servers\"\nslug = \"servers\"\nstatus = \"scheduled\"\ncomponents = { booking = \"under_maintenance\" }\nwindow = { from = 2026-01-20T08:00:00Z, to = 2026-01-20T12:00:00Z }";
    let updates = [
        update("a/comms/2026-03-04T0800Z", &opening("degraded_performance")),
        update("a/comms/2026-03-04T1000Z", worse),
        update("a/comms/2026-03-04T1130Z", "status = \"resolved\""),
        update(
            "b/comms/2026-02-04T0800Z",
            &opening("degraded_performance").replace("\"tickets\"", "\"more\""),
        ),
        update("b/comms/2026-02-04T1100Z", "status = \"resolved\""),
        {
            let (_, text) = update("", window);
            ("content/maintenance/servers/comms/2026-01-10T0800Z.md".to_owned(), text)
        },
    ];
    let page = &outputs(&updates, "2026-03-06T10:00:00Z")["components/booking/index.html"];
    let table = page.split("<table>").nth(1).and_then(|rest| rest.split("</table>").next()).expect("a table");
    let table = table.replace('\u{a0}', " ");
    let head = "<th scope=\"col\">Downtime</th><th scope=\"col\">Degraded performance</th><th scope=\"col\">Under maintenance</th>";
    assert!(table.contains(head), "{table}");
    for (month, cells) in [
        ("Mar 2026", "<td>Partial outage: 1 h 30 min</td><td>2 h</td><td></td>"),
        ("Feb 2026", "<td>100%</td><td></td><td>3 h</td><td></td>"),
        ("Jan 2026", "<td>100%</td><td></td><td></td><td>4 h</td>"),
    ] {
        let row = table.split("<tr>").find(|row| row.contains(month)).expect("a month");
        assert!(row.contains(cells), "{row}");
    }
    // The component exists since January, and months without data have no row.
    assert_eq!(table.matches("<tr>").count(), 4, "{table}");
}
