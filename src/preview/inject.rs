//! The one thing that differs between a page that is built and a page that is shown here: the line that loads the
//! preview's bar, and on the view of drafts the watermark. Outputs are never touched.

use serde_json::json;

use super::stage::{Show, Stage};
use super::stamp::Stamp;
use super::view_name::{OWN, ViewName};
use crate::diagnostics::escaped;

/// The page, with the bar.
pub(super) fn with_bar(html: &str, stamp: &Stamp, view: &ViewName, show: &Show, stage: &Stage) -> String {
    let (errors, warnings) = show.counts(view);
    let facts = json!({
        "session": stage.session(),
        "generation": show.generation,
        "view": view.name(),
        "stamp": stamp.hash,
        "styles": stamp.styles,
        "site": show.edition.is_some(),
        "failed": show.trouble.is_some(),
        "errors": errors,
        "warnings": warnings,
        "customers": show.edition.as_ref().map_or(0, |edition| edition.customers().len()),
    });
    let bar = format!(
        "<script defer src=\"{OWN}/bar.js\" data-facts=\"{}\"></script>",
        escaped(&facts.to_string())
    );
    let end = html.rfind("</body>").unwrap_or(html.len());
    let (body, rest) = html.split_at(end);
    if !view.has_drafts() {
        return format!("{body}{bar}{rest}");
    }
    let mark = format!("<link rel=\"stylesheet\" href=\"{OWN}/drafts.css\">");
    let head = body.find("</head>").unwrap_or(0);
    let (before, after) = body.split_at(head);
    format!("{before}{mark}{after}{bar}{rest}")
}
