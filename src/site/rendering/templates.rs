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
    pub(in crate::site) fn new(theme: &Theme) -> Result<Self, Finding> {
        let mut tera = Tera::default();
        let templates =
            theme.templates.iter().map(|(name, template)| (name.clone(), template.text.to_string()));
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
