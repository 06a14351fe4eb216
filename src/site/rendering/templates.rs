//! The template engine, and its errors as findings.

use tera::{Context, Error, ErrorKind, Tera, Value};

use super::theme::Theme;
use crate::diagnostics::{Finding, rules};
use crate::span::Span;

/// The templates of a theme, ready to render.
#[derive(Debug)]
pub(in crate::site) struct Templates(Tera);

impl Templates {
    /// Parses all templates. A template that does not parse is a finding.
    ///
    /// `texts` is the language of the texts that people wrote, if it is not that of the pages. Every element for such a
    /// text, `<bdi>` or with `dir="auto"`, then names it. Positions of findings are those of templates without that, and
    /// every mistake is found in the pages of the first language already.
    pub(in crate::site) fn new(theme: &Theme, texts: Option<&str>) -> Result<Self, Finding> {
        let mut tera = Tera::default();
        let templates = theme.templates.iter().map(|(name, template)| {
            let text = match texts {
                Some(code) => template
                    .text
                    .replace("<bdi>", &format!("<bdi lang=\"{code}\">"))
                    .replace(" dir=\"auto\"", &format!(" dir=\"auto\" lang=\"{code}\"")),
                None => template.text.to_string(),
            };
            (name.clone(), text)
        });
        tera.add_raw_templates(templates).map_err(|error| finding(theme, &error))?;
        Ok(Self(tera))
    }

    /// Renders a page into `html`. `shared` holds the variables of all pages, `page` the view of this one. `theme`
    /// must be the theme that the templates were parsed from.
    pub(in crate::site) fn render(
        &self,
        theme: &Theme,
        name: &str,
        shared: &[(&'static str, Value)],
        page: Value,
        html: &mut Vec<u8>,
    ) -> Result<(), Finding> {
        let mut context = Context::new();
        for (key, value) in shared {
            context.insert_value(*key, value.clone());
        }
        context.insert_value("page", page);
        self.0.render_to(name, &context, html).map_err(|error| finding(theme, &error))
    }
}

/// Returns the error of a template, with its position if the template is a file of the project.
fn finding(theme: &Theme, error: &Error) -> Finding {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        return Finding::general(&rules::TEMPLATE, error.to_string());
    };
    let name = report.filename();
    let message = report.message().to_owned();
    let Some(template) = theme.templates.get(name) else {
        return Finding::general(&rules::TEMPLATE, message);
    };
    if let Some(file) = template.file {
        return Finding::at(&rules::TEMPLATE, Span::new(file, report.span().range.clone()), message);
    }
    let line = report.span().start_line;
    Finding::general(&rules::TEMPLATE, format!("{message} (built-in template `{name}`, line {line})"))
}
