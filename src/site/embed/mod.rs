//! `/embed/`: how everything stands, as a small page for a frame in other pages.
//!
//! It shows the banner and what is open, and every link leaves the frame. It looks like the site because it has its
//! style sheet. What a script can show instead is told in `docs/feeds.md`.

use serde::Serialize;

use super::views::{Banner, Card, Views};
use crate::release::Site;
use crate::release::model::Progress;

/// What the small page shows.
#[derive(Clone, Debug, Serialize)]
pub(super) struct EmbedPage {
    /// The state of everything.
    pub(super) banner: Banner,
    /// Open incidents, then maintenance under way, newest first.
    pub(super) open: Vec<Card>,
    /// Complete address of the site's first page.
    pub(super) home: String,
}

pub(super) fn embed_page(views: Views<'_>, site: &Site) -> EmbedPage {
    let open = site.incidents.iter().filter(|incident| !incident.event.closed);
    let open: Vec<Card> = open.map(|incident| Card::incident(views, incident)).collect();
    let running = site
        .maintenances
        .iter()
        .filter(|maintenance| matches!(maintenance.progress, Progress::Running | Progress::Overrun));
    let running: Vec<Card> = running.map(|maintenance| Card::maintenance(views, maintenance)).collect();
    EmbedPage {
        banner: Banner::new(views, site, open.len(), running.len()),
        open: open.into_iter().chain(running).collect(),
        home: format!("{}/", site.url),
    }
}
