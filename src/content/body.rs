//! The text of a public file, rendered to safe HTML when it is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::finding_sink::FindingSink;
use super::front_matter::FrontMatter;
use super::published_image::PublishedImage;
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

/// Splits the address of the site before its path.
fn split_origin(site_url: &str) -> (&str, &str) {
    let host = site_url.find("://").map_or(0, |scheme| scheme + "://".len());
    let path =
        site_url.get(host..).and_then(|rest| rest.find('/')).map_or(site_url.len(), |slash| host + slash);
    site_url.split_at_checked(path).unwrap_or((site_url, ""))
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
