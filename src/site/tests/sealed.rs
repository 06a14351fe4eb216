//! Tests of the files around a sealed view.

use chrono::{NaiveDate, TimeZone as _, Utc};

use super::fixture;

use crate::site::{Renderer, Theme, newest_update, parts, shell, update_feed};

#[test]
fn a_view_has_no_output_that_a_page_in_the_browser_cannot_use() {
    let site = fixture::site();
    let outputs = Renderer::sealed("/v/feed/feed.xml").render(&site, &Theme::built_in()).unwrap();
    let paths: Vec<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    for path in &paths {
        let is_page =
            path.ends_with("index.html") && !path.starts_with("embed/") && !path.starts_with("subscribe/");
        assert!(is_page || path.starts_with("assets/"), "{path}");
    }
    for page in outputs.iter().filter(|output| output.path.ends_with("index.html")) {
        let html = String::from_utf8_lossy(&page.bytes);
        for absent in [
            "/feed.xml\" title",
            "feed.json",
            ".ics",
            "/subscribe/",
            "badge.svg",
            "rel=\"alternate\"",
            "stamp",
        ] {
            assert!(!html.contains(absent), "{} links to {absent}", page.path);
        }
        assert!(html.contains("href=\"/v/feed/feed.xml\""), "{}", page.path);
    }
}

#[test]
fn a_view_has_the_first_language_only() {
    let mut site = fixture::site();
    let outputs = |site: &crate::release::Site| {
        Renderer::sealed("/v/feed/feed.xml").render(site, &Theme::built_in()).unwrap()
    };
    let one = outputs(&site);
    site.other_languages = vec!["de".into(), "ar".into()];
    assert_eq!(outputs(&site), one);
}

#[test]
fn every_file_has_a_part() {
    let site = fixture::site();
    let outputs = Renderer::sealed("/v/feed/feed.xml").render(&site, &Theme::built_in()).unwrap();
    let files = parts(&site, &outputs);
    let part =
        |path: &str| files.iter().find(|(_, file)| file.path == path).unwrap_or_else(|| panic!("{path}")).0;
    assert_eq!(part("index.html"), None);
    for incident in &site.incidents {
        let month = incident.event.ended_at.map(|at| at.with_timezone(&site.time_zone).date_naive());
        let month = month.map(|date| chrono::Datelike::with_day(&date, 1).unwrap());
        assert_eq!(part(&format!("incidents/{}/index.html", incident.event.slug)), month);
    }
    for (month, file) in &files {
        if let Some(name) =
            file.path.strip_prefix("history/").and_then(|path| path.strip_suffix("/index.html"))
        {
            // The lists of years and kinds are in the bundle.
            let first: Option<NaiveDate> = format!("{name}-01").parse().ok();
            assert_eq!(*month, first, "{}", file.path);
        }
        assert!(!file.path.contains(".js"));
    }
}

#[test]
fn feeds_differ_only_in_the_time_and_never_in_their_size() {
    let site = fixture::site();
    let feed = |newest| String::from_utf8(update_feed(&site, &Theme::built_in(), newest).unwrap()).unwrap();
    let at = |day| Utc.with_ymd_and_hms(2026, 3, day, 9, 5, 0).single();
    let (one, other, none) = (feed(at(1)), feed(at(22)), feed(None));
    assert_eq!((one.len(), none.len()), (other.len(), other.len()));
    assert!(one.contains("Sun, 01 Mar 2026 09:05:00 +0000") && !none.contains("<item>"));
    for title in site.incidents.iter().map(|incident| &incident.event.title) {
        assert!(!feed(newest_update(&site)).contains(title.as_str()));
    }
    for feed in [&one, &none] {
        rss::Channel::read_from(feed.as_bytes()).unwrap();
    }
}

#[test]
fn the_page_allows_its_own_script_and_nothing_else() {
    use data_encoding::BASE64;
    use sha2::{Digest as _, Sha256};
    let html = shell(&fixture::site(), &Theme::built_in()).unwrap();
    let between =
        |start: &str, end: &str| html.split_once(start).unwrap().1.split_once(end).unwrap().0.to_owned();
    let policy = between("Content-Security-Policy\" content=\"", "\"");
    let script = between("<script>", "</script>");
    assert!(policy.contains(&format!("script-src 'sha256-{}'", BASE64.encode(&Sha256::digest(&script)))));
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("connect-src 'self'"));
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(html.matches("<script").count(), 1);
    for mark in ["{view-id}", "{view-series}", "{view-key}"] {
        assert!(html.contains(mark), "{mark}");
    }
    assert!(html.contains("content=\"noindex, nofollow\"") && html.contains("content=\"no-referrer\""));
}
