//! Files that tell robots, programs, hosts and browsers about the site: `sitemap.xml`, `robots.txt`, `llms.txt` and
//! `_headers`.
//!
//! The date of a page is that of the newest public change on it; nothing here has a date of its own.

mod headers;
mod llms;
mod robots;
mod sitemap;

use crate::artifact::Artifact;
use crate::release::Site;
use crate::site::event_index::EventIndex;
use crate::site::rendering::RenderContext;

pub(super) use headers::headers;

/// Renders `/sitemap.xml`, `/robots.txt` and `/llms.txt`.
pub(super) fn discovery(context: RenderContext<'_>, site: &Site, index: &EventIndex) -> Vec<Artifact> {
    let mut outputs = sitemap::sitemap(site, index);
    outputs.extend([robots::robots(context), llms::llms(context, site)]);
    outputs
}
