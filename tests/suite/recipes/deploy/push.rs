//! From a push to the page, with any web server.

use super::http::{Response, get};
use super::server::Server;

/// Pushes a new incident, which is published when the push ends; a broken update, which changes nothing else; and a broken
/// internal file, which changes nothing at all. Then checks the headers of each kind of file.
pub(super) fn changes_the_page(server: &Server, port: u16) {
    let output = server.push();
    assert!(output.contains("remote: built "), "{output}");
    assert!(!get(port, "/").body.contains("Checkout errors"));

    let new = [
        "new",
        "incident",
        "Checkout errors",
        "-s",
        "P1",
        "-c",
        "api=partial_outage",
        "--next-update",
        "30m",
    ];
    server
        .author
        .command()
        .args(new)
        .args(["--slug", "checkout", "-m", "About 15% of payments fail."])
        .output()
        .expect("the program runs");
    server.push();
    let home = get(port, "/");
    assert_eq!(home.status, 200);
    assert!(home.body.contains("Checkout errors"), "{}", home.body);
    assert!(get(port, "/incidents/checkout/").body.contains("About 15% of payments fail."));

    // An error in the newest update keeps the incident as published, and the author sees the error.
    let page = "content/pages/about.md";
    let original = server.author.read(page);
    let update = "content/incidents/checkout/comms/2026-03-14T0922Z-broken.md";
    server.author.write(update, b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    server.author.write(page, b"+++\ntitle = \"About us\"\n+++\nMore about us.\n");
    let output = server.push();
    assert!(output.contains("remote: error[unknown-value]: unknown status `nonsense`"), "{output}");
    assert!(output.contains("remote: published, with parts as they were before"), "{output}");
    assert!(get(port, "/about/").body.contains("More about us."), "other changes are published");
    assert!(get(port, "/incidents/checkout/").body.contains("About 15% of payments fail."));

    // An error for which no earlier revision helps changes nothing at all.
    let before = get(port, "/").body;
    server.author.write("content/people.toml", b"[person.ana]\nnaem = \"Xylophone\"\n");
    let output = server.push();
    assert!(output.contains("remote: not published: the page stays as it is"), "{output}");
    assert!(output.contains("content/people.toml") && !output.contains("Xylophone"), "{output}");
    assert_eq!(get(port, "/").body, before);

    server.author.write("content/people.toml", b"");
    server.author.write(page, original.as_bytes());
    std::fs::remove_file(server.author.path(update)).expect("an update");
    let output = server.push();
    assert!(output.contains("remote: built ") && !output.contains("stale"), "{output}");
    let (clone, repository) = (server.author.root(), server.repository());
    assert_eq!(
        repository.run(&["rev-parse", "refs/allclear/published"]),
        crate::support::Git::at(clone).run(&["rev-parse", "HEAD"])
    );
    headers(port, &home.body);
}

/// Checks the status and the headers of each kind of file.
fn headers(port: u16, home: &str) {
    let ok = |path: &str| -> Response {
        let response = get(port, path);
        assert_eq!(response.status, 200, "{path}");
        assert_eq!(response.header("x-content-type-options"), "nosniff", "{path}");
        response
    };
    for path in ["/", "/index.html", "/incidents/checkout/", "/components/api/", "/history/"] {
        let response = ok(path);
        assert_eq!(response.header("cache-control"), "no-cache", "{path}");
        assert_eq!(response.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(response.header("content-security-policy"), "frame-ancestors 'self'", "{path}");
        assert_eq!(response.header("access-control-allow-origin"), "", "{path}");
        // Validators would let a browser take this page for a newer one.
        assert_eq!((response.header("etag"), response.header("last-modified")), ("", ""), "{path}");
    }
    assert_eq!(ok("/embed/").header("content-security-policy"), "frame-ancestors *");
    for (path, kind) in [
        ("/api/v2/summary.json", "application/json"),
        ("/api/v2/incidents/unresolved.json", "application/json"),
        ("/feed.xml", "application/rss+xml"),
        ("/components/api/feed.xml", "application/rss+xml"),
        ("/history.rss", "application/rss+xml"),
        ("/history.atom", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/maintenance.ics", "text/calendar"),
        ("/components/api/maintenance.ics", "text/calendar"),
        ("/badge.svg", "image/svg+xml"),
    ] {
        let response = ok(path);
        let content_type = response.header("content-type");
        assert_eq!(content_type.split(';').next(), Some(kind), "{path}");
        assert_eq!(response.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(response.header("cache-control"), "no-cache", "{path}");
    }
    let stamp = ok("/stamp.json");
    assert_eq!(stamp.header("content-type").split(';').next(), Some("application/json"));
    assert_eq!((stamp.header("cache-control"), stamp.header("etag")), ("no-cache", ""));
    let style = home
        .split("href=\"")
        .find(|part| part.starts_with("/assets/"))
        .and_then(|part| part.split('"').next());
    let style = ok(style.expect("a style sheet"));
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
    for path in ["/nothing/", "/nothing.html", "/_headers", "/api/", "/%2e%2e/status.git/HEAD"] {
        let response = get(port, path);
        assert!(matches!(response.status, 404 | 400), "{path}: {}", response.status);
        if response.status == 404 {
            assert!(response.body.contains("</html>"), "{path}: not the error page of the site");
            assert_eq!(response.header("cache-control"), "no-cache", "{path}");
        }
    }
    let folder = get(port, "/history");
    assert!(matches!(folder.status, 301 | 302 | 308), "{}", folder.status);
    assert!(folder.header("location").ends_with("/history/"), "{}", folder.header("location"));
}
