//! What robots may read (RFC 9309): everything.

use crate::output::{Kind, Output};
use crate::site::views::Views;

/// `/robots.txt`. Robots look for it at the root of a host only; below a path it does no harm.
pub(super) fn robots(views: Views<'_>) -> Output {
    let text = format!("User-agent: *\nAllow: /\n\nSitemap: {}/sitemap.xml\n", views.site.url);
    Output::new("robots.txt", text, Kind::Feed)
}
