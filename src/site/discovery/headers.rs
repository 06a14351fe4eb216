//! `_headers`: the HTTP headers of all files, in the format that static hosts share
//! (<https://developers.cloudflare.com/pages/configuration/headers/>).

use std::fmt::Write as _;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::site::api::HEADERS as API_HEADERS;
use crate::site::metrics::HEADERS as METRICS_HEADERS;
use crate::site::rendering::{POLICY, RenderContext};

/// A cached page must not say that all is well when it no longer is. So browsers revalidate a page on each visit,
/// which costs a host little.
const PAGES: &str = "no-cache";
/// Machine-readable outputs may be a minute old: clients poll them anyway.
const FOR_MACHINES: &str = "public, max-age=60, must-revalidate";
/// Names of assets contain a hash of their content.
const ASSETS: &str = "public, max-age=31536000, immutable";

/// The media type of feeds. Browsers apply a style sheet to it; they show the types that are registered for feeds as plain
/// text, or download them. Feed readers take any type of XML.
const FEED: &str = "application/xml; charset=utf-8";

/// Machine-readable outputs with their media types. Scripts of any origin may read them.
const MACHINES: &[(&str, &str)] = &[
    ("feed.xml", FEED),
    ("feed.json", "application/feed+json; charset=utf-8"),
    ("maintenance.ics", "text/calendar; charset=utf-8"),
    ("badge.svg", "image/svg+xml; charset=utf-8"),
    ("history.atom", FEED),
    ("history.rss", FEED),
];

/// Renders `_headers`. No path matches two rules for the same header, because hosts treat that differently. So
/// `frame-ancestors` is set for each kind of page: only `/embed/` may be framed by other sites.
pub(in crate::site) fn headers(context: RenderContext<'_>, site: &Site) -> Artifact {
    let base = &site.base_path;
    let mut text = format!(
        "{base}/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: same-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n"
    );
    let pages = [
        "/",
        "/incidents/*",
        "/maintenance/*",
        "/components/*",
        "/postmortems/*",
        "/history/*",
        "/subscribe/",
    ];
    for folder in context.site.folders() {
        let free = site.pages.iter().map(|page| format!("/{}/", page.slug));
        let free = free.chain(site.response.iter().map(|_| "/response/".to_owned()));
        for path in pages.map(String::from).into_iter().chain(free) {
            let _ = writeln!(
                text,
                "{base}{folder}{path}\n  Content-Security-Policy: {POLICY}; frame-ancestors 'self'\n  Cache-Control: {PAGES}"
            );
        }
        let _ = writeln!(
            text,
            "{base}{folder}/embed/\n  Content-Security-Policy: {POLICY}; frame-ancestors *\n  Cache-Control: {PAGES}"
        );
    }
    for (name, kind) in MACHINES {
        let shared = format!("  Content-Type: {kind}\n  Access-Control-Allow-Origin: *");
        let _ = writeln!(text, "{base}/{name}\n{shared}\n  Cache-Control: {FOR_MACHINES}");
        let _ = writeln!(text, "{base}/components/:component/{name}\n{shared}");
        if *name == "feed.xml" {
            let _ = writeln!(text, "{base}/postmortems/{name}\n{shared}");
            let _ = writeln!(text, "{base}/incidents/:incident/{name}\n{shared}");
            let _ = writeln!(text, "{base}/maintenance/:maintenance/{name}\n{shared}");
        }
        if *name == "maintenance.ics" {
            let _ = writeln!(text, "{base}/maintenance/:maintenance/{name}\n{shared}");
        }
    }
    for (path, rules) in [API_HEADERS, METRICS_HEADERS] {
        let _ = writeln!(text, "{base}{path}");
        for (header, value) in rules {
            let _ = writeln!(text, "  {header}: {value}");
        }
    }
    let _ = writeln!(text, "{base}/stamp.json\n  Cache-Control: no-cache");
    let _ = writeln!(text, "{base}/assets/*\n  Cache-Control: {ASSETS}");
    // The same rule on every site: it does not show whether there are customers. Nobody may frame a view, and robots that
    // got hold of a link must not list it.
    let _ = writeln!(
        text,
        "{base}/v/*\n  X-Robots-Tag: noindex, nofollow\n  Cache-Control: {PAGES}\n  \
         Content-Security-Policy: frame-ancestors 'none'"
    );
    Artifact::new("_headers", text.into_bytes(), ArtifactKind::Asset)
}
