//! The template engine, set up with a theme, and its errors as findings.

use tera::{Context, Error, ErrorKind, Tera, Value};

use super::theme::Theme;
use crate::diagnostics::{Finding, rules};
use crate::span::Span;

/// The templates of a theme, ready to render.
#[derive(Debug)]
pub(super) struct Templates(Tera);

impl Templates {
    /// Parses all templates. Every one that does not parse is a finding.
    pub(super) fn new(theme: &Theme) -> Result<Self, Finding> {
        let mut tera = Tera::default();
        let templates =
            theme.templates.iter().map(|(name, template)| (name.clone(), template.text.to_string()));
        tera.add_raw_templates(templates).map_err(|error| finding(theme, &error))?;
        Ok(Self(tera))
    }

    /// Renders a page into `html`: `shared` holds what all pages see, `page` what this one shows. `theme` is the one
    /// whose templates these are.
    pub(super) fn render(
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

/// A template's error with its place, if the template is a file that somebody can mend.
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
