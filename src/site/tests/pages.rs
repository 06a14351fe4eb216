//! Tests of the content of pages.

use std::sync::Arc;

use super::fixture::{incident, site};
use super::{outputs, pages, text};
use crate::status::Status;

#[test]
fn the_home_page_says_what_is_broken_how_badly_since_when_and_when_the_next_update_comes() {
    let outputs = outputs(&site());
    let home = text(&outputs, "index.html");
    let answers = [
        "<h1>",
        "of open</bdi>",
        "Partial system outage",
        "08:00\u{a0}UTC</time>",
        "Next update by",
        "<time class=\"l\" datetime=\"2026-11-20T10:20:00Z\">10:20\u{a0}UTC</time>",
        "One in four payments fails.",
        "Latest update",
        "<a href=\"/components/cards/\"><bdi>Cards</bdi></a>",
        "3 earlier updates",
        "id=\"running\"",
        "id=\"pinned\"",
        "id=\"components\"",
        "id=\"coming\"",
        "id=\"notices\"",
        "id=\"past\"",
    ];
    let mut from = 0;
    for answer in answers {
        let found = home[from..].find(answer);
        from += found.unwrap_or_else(|| panic!("{answer} is not there or stands too early"));
    }
}

#[test]
fn an_update_shows_every_mark_with_its_note() {
    let outputs = outputs(&site());
    let page = text(&outputs, "incidents/over/index.html");
    for mark in [
        "Edited <time datetime=\"2026-11-20T09:40:00Z\">20\u{a0}Nov\u{a0}2026, 09:40\u{a0}UTC</time>: <bdi>a number</bdi>",
        "Withdrawn <time datetime=\"2026-11-20T09:50:00Z\">20\u{a0}Nov\u{a0}2026, 09:50\u{a0}UTC</time>: <bdi>it was wrong</bdi>",
        "Added later, <time",
        "<a href=\"/incidents/over/#2026-11-20t0800z\">Corrects an earlier update</a>",
        "<a href=\"/incidents/over/#2026-11-20t0930z\">Corrected by a later update</a>",
        "Renamed to “<bdi>Cards fail</bdi>”",
        "Reopened",
        "Corrected times: <bdi>Cards</bdi>, Partial outage, <time",
        "(times corrected later)",
        "Follows <a href=\"/incidents/before/\"><bdi>Before</bdi></a>",
        "<dt>Duration</dt><dd>2\u{a0}h, ",
    ] {
        assert!(page.contains(mark), "{mark} is not there");
    }
}

#[test]
fn every_update_has_an_anchor_and_a_link_to_it() {
    let outputs = outputs(&site());
    let page = text(&outputs, "incidents/open/index.html");
    for update in &incident("open", Status::Identified).event.updates {
        assert!(page.contains(&format!("id=\"{}\"", update.anchor)));
        assert!(page.contains(&format!("href=\"/incidents/open/#{}\"", update.anchor)));
    }
}

#[test]
fn a_group_with_trouble_in_it_is_open_and_a_collapsed_one_without_is_closed() {
    let mut site = site();
    assert!(text(&outputs(&site), "index.html").contains("<details class=\"group\" open>"));
    site.groups[0].state = crate::status::State::Operational;
    assert!(text(&outputs(&site), "index.html").contains("<details class=\"group\"><summary>"));
}

#[test]
fn user_content_is_text_and_never_markup() {
    let outputs = outputs(&site());
    for (path, html) in pages(&outputs) {
        assert!(!html.contains("<Cards>"), "{path}");
    }
}

#[test]
fn a_merged_incident_links_to_the_incident_that_continues_it() {
    let outputs = outputs(&site());
    let page = text(&outputs, "incidents/merged/index.html");
    assert!(page.contains("Continued in <a href=\"/incidents/open/\"><bdi>Open</bdi></a>"));
    assert!(page.contains("<strong>Merged</strong>"));
}

#[test]
fn months_link_to_their_neighbours() {
    let mut site = site();
    Arc::make_mut(&mut site.incidents[1]).event.started_at -= chrono::TimeDelta::days(60);
    let outputs = outputs(&site);
    let november = text(&outputs, "history/2026-11/index.html");
    assert!(
        november.contains("rel=\"prev\" href=\"/history/2026-09/\""),
        "a month without incidents has no page"
    );
    assert!(november.contains("3 incidents"), "the incident from September was still open in November");
    assert!(!november.contains("rel=\"next\""));
    assert!(text(&outputs, "history/2026-09/index.html").contains("rel=\"next\" href=\"/history/2026-11/\""));
    let history = text(&outputs, "history/index.html");
    assert!(history.contains("href=\"/history/2026-09/\"") && history.contains("href=\"/history/2026-11/\""));
}

#[test]
fn durations_that_end_now_are_left_to_the_script() {
    let outputs = outputs(&site());
    let page = text(&outputs, "incidents/open/index.html");
    assert!(page.contains("data-run=\"since\""));
    assert!(!page.contains("Duration"), "the duration of what is open is not known");
}
