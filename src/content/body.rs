//! The text of a public file, rendered to safe HTML when it is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::finding_sink::FindingSink;
use super::front_matter::FrontMatter;
use super::published_image::PublishedImage;
use super::reader::Reader;
use crate::diagnostics::{Finding, rules};
use crate::markdown::{self, ProblemKind};
use crate::source::{Side, SourceFile, Unit};
use crate::span::Span;

/// A text in its published forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Safe HTML, from a closed set of elements.
    pub html: Arc<str>,
    /// The text without markup; see [`crate::markdown::Rendered::text`] for its line breaks.
    pub text: Arc<str>,
    /// The images that the text shows.
    pub images: Vec<PublishedImage>,
}

impl Body {
    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// Renders the text of a public file and reports its problems.
    ///
    /// Links to pages of this site begin with `site_url`, in HTML with its path alone. `heading_base` is the level of the highest heading in
    /// the text, one below the heading above the text.
    pub(super) fn read(
        file: &SourceFile,
        front: &FrontMatter<'_>,
        unit: &Unit,
        (site_url, heading_base): (&str, u8),
        sink: &FindingSink,
    ) -> Self {
        debug_assert_eq!(file.side, Side::Public, "only public files have a body that is published");
        let source = file.text.get(front.body_start..).unwrap_or_default();
        if let Some(range) = tab_indented(source) {
            let span = Span::new(file.id, range.start + front.body_start..range.end + front.body_start);
            sink.push(
                Finding::at(
                    &rules::TAB_INDENTED,
                    span,
                    "this paragraph begins with a tab, so it is shown as code",
                )
                .hint("delete the tab at the beginning of the line"),
            );
        }
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let image = |name: &str| -> Option<PublishedImage> {
            if name.contains('/') {
                None
            } else {
                PublishedImage::new(unit.image(&format!("{folder}/{name}"))?)
            }
        };
        let (origin, base_path) = split_origin(site_url);
        let rendered = markdown::render(
            source,
            &markdown::Context {
                base_path,
                origin,
                images: &|name| image(name).map(|image| format!("/{}", image.path)),
                id_prefix: file.stem(),
                heading_base,
            },
        );
        for problem in &rendered.problems {
            let range = problem.range.start + front.body_start..problem.range.end + front.body_start;
            sink.push(finding(problem, Span::new(file.id, range)));
        }
        let images: BTreeMap<String, PublishedImage> = rendered
            .images
            .iter()
            .filter_map(|name| image(name))
            .map(|found| (found.path.clone(), found))
            .collect();
        Self {
            html: rendered.html.into(),
            text: rendered.text.into(),
            images: images.into_values().collect(),
        }
    }
}

impl Body {
    /// Renders the value of a key that holds one paragraph of Markdown, and reports its problems at the value. Images
    /// cannot be used in it. `id_prefix` is that of footnotes.
    pub(super) fn of_key(
        reader: &Reader<'_>,
        key: &str,
        (site_url, id_prefix): (&str, &str),
    ) -> Option<Self> {
        let written = reader.text_or_empty(key)?;
        let (origin, base_path) = split_origin(site_url);
        let context = markdown::Context { base_path, origin, images: &|_| None, id_prefix, heading_base: 6 };
        let rendered = markdown::render(written.value.trim(), &context);
        for problem in &rendered.problems {
            reader.report(finding(problem, written.span));
        }
        let inner = rendered.html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        if !rendered.html.is_empty() && inner.is_none_or(|inner| inner.contains("<p>")) {
            let message = format!("`{key}` is not one paragraph");
            reader.wrong(
                &rules::INVALID_VALUE,
                written.span,
                message,
                "write two or three sentences without headings, lists or blank lines",
            );
        }
        Some(Self { html: rendered.html.into(), text: rendered.text.into(), images: Vec::new() })
    }
}

/// Splits the address of the site before its path.
fn split_origin(site_url: &str) -> (&str, &str) {
    let host = site_url.find("://").map_or(0, |scheme| scheme + "://".len());
    let path =
        site_url.get(host..).and_then(|rest| rest.find('/')).map_or(site_url.len(), |slash| host + slash);
    site_url.split_at_checked(path).unwrap_or((site_url, ""))
}

/// Returns the range of the tab that makes the first paragraph program code by mistake. Below a list, a tab continues an
/// item, and in a fenced block it is code.
fn tab_indented(source: &str) -> Option<std::ops::Range<usize>> {
    // Nearly all texts contain no tab.
    memchr::memchr(b'\t', source.as_bytes())?;
    let (mut start, mut after_blank, mut in_list, mut in_fence) = (0, true, false, false);
    for line in source.split_inclusive('\n') {
        let text = line.trim();
        let is_indented = line.starts_with(['\t', ' ']);
        if text.starts_with("```") || text.starts_with("~~~") {
            in_fence = !in_fence;
        } else if !in_fence && line.starts_with('\t') && after_blank && !in_list && !text.is_empty() {
            return Some(start..start + 1);
        }
        if !is_indented && !text.is_empty() {
            let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_numbered = number.len() < text.len() && number.starts_with([')', '.']);
            in_list = text.starts_with(['-', '*', '+']) || is_numbered || text.starts_with("[^");
        }
        after_blank = text.is_empty();
        start += line.len();
    }
    None
}

fn finding(problem: &markdown::Problem, span: Span) -> Finding {
    let rule = match problem.kind {
        ProblemKind::RawHtml => &rules::RAW_HTML,
        ProblemKind::RefusedLink | ProblemKind::RelativeLink => &rules::LINK_SCHEME,
        ProblemKind::ImageNotLocal | ProblemKind::ImageMissing => &rules::PICTURE,
        ProblemKind::Placeholder => &rules::PLACE_LEFT_OPEN,
        ProblemKind::TooDeep
        | ProblemKind::TooLarge
        | ProblemKind::TooManyLinks
        | ProblemKind::OutputTooLarge => &rules::TEXT_LIMIT,
    };
    Finding::at(rule, span, problem.message()).hint(problem.kind.hint())
}
