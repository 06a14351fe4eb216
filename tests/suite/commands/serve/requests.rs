//! The responses to requests, and which requests are refused.

use super::client::request;
use super::{Answer, Connection, Preview};
use crate::support::Project;

/// A site with an open incident and a page.
fn project() -> Project {
    Project::new()
        .update(
            "2026-03-14T1100Z",
            "title = \"Slow answers\"\nslug = \"slow-answers\"\nstatus = \"investigating\"\nauthor = \"ana\"\n[components]\napi = \"degraded_performance\"",
            "We are looking into it.",
        )
        .file("content/people.toml", "[person.ana]\nname = \"Ana Anders\"\n")
        .file("content/pages/help.md", "+++\ntitle = \"Help\"\n+++\nAsk us.\n")
}

/// Sends a request exactly as given.
fn raw(port: u16, head: &str) -> Answer {
    let mut connection = Connection::open(port);
    connection.send(head.as_bytes()).expect("a request that is sent");
    connection.answer(true).unwrap_or_else(|error| panic!("{head}: {error}"))
}

#[test]
fn pages_and_files_are_served_as_by_a_static_host() {
    let project = project();
    let preview = Preview::of(&project);
    for (target, status, kind) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/incidents/slow-answers/", 200, "text/html; charset=utf-8"),
        ("/incidents/slow-answers/?from=mail", 200, "text/html; charset=utf-8"),
        ("/feed.xml", 200, "application/xml; charset=utf-8"),
        ("/feed.json", 200, "application/feed+json; charset=utf-8"),
        ("/maintenance.ics", 200, "text/calendar; charset=utf-8"),
        ("/badge.svg", 200, "image/svg+xml; charset=utf-8"),
        ("/components/api/badge.svg", 200, "image/svg+xml; charset=utf-8"),
        ("/metrics.txt", 200, "application/openmetrics-text; version=1.0.0; charset=utf-8"),
        ("/robots.txt", 200, "text/plain; charset=utf-8"),
        ("/nothing/", 404, "text/html; charset=utf-8"),
        ("/_headers", 404, "text/html; charset=utf-8"),
    ] {
        let answer = preview.get(target);
        assert_eq!((answer.status, answer.header("content-type")), (status, Some(kind)), "{target}");
    }
    let moved = preview.get("/incidents/slow-answers");
    assert_eq!((moved.status, moved.header("location")), (302, Some("/incidents/slow-answers/")));
    // The 404 page is that of the site.
    assert!(preview.get("/nothing/").body.contains("Test status"));
}

#[test]
fn every_response_has_the_security_headers() {
    let project = project();
    let preview = Preview::of(&project);
    let targets = [
        "/",
        "/feed.xml",
        "/api/v2/summary.json",
        "/badge.svg",
        "/nothing",
        "/incidents/slow-answers",
        "/..",
        "/__preview/bar.js",
        "/__preview/findings",
        "/__preview/views",
        "/__preview/drafts/",
        "/__preview/switch?to=drafts",
    ];
    let mut answers: Vec<(String, Answer)> =
        targets.map(|target| (target.to_owned(), preview.get(target))).into_iter().collect();
    let port = preview.port;
    answers.push(("POST".into(), request(port, "POST", "/", "")));
    answers.push(("foreign".into(), raw(port, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")));
    answers.push(("origin".into(), request(port, "GET", "/feed.xml", "Origin: http://evil.example\r\n")));
    for (what, answer) in answers {
        let open = answer.headers.iter().find(|(name, _)| name.starts_with("access-control"));
        assert_eq!(open, None, "{what}");
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-robots-tag", "noindex"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{what}: {name}");
        }
    }
}

#[test]
fn head_returns_the_headers_of_get() {
    let project = project();
    let preview = Preview::of(&project);
    for target in ["/", "/feed.xml", "/nothing"] {
        let (get, head) = (preview.get(target), request(preview.port, "HEAD", target, ""));
        assert_eq!(head.status, get.status);
        assert_eq!(head.header("content-length"), get.header("content-length"));
        assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()));
        assert_eq!(head.body, "");
    }
}

#[test]
fn only_get_and_head_are_supported() {
    let project = project();
    let preview = Preview::of(&project);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW"] {
        let answer = request(preview.port, method, "/", "");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn bad_paths_are_refused() {
    let project = project();
    let preview = Preview::of(&project);
    for target in [
        "/../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/..%2F",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%2e%2e%2fcontent%2fpeople.toml",
        "/%00",
        "/index.html%00.png",
        "/a%5c..%5cb",
        "/c:/windows",
        "/.git/config",
        "/.allclear/x",
        "//etc/passwd",
        "/%252e%252e/",
        "/%0d%0aSet-Cookie:x=1",
        "/%",
        "http://evil.example/",
        "http://127.0.0.1/",
        "*",
        "content/site.toml",
    ] {
        let answer = preview.get(target);
        assert_eq!(answer.status, 400, "{target}");
        assert_eq!(answer.header("set-cookie"), None);
    }
    // Valid, but not part of the build.
    for target in ["/content/site.toml", "/content/people.toml", "/etc/passwd", "/public/index.html"] {
        assert_eq!(preview.get(target).status, 404, "{target}");
    }
}

#[test]
fn other_host_names_are_refused_with_a_hint() {
    let project = project();
    let preview = Preview::with(&project, &["--allow-host", "Preview.Test"]);
    let port = preview.port;
    let with = |hosts: &[&str]| {
        let lines = hosts.iter().fold(String::new(), |lines, host| lines + "Host: " + host + "\r\n");
        raw(port, &format!("GET / HTTP/1.1\r\n{lines}Connection: close\r\n\r\n"))
    };
    let own = |name: &str| format!("{name}:{port}");
    for name in ["localhost", "127.0.0.1", "[::1]", "preview.test"] {
        assert_eq!(with(&[&own(name)]).status, 200, "{name}");
    }
    for host in ["evil.example", "localhost", "localhost:1", "127.0.0.1.nip.io", &own("evil.example")] {
        let answer = with(&[host]);
        assert_eq!(answer.status, 403, "{host}");
        assert!(answer.body.contains("--allow-host"), "{}", answer.body);
        assert!(!answer.body.contains("Test status"));
    }
    assert!(with(&[&own("evil.example")]).body.contains("--allow-host evil.example"));
    assert_eq!(with(&[]).status, 400);
    assert_eq!(with(&[&own("localhost"), &own("localhost")]).status, 400);
}

#[test]
fn only_pages_of_the_preview_receive_events() {
    let project = project();
    let preview = Preview::of(&project);
    let port = preview.port;
    for name in ["events", "findings", "views"] {
        let target = format!("/__preview/{name}");
        for line in [
            "Origin: http://evil.example",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
        ] {
            let answer = request(port, "GET", &target, &format!("{line}\r\n"));
            assert_eq!(answer.status, 403, "{target} {line}");
        }
    }
    let own = format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n");
    assert_eq!(request(port, "GET", "/__preview/findings", &own).status, 200);
}

#[test]
fn a_connection_is_closed_after_the_response() {
    let project = project();
    let preview = Preview::of(&project);
    for target in ["/", "/nothing", "/..", "/__preview/bar.js"] {
        assert_eq!(preview.get(target).header("connection"), Some("close"), "{target}");
    }
}
