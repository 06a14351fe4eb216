//! What hosts and browsers are told about the files: `_headers`, in the format that static hosts share
//! (<https://developers.cloudflare.com/pages/configuration/headers/>), and the policy that pages carry themselves.

use std::fmt::Write as _;

use super::api::HEADERS as API_HEADERS;
use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;

/// What a page may load: its own style sheet, script, pictures, fonts and stamps, and nothing from elsewhere.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                                 font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// Nobody may see a page that says all is well after it stopped being so: each visit asks whether there is a newer one,
/// which costs a host little.
const PAGES: &str = "no-cache";
/// What machines read may be a minute old, as they ask again by themselves.
const FOR_MACHINES: &str = "public, max-age=60, must-revalidate";
/// Names of assets hold a hash of them.
const ASSETS: &str = "public, max-age=31536000, immutable";

/// What machines read, and how it is called. Any page may read it.
const MACHINES: &[(&str, &str)] = &[
    ("feed.xml", "application/rss+xml; charset=utf-8"),
    ("feed.json", "application/feed+json; charset=utf-8"),
    ("maintenance.ics", "text/calendar; charset=utf-8"),
    ("badge.svg", "image/svg+xml; charset=utf-8"),
    ("history.atom", "application/atom+xml; charset=utf-8"),
    ("history.rss", "application/rss+xml; charset=utf-8"),
];

/// `_headers`. No path has two rules for the same header, since hosts differ in what they make of that. So what
/// frames a page is said for each kind of page: `/embed/` is made for the frames of others.
pub(super) fn headers(site: &Site) -> Artifact {
    let base = &site.base_path;
    let mut text = format!(
        "{base}/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: same-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n"
    );
    let free = site.pages.iter().map(|page| format!("/{}/", page.slug));
    let pages = [
        "/",
        "/incidents/*",
        "/maintenance/*",
        "/components/*",
        "/postmortems/*",
        "/history/*",
        "/subscribe/",
    ];
    for path in pages.map(String::from).into_iter().chain(free) {
        let _ = writeln!(
            text,
            "{base}{path}\n  Content-Security-Policy: {POLICY}; frame-ancestors 'self'\n  Cache-Control: {PAGES}"
        );
    }
    let _ = writeln!(
        text,
        "{base}/embed/\n  Content-Security-Policy: {POLICY}; frame-ancestors *\n  Cache-Control: {PAGES}"
    );
    for (name, kind) in MACHINES {
        let shared = format!("  Content-Type: {kind}\n  Access-Control-Allow-Origin: *");
        let _ = writeln!(text, "{base}/{name}\n{shared}\n  Cache-Control: {FOR_MACHINES}");
        let _ = writeln!(text, "{base}/components/:component/{name}\n{shared}");
        if *name == "feed.xml" {
            let _ = writeln!(text, "{base}/postmortems/{name}\n{shared}");
        }
    }
    let (api, rules) = API_HEADERS;
    let _ = writeln!(text, "{base}{api}");
    for (header, value) in rules {
        let _ = writeln!(text, "  {header}: {value}");
    }
    let _ = writeln!(text, "{base}/stamp.json\n  Cache-Control: no-cache");
    let _ = writeln!(text, "{base}/assets/*\n  Cache-Control: {ASSETS}");
    Artifact::new("_headers", text.into_bytes(), ArtifactKind::Asset)
}
