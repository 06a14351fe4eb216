//! Findings for a terminal, in the format of rustc.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Disclosure, Finding, Findings, Severity, SourceLookup, SourceText};
use crate::span::{Position, Span};

/// Renders all findings. The caller adds the summary line with the counts.
#[must_use]
pub fn terminal(
    findings: &Findings,
    sources: &dyn SourceLookup,
    disclosure: Disclosure,
    color: bool,
) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for finding in findings.iter() {
        let _ = writeln!(out, "{}\n", renderer.render(&[group(finding, sources, disclosure)]));
    }
    out
}

/// Returns the message that may be shown: the summary of the rule if the message would quote a withheld file.
pub(super) fn shown_message<'a>(
    finding: &'a Finding,
    sources: &dyn SourceLookup,
    disclosure: Disclosure,
) -> &'a str {
    if !finding.quotes_nothing && hides_text(finding, sources, disclosure) {
        finding.rule.summary
    } else {
        &finding.message
    }
}

/// Returns the hint, unless it would quote a withheld file.
pub(super) fn shown_hint<'a>(
    finding: &'a Finding,
    sources: &dyn SourceLookup,
    disclosure: Disclosure,
) -> Option<&'a str> {
    finding.hint.as_deref().filter(|_| finding.quotes_nothing || !hides_text(finding, sources, disclosure))
}

/// Whether the text of a finding must not be shown because it could quote a withheld file.
pub(super) fn hides_text(finding: &Finding, sources: &dyn SourceLookup, disclosure: Disclosure) -> bool {
    let is_hidden = |span: Span| match disclosure {
        Disclosure::Full => false,
        Disclosure::NothingInternal => sources.source(span.file).is_some_and(|file| file.internal),
        Disclosure::PlaceOnly => sources.is_withheld(span.file),
    };
    (finding.confidential && disclosure != Disclosure::Full)
        || finding.span.is_some_and(is_hidden)
        || finding.related.as_ref().is_some_and(|related| is_hidden(related.span))
}

fn group<'a>(finding: &'a Finding, sources: &'a dyn SourceLookup, disclosure: Disclosure) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(shown_message(finding, sources, disclosure)).id(finding.rule.name);
    let hidden = hides_text(finding, sources, disclosure);
    let file = |span: Span| sources.source(span.file).map(|file| (span, file));
    let mut group = Group::with_title(title);
    if let Some((span, source)) = finding.span.and_then(file) {
        // A finding about a whole file does not quote its first line.
        group = if hidden || source.text.is_empty() || span == Span::top(span.file) {
            group.element(origin(source, span))
        } else {
            group.element(excerpt(source, span, AnnotationKind::Primary, None))
        };
    }
    if let Some((related, (span, source))) =
        finding.related.as_ref().and_then(|related| Some((related, file(related.span)?))).filter(|_| !hidden)
    {
        group = group.element(excerpt(source, span, AnnotationKind::Context, Some(related.label)));
    }
    if let Some(hint) = shown_hint(finding, sources, disclosure) {
        group = group.element(Level::HELP.message(hint));
    }
    group
}

fn origin(file: SourceText<'_>, span: Span) -> Origin<'_> {
    let position = Position::of(file.text, span.start);
    Origin::path(file.path).line(position.line).char_column(position.column)
}

/// Returns the first line of the span with an annotation. Only that line is passed on, because the renderer scans all the
/// text that it receives.
fn excerpt<'a>(
    file: SourceText<'a>,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'static str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = file.text;
    let floor = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let (start, end) = (floor(span.start), floor(span.end.max(span.start)));
    let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let last = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let line = text[..first].matches('\n').count() + 1;
    let span = (start - first)..(end.clamp(start, last) - first);
    Snippet::source(&text[first..last])
        .line_start(line)
        .path(file.path)
        .annotation(kind.span(span).label(label))
}
