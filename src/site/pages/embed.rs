//! `/embed/`: the current state as a small page, to be framed by other sites.
//!
//! It shows the banner and everything that is open, and every link opens outside the frame. It uses the style sheet
//! of the site. `docs/feeds.md` describes how a script can show the state instead.

use serde::Serialize;

use super::{Banner, Card};
use crate::release::Site;
use crate::release::model::Progress;
use crate::site::rendering::{Headline, RenderContext};

/// The view of the page for frames.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct EmbedPage {
    /// The state of the whole site.
    pub(in crate::site) banner: Banner,
    /// Open incidents, then running maintenance, newest first.
    pub(in crate::site) open: Vec<Card>,
    /// Address of the icon. Without one, browsers request `/favicon.ico`.
    pub(in crate::site) icon: String,
    /// URL of the home page.
    pub(in crate::site) home: String,
}

pub(in crate::site) fn embed_page(context: RenderContext<'_>, site: &Site) -> EmbedPage {
    let open = site.incidents.iter().filter(|incident| !incident.event.closed);
    let open: Vec<Card> = open.map(|incident| Card::incident(context, incident)).collect();
    let running = site
        .maintenances
        .iter()
        .filter(|maintenance| matches!(maintenance.progress, Progress::Running | Progress::Overrun));
    let running: Vec<Card> = running.map(|maintenance| Card::maintenance(context, maintenance)).collect();
    let headline = Headline::new(context, site);
    EmbedPage {
        icon: context.icon(Some(headline.icon())),
        banner: Banner::new(context, &headline, open.len(), running.len()),
        open: open.into_iter().chain(running).collect(),
        home: format!("{}/", site.url),
    }
}
