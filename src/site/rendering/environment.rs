//! The environment of a rendering: the site context, the theme, its templates and its language.

use serde::Serialize;
use tera::Value;

use super::context::RenderContext;
use super::language::Language;
use super::site_context::SiteContext;
use super::site_view::site_view;
use super::templates::Templates;
use super::theme::Theme;
use crate::diagnostics::{Finding, Findings};
use crate::release::Site;

/// Everything that templates are rendered with. It depends on the site context and the theme alone.
#[derive(Debug)]
pub(in crate::site) struct Environment {
    site_context: SiteContext,
    theme: Theme,
    language: Language,
    templates: Templates,
    /// The variables that every template gets.
    shared: Vec<(&'static str, Value)>,
}

impl Environment {
    pub(in crate::site) fn new(site: &Site, theme: &Theme) -> Result<Self, Findings> {
        Self::with_feed(site, theme, None)
    }

    /// The environment of a sealed view, whose only feed has the address `feed`.
    pub(in crate::site) fn with_feed(
        site: &Site,
        theme: &Theme,
        feed: Option<&str>,
    ) -> Result<Self, Findings> {
        let (site_context, theme) = (SiteContext::with_feed(site, feed), theme.clone());
        let language = theme.language(&site.language)?;
        let templates = Templates::new(&theme).map_err(|finding| Findings::from_iter([finding]))?;
        let mut environment = Self { site_context, theme, language, templates, shared: Vec::new() };
        let context = environment.context();
        environment.shared = vec![("site", value(&site_view(context))), ("t", words(context))];
        Ok(environment)
    }

    /// Whether the environment of `site` and `theme` would be the same.
    pub(in crate::site) fn fits(&self, site: &Site, theme: &Theme, feed: Option<&str>) -> bool {
        self.site_context == SiteContext::with_feed(site, feed) && self.theme == *theme
    }

    pub(in crate::site) fn context(&self) -> RenderContext<'_> {
        RenderContext::new(&self.site_context, &self.language, &self.theme)
    }

    /// Renders a view with a template; replaces the content of `html`.
    pub(in crate::site) fn html(
        &self,
        template: &str,
        page: &impl Serialize,
        html: &mut Vec<u8>,
    ) -> Result<(), Finding> {
        html.clear();
        self.templates.render(&self.theme, template, &self.shared, value(page), html)
    }
}

/// The words as a tree, so that templates can write `t.state.operational`.
fn words(context: RenderContext<'_>) -> Value {
    let mut tree = serde_json::Map::new();
    for (key, word) in context.language.words() {
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

/// Converts a view for the templates. Views hold texts, numbers and lists only, so the conversion always succeeds.
fn value(view: &impl Serialize) -> Value {
    Value::try_from_serializable(view).unwrap_or_else(|_| Value::none())
}
