//! The story of the product, with any web server: commit an update, push it, and the page is right.

use super::http::{Answer, get};
use super::server::Server;

/// An update that has come out when the push has ended; a broken one that changes nothing; a broken old one that holds back
/// no other; and what the server says of each kind of file.
pub(super) fn from_a_commit_to_the_page(server: &Server, port: u16) {
    let said = server.push();
    assert!(said.contains("remote: built "), "{said}");
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
        .desk
        .command()
        .args(new)
        .args(["--slug", "checkout", "-m", "About 15% of payments fail."])
        .output()
        .expect("runs");
    server.push();
    let home = get(port, "/");
    assert_eq!(home.status, 200);
    assert!(home.body.contains("Checkout errors"), "{}", home.body);
    assert!(get(port, "/incidents/checkout/").body.contains("About 15% of payments fail."));

    // A slip in the newest update leaves what is out as it is, and says so to whoever pushed.
    let page = "content/pages/about.md";
    let good = server.desk.read(page);
    let update = "content/incidents/checkout/comms/2026-03-14T0922Z-broken.md";
    server.desk.write(update, b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    server.desk.write(page, b"+++\ntitle = \"About us\"\n+++\nMore about us.\n");
    let said = server.push();
    assert!(said.contains("remote: error[unknown-value]: unknown status `nonsense`"), "{said}");
    assert!(said.contains("remote: published, with parts as they were before"), "{said}");
    assert!(get(port, "/about/").body.contains("More about us."), "it holds back nothing else");
    assert!(get(port, "/incidents/checkout/").body.contains("About 15% of payments fail."));

    // What no earlier revision can mend changes nothing at all.
    let before = get(port, "/").body;
    server.desk.write("content/people.toml", b"[person.ana]\nnaem = \"Xylophone\"\n");
    let said = server.push();
    assert!(said.contains("remote: not published: the page stays as it is"), "{said}");
    assert!(said.contains("content/people.toml") && !said.contains("Xylophone"), "{said}");
    assert_eq!(get(port, "/").body, before);

    server.desk.write("content/people.toml", b"");
    server.desk.write(page, good.as_bytes());
    std::fs::remove_file(server.desk.path(update)).expect("an update");
    let said = server.push();
    assert!(said.contains("remote: built ") && !said.contains("stale"), "{said}");
    let (here, there) = (server.desk.root(), server.repository());
    assert_eq!(
        there.run(&["rev-parse", "refs/allclear/published"]),
        crate::support::Git::at(here).run(&["rev-parse", "HEAD"])
    );
    headers(port, &home.body);
}

fn headers(port: u16, home: &str) {
    let ok = |path: &str| -> Answer {
        let answer = get(port, path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        answer
    };
    for path in ["/", "/index.html", "/incidents/checkout/", "/components/api/", "/history/"] {
        let answer = ok(path);
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(answer.header("content-security-policy"), "frame-ancestors 'self'", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
        // Nothing by which a newer page could be taken for this one.
        assert_eq!((answer.header("etag"), answer.header("last-modified")), ("", ""), "{path}");
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
        let answer = ok(path);
        let of = answer.header("content-type");
        assert_eq!(of.split(';').next(), Some(kind), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
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
        let answer = get(port, path);
        assert!(matches!(answer.status, 404 | 400), "{path}: {}", answer.status);
        if answer.status == 404 {
            assert!(answer.body.contains("</html>"), "{path}: the page of the site");
            assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
        }
    }
    let folder = get(port, "/history");
    assert!(matches!(folder.status, 301 | 302 | 308), "{}", folder.status);
    assert!(folder.header("location").ends_with("/history/"), "{}", folder.header("location"));
}
