//! All that pages are made with: what is known of the site, the theme, its templates and its words.

use serde::Serialize;
use tera::Value;

use super::site_context::SiteContext;
use super::templates::Templates;
use super::views::{Views, site_view};
use super::{Language, Theme};
use crate::diagnostics::{Finding, Findings};
use crate::release::Site;

/// What pages are made with. It depends on the frame and the theme alone.
#[derive(Debug)]
pub(super) struct Environment {
    site_context: SiteContext,
    theme: Theme,
    language: Language,
    templates: Templates,
    /// What every page sees.
    shared: Vec<(&'static str, Value)>,
}

impl Environment {
    pub(super) fn new(site: &Site, theme: &Theme) -> Result<Self, Findings> {
        let (site_context, theme) = (SiteContext::of(site), theme.clone());
        let language = theme.language(&site.language)?;
        let templates = Templates::new(&theme).map_err(|finding| Findings::from_iter([finding]))?;
        let mut environment = Self { site_context, theme, language, templates, shared: Vec::new() };
        let views = environment.views();
        environment.shared = vec![("site", value(&site_view(views))), ("t", words(views))];
        Ok(environment)
    }

    /// Whether pages of this site with this theme are made with the same.
    pub(super) fn fits(&self, site: &Site, theme: &Theme) -> bool {
        self.site_context == SiteContext::of(site) && self.theme == *theme
    }

    pub(super) fn views(&self) -> Views<'_> {
        Views::new(&self.site_context, &self.language, &self.theme)
    }

    /// A view through a template, which replaces what `html` holds.
    pub(super) fn html(
        &self,
        template: &str,
        page: &impl Serialize,
        html: &mut Vec<u8>,
    ) -> Result<(), Finding> {
        html.clear();
        self.templates.render(&self.theme, template, &self.shared, value(page), html)
    }
}

/// The words as templates name them: `t.state.operational`.
fn words(views: Views<'_>) -> Value {
    let mut tree = serde_json::Map::new();
    for (key, word) in views.language.words() {
        let mut place = &mut tree;
        let mut parts = key.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                place.insert(part.to_owned(), word.clone().into());
                break;
            }
            let below = place.entry(part.to_owned()).or_insert_with(|| serde_json::Map::new().into());
            match below.as_object_mut() {
                Some(below) => place = below,
                None => break,
            }
        }
    }
    value(&tree)
}

/// A view as templates see it. Views hold texts, numbers and lists only, which always can be shown.
fn value(view: &impl Serialize) -> Value {
    Value::try_from_serializable(view).unwrap_or_else(|_| Value::none())
}
