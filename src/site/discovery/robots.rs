//! What robots may read (RFC 9309): everything.

use crate::artifact::{Artifact, ArtifactKind};
use crate::site::views::Views;

/// `/robots.txt`. Robots look for it at the root of a host only; below a path it does no harm.
pub(super) fn robots(views: Views<'_>) -> Artifact {
    let text = format!("User-agent: *\nAllow: /\n\nSitemap: {}/sitemap.xml\n", views.site.url);
    Artifact::new("robots.txt", text, ArtifactKind::Feed)
}
