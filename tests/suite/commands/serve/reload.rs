//! The live updates of pages.

use std::time::Duration;

use serde_json::Value;

use super::{Connection, Preview};
use crate::support::Project;

/// The facts that a page was loaded with.
struct Page {
    session: String,
    generation: u64,
    stamp: String,
}

impl Page {
    fn load(preview: &Preview, path: &str) -> Self {
        let body = preview.get(path).body;
        let facts = body.split("data-facts=\"").nth(1).expect("the bar").split('"').next().expect("facts");
        let facts: Value = serde_json::from_str(&facts.replace("&quot;", "\"")).expect("JSON");
        let text = |key: &str| facts[key].as_str().expect("a text").to_owned();
        Self {
            session: text("session"),
            generation: facts["generation"].as_u64().expect("a number"),
            stamp: text("stamp"),
        }
    }

    /// Subscribes to live updates.
    fn listen(&self, preview: &Preview, path: &str) -> Connection {
        let target =
            format!("/__preview/events?page={path}&session={}&since={}", self.session, self.generation);
        listen(preview, &target)
    }
}

fn listen(preview: &Preview, target: &str) -> Connection {
    let mut connection = Connection::open(preview.port);
    let head = format!("GET {target} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    connection.send(head.as_bytes()).expect("a request that is sent");
    let head = connection.head().expect("a head");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert!(head.contains("Content-Type: text/event-stream\r\n"), "{head}");
    assert!(head.contains("Cache-Control: no-store\r\n"), "{head}");
    assert_eq!(connection.event(Duration::from_secs(20)).expect("a word"), "retry: 500\n\n");
    connection
}

fn news(connection: &mut Connection) -> Value {
    let event = connection.event(Duration::from_secs(20)).expect("news");
    let data = event.lines().find_map(|line| line.strip_prefix("data: ")).expect("data");
    assert!(event.contains("event: news\n"), "{event}");
    serde_json::from_str(data).expect("JSON")
}

fn notice(project: &Project, text: &str) {
    let text = format!("+++\ntitle = \"News\"\nfrom = 2026-03-01T00:00:00Z\n+++\n{text}\n");
    project.write("content/notices/news.md", text.as_bytes());
}

#[test]
fn only_changed_pages_get_a_new_stamp() {
    let project = Project::new().file("content/pages/help.md", "+++\ntitle = \"Help\"\n+++\nAsk us.\n");
    let preview = Preview::of(&project);
    let (home, help) = (Page::load(&preview, "/"), Page::load(&preview, "/help/"));
    let mut home_news = home.listen(&preview, "/");
    let mut help_news = help.listen(&preview, "/help/");

    notice(&project, "first");
    let (at_home, at_help) = (news(&mut home_news), news(&mut help_news));
    assert_ne!(at_home["stamp"], home.stamp.as_str());
    assert_eq!(at_help["stamp"], help.stamp.as_str(), "its bytes are the same");
    assert_eq!(at_home["generation"], home.generation + 1);

    let again = Page::load(&preview, "/");
    assert_eq!(at_home["stamp"], again.stamp.as_str());
    assert!(preview.get("/").body.contains("first"));
    preview.until("line", || preview.out().contains("added content/notices/news.md · "));
}

#[test]
fn a_change_before_the_subscription_is_reported_immediately() {
    let project = Project::new();
    let preview = Preview::of(&project);
    let page = Page::load(&preview, "/");
    notice(&project, "in between");
    preview.until("change", || preview.get("/").body.contains("in between"));
    // No file changes from now on, so without the generation there would be no event.
    let told = news(&mut page.listen(&preview, "/"));
    assert_ne!(told["stamp"], page.stamp.as_str());
}

#[test]
fn a_page_of_an_earlier_run_gets_an_event_immediately() {
    let project = Project::new();
    let preview = Preview::of(&project);
    let page = Page::load(&preview, "/");
    let target = format!("/__preview/events?page=/&session=0123456789abcdef&since={}", page.generation);
    let told = news(&mut listen(&preview, &target));
    assert_eq!(told["session"], page.session.as_str());
    assert_eq!(told["stamp"], page.stamp.as_str());
}

#[test]
fn an_up_to_date_page_gets_no_event() {
    let project = Project::new();
    let preview = Preview::of(&project);
    let mut stream = Page::load(&preview, "/").listen(&preview, "/");
    let nothing = stream.event(Duration::from_millis(600)).expect_err("silence");
    assert!(matches!(nothing.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut));
}

#[test]
fn a_changed_style_sheet_does_not_change_the_stamp() {
    let project = Project::new()
        .file("themes/default/theme.toml", "css = \"extra.css\"\n")
        .file("themes/default/assets/extra.css", "h1 { letter-spacing: 0 }\n");
    let preview = Preview::of(&project);
    let page = Page::load(&preview, "/");
    let mut stream = page.listen(&preview, "/");
    project.write("themes/default/assets/extra.css", b"h1 { letter-spacing: 1px }\n");
    let told = news(&mut stream);
    assert_eq!(told["stamp"], page.stamp.as_str());
    assert_eq!(told["styles"].as_array().map(Vec::len), Some(1));
    let style = told["styles"][0].as_str().expect("an address");
    assert!(preview.get(style).body.contains("letter-spacing"), "{style}");
}

#[test]
fn more_than_32_pages_are_told_to_wait() {
    let project = Project::new();
    let preview = Preview::of(&project);
    let page = Page::load(&preview, "/");
    let streams: Vec<Connection> = (0..32).map(|_| page.listen(&preview, "/")).collect();
    let target = "/__preview/events?page=/";
    assert_eq!(preview.get(target).status, 503);
    assert_eq!(preview.get("/").status, 200, "pages are still served");
    drop(streams);
    let mut count = 0;
    preview.until("free place", || {
        count += 1;
        notice(&project, &format!("change {count}, so that the streams notice closed connections"));
        let mut connection = Connection::open(preview.port);
        let head = format!("GET {target} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
        connection.send(head.as_bytes()).expect("a request that is sent");
        connection.head().is_ok_and(|head| head.starts_with("HTTP/1.1 200 "))
    });
}
