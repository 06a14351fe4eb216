//! The state of the whole site in one line, as the home page says it.

use super::Theme;
use super::rendering::{Headline, RenderContext, SiteContext};
use crate::release::Site;

/// Returns the headline of a site. `None` if the theme has no such language.
#[must_use]
pub fn headline(site: &Site, theme: &Theme) -> Option<String> {
    let site_context = SiteContext::of(site);
    let language = theme.language(&site.language).ok()?;
    let context = RenderContext::new(&site_context, &language, theme);
    Some(Headline::new(context, site).text(context))
}
