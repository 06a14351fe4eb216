//! The environment of a rendering: the templates, and what all pages share.

use tera::{Context, Error, ErrorKind, Tera, Value};

use super::facts::Facts;
use super::frame::Frame;
use super::page::Page;
use super::template_value::value;
use super::theme::BoardTheme;
use crate::diagnostics::{Finding, rules};
use crate::span::Span;

/// The templates, ready to render.
#[derive(Debug)]
pub(super) struct Environment<'t> {
    tera: Tera,
    theme: &'t BoardTheme,
    frame: Value,
}

impl<'t> Environment<'t> {
    /// Parses the templates.
    pub(super) fn new(theme: &'t BoardTheme, facts: &Facts<'_>) -> Result<Self, Finding> {
        let mut tera = Tera::default();
        let templates = theme.templates().map(|(name, file)| (name.to_owned(), file.text.to_string()));
        tera.add_raw_templates(templates).map_err(|error| finding(theme, &error))?;
        Ok(Self { tera, theme, frame: value(&Frame::new(theme, facts)) })
    }

    /// Renders a page.
    pub(super) fn html(&self, page: &Page) -> Result<Vec<u8>, Finding> {
        let mut context = Context::new();
        context.insert_value("board", self.frame.clone());
        context.insert_value("head", value(&page.head));
        context.insert_value("page", page.view.clone());
        let mut html = Vec::new();
        self.tera
            .render_to(page.template, &context, &mut html)
            .map_err(|error| finding(self.theme, &error))?;
        Ok(html)
    }
}

/// Returns the error of a template, with its position if the template is a file of the project.
fn finding(theme: &BoardTheme, error: &Error) -> Finding {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        return Finding::general(&rules::TEMPLATE, error.to_string());
    };
    let (name, message) = (report.filename(), report.message().to_owned());
    let file = theme.files.get(name).and_then(|template| template.file);
    if let Some(file) = file {
        return Finding::at(&rules::TEMPLATE, Span::new(file, report.span().range.clone()), message);
    }
    let line = report.span().start_line;
    Finding::general(&rules::TEMPLATE, format!("{message} (built-in template `board/{name}`, line {line})"))
}
