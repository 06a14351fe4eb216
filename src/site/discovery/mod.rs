//! How robots, programs and people find what there is: the list of pages, the summary for language models, and the
//! page that tells how to follow the site.
//!
//! Nothing here has a date of its own: a page was last changed when something was last said on it.

mod llms;
mod robots;
mod sitemap;
mod subscribe;

use super::plan::Plan;
use super::views::Views;
use crate::artifact::Artifact;
use crate::release::Site;

pub(super) use subscribe::subscribe_page;

/// `/sitemap.xml`, `/robots.txt` and `/llms.txt`.
pub(super) fn discovery(views: Views<'_>, site: &Site, plan: &Plan) -> Vec<Artifact> {
    let mut outputs = sitemap::sitemap(site, plan);
    outputs.extend([robots::robots(views), llms::llms(views, site)]);
    outputs
}
