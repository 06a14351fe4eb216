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

/// Renders `/sitemap.xml`, `/robots.txt` and `/llms.txt`. A customer's view has no `robots.txt`, which would invite robots,
/// and a sitemap only if its addresses may spread.
pub(super) fn discovery(context: RenderContext<'_>, site: &Site, index: &EventIndex) -> Vec<Artifact> {
    let mut outputs = vec![llms::llms(context, site)];
    if site.place.is_listed() {
        outputs.push(robots::robots(context));
    }
    if site.place.has_canonical_addresses() {
        outputs.extend(sitemap::sitemap(context, site, index));
    }
    outputs
}
