//! The state of the whole site in one line, as the home page says it.

use super::Theme;
use super::rendering::{Headline, RenderContext, SiteContext};
use crate::release::Site;
use crate::status::State;

/// The state of the whole site, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    /// The headline as plain text.
    pub headline: String,
    /// The state whose icon and colour the headline has. Never operational while an incident is open.
    pub state: State,
}

/// Returns the state of the whole site. `None` if the theme has no such language.
#[must_use]
pub fn overall(site: &Site, theme: &Theme) -> Option<Overall> {
    let site_context = SiteContext::of(site);
    let language = theme.language(&site.language).ok()?;
    let context = RenderContext::new(&site_context, &language, theme);
    let headline = Headline::new(context, site);
    Some(Overall { headline: headline.text(context), state: headline.icon() })
}
