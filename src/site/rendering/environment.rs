//! The environment of a rendering in one language: the site context, the theme, its templates and its language.

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
    /// The names of all languages; empty if there is only one.
    language_names: Vec<String>,
    templates: Templates,
    /// The variables that every template gets.
    shared: Vec<(&'static str, Value)>,
}

impl Environment {
    /// The environment of the first language.
    pub(in crate::site) fn new(site: &Site, theme: &Theme) -> Result<Self, Findings> {
        let language = theme.language(&site.language)?;
        Self::with(SiteContext::of(site), language, theme, Vec::new())
    }

    /// The environments of all languages, the first one first. A sealed view, whose only feed has the address `feed`, has
    /// one language.
    pub(in crate::site) fn all(
        site: &Site,
        theme: &Theme,
        feed: Option<&str>,
    ) -> Result<Vec<Self>, Findings> {
        let contexts = SiteContext::all(site, feed);
        let languages = contexts.iter().map(|context| theme.language(&context.language));
        let languages: Vec<Language> = languages.collect::<Result<_, _>>()?;
        let names = if languages.len() > 1 { names(&languages) } else { Vec::new() };
        let all = contexts.into_iter().zip(languages);
        all.map(|(context, language)| Self::with(context, language, theme, names.clone())).collect()
    }

    fn with(
        site_context: SiteContext,
        language: Language,
        theme: &Theme,
        language_names: Vec<String>,
    ) -> Result<Self, Findings> {
        // The texts of the site are in its first language.
        let texts = site_context.languages.first().filter(|_| !site_context.folder.is_empty());
        let templates = Templates::new(theme, texts.map(|language| language.code.as_str()));
        let templates = templates.map_err(|finding| Findings::from_iter([finding]))?;
        let theme = theme.clone();
        let mut environment =
            Self { site_context, theme, language, language_names, templates, shared: Vec::new() };
        let context = environment.context();
        environment.shared = vec![("site", value(&site_view(context))), ("t", words(context))];
        Ok(environment)
    }

    /// Whether these are the environments that `site` and `theme` would have.
    pub(in crate::site) fn fit(all: &[Self], site: &Site, theme: &Theme, feed: Option<&str>) -> bool {
        let contexts = SiteContext::all(site, feed);
        let same = |(environment, context): (&Self, &SiteContext)| environment.site_context == *context;
        all.len() == contexts.len()
            && all.iter().zip(&contexts).all(same)
            && all.iter().all(|environment| environment.theme == *theme)
    }

    pub(in crate::site) fn context(&self) -> RenderContext<'_> {
        let context = RenderContext::new(&self.site_context, &self.language, &self.theme);
        RenderContext { language_names: &self.language_names, ..context }
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

/// Returns the names of languages. Two with the same name are told apart by their codes: `Deutsch (de-AT)`.
fn names(languages: &[Language]) -> Vec<String> {
    let same = |name: &str| languages.iter().filter(|language| language.own_name() == name).count() > 1;
    let name = |language: &Language| match language.own_name() {
        name if same(name) => format!("{name} ({})", language.code()),
        name => name.to_owned(),
    };
    languages.iter().map(name).collect()
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
