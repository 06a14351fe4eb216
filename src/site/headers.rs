//! What hosts and browsers are told about the pages: `_headers`, in the format that static hosts share
//! (<https://developers.cloudflare.com/pages/configuration/headers/>), and the policy that pages carry themselves.

use std::fmt::Write as _;

use crate::output::{Kind, Output};
use crate::release::Site;

/// What a page may load: its own style sheet, script, pictures, fonts and stamps, and nothing from elsewhere.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                                 font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// Pages may be a minute old: long enough to carry a rush of visitors, and no longer than a reader's patience.
const PAGES: &str = "public, max-age=60, must-revalidate";
/// Names of assets hold a hash of them.
const ASSETS: &str = "public, max-age=31536000, immutable";

/// `_headers`. No path has two rules for the same header, since hosts differ in what they make of that.
pub(super) fn headers(site: &Site) -> Output {
    let base = &site.base_path;
    let mut text = format!(
        "{base}/*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'self'\n  \
         X-Content-Type-Options: nosniff\n  Referrer-Policy: same-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n"
    );
    let free = site.pages.iter().map(|page| format!("/{}/", page.slug));
    let pages = ["/", "/incidents/*", "/maintenance/*", "/components/*", "/history/*"].map(String::from);
    for path in pages.into_iter().chain(free) {
        let _ = writeln!(text, "{base}{path}\n  Cache-Control: {PAGES}");
    }
    let _ = writeln!(text, "{base}/stamp.json\n  Cache-Control: no-cache");
    let _ = writeln!(text, "{base}/assets/*\n  Cache-Control: {ASSETS}");
    Output::new("_headers", text.into_bytes(), Kind::Asset)
}
