//! `robots.txt` (RFC 9309): robots may read everything.

use crate::artifact::{Artifact, ArtifactKind};
use crate::site::rendering::RenderContext;

/// Renders `/robots.txt`. Robots request it at the root of a host only; below a path it does no harm.
pub(super) fn robots(context: RenderContext<'_>) -> Artifact {
    let text = format!("User-agent: *\nAllow: /\n\nSitemap: {}/sitemap.xml\n", context.site.url);
    Artifact::new("robots.txt", text, ArtifactKind::Feed)
}
