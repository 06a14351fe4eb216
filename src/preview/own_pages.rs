//! The preview's own files: its bar, its watermark, and the pages that it shows while there is no site to show.

use super::view_name::OWN;
use crate::diagnostics::escaped;

pub(super) const DRAFTS_STYLE: &str = include_str!("bar/drafts.css");
pub(super) const PAGE_STYLE: &str = concat!(include_str!("bar/page.css"), include_str!("bar/findings.css"));
pub(super) const WATERMARK: &str = include_str!("bar/watermark.svg");

/// The bar's script, with its style and the style of findings in it, so that it is one request and complete at once.
pub(super) fn bar_script() -> String {
    let style = concat!(include_str!("bar/bar.css"), include_str!("bar/findings.css"));
    let style = serde_json::to_string(style).unwrap_or_default();
    include_str!("bar/bar.js").replacen("\"STYLE\"", &style, 1)
}

/// While the first build runs.
pub(super) fn building() -> String {
    page("Building…", "<p>The first build is on its way. This page changes by itself when it is done.</p>")
}

/// When there is nothing good to show: what is wrong, as a fragment.
pub(super) fn failed(title: &str, findings: &str) -> String {
    page(title, &format!("<p>This page changes by itself when it is mended.</p>{findings}"))
}

/// When a customer is gone.
pub(super) fn no_view() -> String {
    page("No such view", "<p>There is no customer of this id.</p><p><a href=\"/\">The public view</a></p>")
}

fn page(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{OWN}/page.css\">\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
}
