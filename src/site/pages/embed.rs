//! `/embed/`: the current state as a small page, to be framed by other sites.
//!
//! It shows the banner and everything that is open, and every link opens outside the frame. It uses the style sheet
//! of the site. `docs/feeds.md` describes how a script can show the state instead.

use serde::Serialize;

use super::home::running;
use super::{Banner, Card};
use crate::release::Site;
use crate::site::rendering::{Headline, RenderContext, worst_first};

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
    let open = worst_first(site).into_iter().map(|incident| Card::incident(context, incident));
    let running: Vec<Card> =
        running(site).map(|maintenance| Card::maintenance(context, maintenance)).collect();
    let headline = Headline::new(context, site);
    EmbedPage {
        icon: context.icon(Some(headline.icon())),
        banner: Banner::new(context, site, &headline, running.len()),
        open: open.chain(running).collect(),
        home: format!("{}{}/", site.url, context.site.folder),
    }
}
