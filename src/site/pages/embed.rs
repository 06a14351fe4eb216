//! `/embed/`: the current state as a small page, to be framed by other sites.
//!
//! It shows the banner and the first few of what is open, and every link opens outside the frame. How much it shows is
//! limited, so that a frame of a fixed height shows all of it. It uses the style sheet of the site. `docs/feeds.md` describes how a script can show the state instead.

use serde::Serialize;

use super::home::running;
use super::{Banner, Card};
use crate::release::Site;
use crate::site::rendering::{Headline, RenderContext, worst_first};

/// The number of cards. The height that `/subscribe/` recommends is for as many.
const SHOWN: usize = 3;

/// The view of the page for frames.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct EmbedPage {
    /// The state of the whole site.
    pub(in crate::site) banner: Banner,
    /// Open incidents, worst first, then running maintenance: the first [`SHOWN`] of them.
    pub(in crate::site) open: Vec<Card>,
    /// How many more there are: `2 more incidents, 1 maintenance in progress`; empty if there are none.
    pub(in crate::site) more: String,
    /// Address of the icon. Without one, browsers request `/favicon.ico`.
    pub(in crate::site) icon: String,
    /// URL of the home page.
    pub(in crate::site) home: String,
}

pub(in crate::site) fn embed_page(context: RenderContext<'_>, site: &Site) -> EmbedPage {
    let incidents = worst_first(site);
    let running: Vec<_> = running(site).collect();
    let shown_incidents = incidents.len().min(SHOWN);
    let shown_running = running.len().min(SHOWN - shown_incidents);
    let more = [
        ("more_incident", incidents.len() - shown_incidents),
        ("running_maintenance", running.len() - shown_running),
    ];
    let more = more.iter().filter(|(_, n)| *n > 0).map(|(key, n)| context.language.count(key, *n));
    let more: Vec<String> = more.collect();
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let cards = incidents.iter().take(shown_incidents).map(|incident| Card::incident(context, incident));
    let running_cards =
        running.iter().take(shown_running).map(|maintenance| Card::maintenance(context, maintenance));
    let headline = Headline::new(context, site);
    EmbedPage {
        icon: context.icon(Some(headline.icon())),
        banner: Banner::new(context, site, &headline, running.len()),
        open: cards.chain(running_cards).collect(),
        more: context.language.list(&more),
        home: format!("{}{}/", site.url, context.site.folder),
    }
}
