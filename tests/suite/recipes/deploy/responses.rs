//! What any web server must answer for each file of a site, and for a file that does not exist.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::http::{Client, get_plain};
use super::server::Server;
use crate::support::{Run, tree};

/// The headers that a web server must take from `_headers`.
const SAME: [&str; 6] = [
    "x-robots-tag",
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "access-control-allow-origin",
];
/// Text formats, which must be compressed.
const TEXT: [&str; 11] =
    ["html", "css", "js", "txt", "xml", "json", "ics", "svg", "atom", "rss", "webmanifest"];
/// Every server compresses files from this size. Below it, there is hardly anything to gain.
const WORTH_COMPRESSING: usize = 128;

/// Requests every published file: headers as in `_headers`, no validators except for assets, and text in the server's
/// best compression. Then requests files that do not exist.
pub(super) fn are_right(server: &Server, client: &Client, best: &str) {
    let rules = Rules::read(&server.public());
    // Stands for a customer's view, whose page has its own policy.
    let view = server.public().join("v/aaaaaaaaaaaaaaaaaaaaaaaaaa");
    fs::create_dir_all(&view).expect("a folder");
    fs::write(view.join("index.html"), "<!doctype html>\n<title>Private</title>\n").expect("a page");
    let files = tree(&server.public());
    for (path, bytes) in &files {
        let path = path.as_str();
        if path == "_headers" || path == "404.html" {
            continue;
        }
        let url = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        let extension = path.rsplit('.').next().unwrap_or_default();
        let response = client.get(&url);
        assert_eq!((response.status, &response.bytes), (200, bytes), "{url}");
        for name in SAME {
            // Some rules for pages match feeds and badges too, which need no policy.
            if name != "content-security-policy" || extension == "html" {
                assert_eq!(response.header(name), rules.value(&url, name), "{url}: {name}");
            }
        }
        let media_type = rules.value(&url, "content-type");
        if !media_type.is_empty() {
            assert_eq!(Some(response.media_type()), media_type.split(';').next(), "{url}");
        }
        assert_eq!(response.header("strict-transport-security"), "max-age=31536000", "{url}");
        if path.starts_with("assets/") {
            assert_eq!(response.header("cache-control"), "public, max-age=31536000, immutable", "{url}");
        } else {
            assert_eq!(response.header("cache-control"), "no-cache", "{url}");
            let validators = ["etag", "last-modified", "accept-ranges"].map(|name| response.header(name));
            assert_eq!(validators, ["", "", ""], "{url}");
        }

        if TEXT.contains(&extension) && bytes.len() >= WORTH_COMPRESSING {
            let response = client.get_with(&url, &[("Accept-Encoding", "zstd, br, gzip")]);
            assert_eq!(response.header("content-encoding"), best, "{url}");
            let response = client.get_with(&url, &[("Accept-Encoding", "gzip")]);
            assert_eq!(response.header("content-encoding"), "gzip", "{url}");
            assert_eq!(response.header("vary"), "Accept-Encoding", "{url}");
            assert_eq!(&decompressed(server, &response.bytes), bytes, "{url}");
        }
    }
    for suffix in [
        ".ics",
        "feed.xml",
        "feed.json",
        "history.atom",
        "history.rss",
        ".svg",
        "/summary.json",
        "metrics.txt",
    ] {
        assert!(files.iter().any(|(path, _)| path.ends_with(suffix)), "the site has no file `{suffix}`");
    }
    missing_files(client);
}

/// Files that do not exist: the page says so, and has the headers of a page.
fn missing_files(client: &Client) {
    let later = ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT");
    for path in [
        "/nothing/",
        "/nothing.html",
        "/nothing.json",
        "/_headers",
        "/api/",
        "/api/v2/",
        "/api/v2/nothing.json",
        "/api/v2/nothing",
        "/api/v2/incidents/nothing.json",
        "/assets/style-0.css",
        "/components/nothing/feed.xml",
        "/components/nothing/maintenance.ics",
        "/nothing/feed.json",
        "/nothing/history.atom",
        "/%2e%2e/status.git/HEAD",
    ] {
        for headers in [&[][..], &[later], &[("Range", "bytes=0-3")]] {
            let response = client.get_with(path, headers);
            if response.status == 400 && path.contains("%2e") {
                continue;
            }
            assert_eq!(response.status, 404, "{path}");
            assert!(response.body.contains("</html>"), "{path}: not the error page of the site");
            assert_eq!(response.header("content-type"), "text/html; charset=utf-8", "{path}");
            assert_eq!(response.header("cache-control"), "no-cache", "{path}");
            assert!(response.header("content-security-policy").ends_with("frame-ancestors 'self'"), "{path}");
            assert_eq!(response.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!((response.header("etag"), response.header("last-modified")), ("", ""), "{path}");
        }
    }
}

/// Modern versions of TLS only, and a redirect from unencrypted requests.
pub(super) fn are_encrypted(client: &Client, plain: u16) {
    assert!(client.accepts("-tls1_3") && client.accepts("-tls1_2"));
    assert!(!client.accepts("-tls1_1") && !client.accepts("-tls1"));
    let response = get_plain(plain, "/history/?page=2");
    assert!(matches!(response.status, 301 | 308), "{}", response.status);
    assert_eq!(response.header("location"), "https://status.example.com/history/?page=2");
}

/// Decompresses gzip.
fn decompressed(server: &Server, bytes: &[u8]) -> Vec<u8> {
    let path = server.path("body.gz");
    fs::write(&path, bytes).expect("a file");
    Run::of(Command::new("gzip").arg("-dkf").arg(&path)).ok();
    fs::read(server.path("body")).expect("the decompressed body")
}

/// The rules of `_headers`.
struct Rules(Vec<(String, Vec<(String, String)>)>);

impl Rules {
    fn read(public: &Path) -> Self {
        let text = fs::read_to_string(public.join("_headers")).expect("the file `_headers`");
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines() {
            match (line.trim().split_once(": "), rules.last_mut()) {
                (Some((name, value)), Some((_, headers))) if line.starts_with(' ') => {
                    headers.push((name.to_ascii_lowercase(), value.to_owned()));
                }
                _ => rules.push((line.to_owned(), Vec::new())),
            }
        }
        Self(rules)
    }

    /// The value of a header for a path, empty if no rule sets it.
    fn value(&self, path: &str, name: &str) -> &str {
        let rules = self.0.iter().filter(|(pattern, _)| matches(pattern, path));
        let mut values = rules.flat_map(|(_, headers)| headers).filter(|(header, _)| header == name);
        values.next().map_or("", |(_, value)| value)
    }
}

/// Whether a path matches a pattern with `:name` for a segment and `*` at its end.
fn matches(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    for part in pattern.split('/') {
        if part == "*" {
            return segments.next().is_some();
        }
        match segments.next() {
            Some(segment) if part == segment || (part.starts_with(':') && !segment.is_empty()) => {}
            _ => return false,
        }
    }
    segments.next().is_none()
}
