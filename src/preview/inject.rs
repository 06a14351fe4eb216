//! Adds to a page what only the preview has: the script of the bar, and the watermark in the view with drafts. The
//! outputs themselves are never changed.

use serde_json::json;

use super::stamp::Stamp;
use super::state::{CurrentBuild, PreviewState};
use super::view_name::{PREFIX, ViewName};
use crate::diagnostics::escaped;

/// The page with the bar.
pub(super) fn with_bar(
    html: &str,
    stamp: &Stamp,
    view: &ViewName,
    current: &CurrentBuild,
    state: &PreviewState,
) -> String {
    let (errors, warnings) = current.counts(view);
    let facts = json!({
        "session": state.session(),
        "generation": current.generation,
        "view": view.name(),
        "stamp": stamp.hash,
        "styles": stamp.styles,
        "site": current.site.is_some(),
        "failed": current.failure.is_some(),
        "errors": errors,
        "warnings": warnings,
        "board": current.site.as_ref().is_some_and(|site| site.has_board()),
        "customers": current.site.as_ref().map_or(0, |site| site.customers().len()),
    });
    let bar = format!(
        "<script defer src=\"{PREFIX}/bar.js\" data-facts=\"{}\"></script>",
        escaped(&facts.to_string())
    );
    let end = html.rfind("</body>").unwrap_or(html.len());
    let (body, rest) = html.split_at(end);
    if !view.has_drafts() {
        return format!("{body}{bar}{rest}");
    }
    let mark = format!("<link rel=\"stylesheet\" href=\"{PREFIX}/drafts.css\">");
    let head = body.find("</head>").unwrap_or(0);
    let (before, after) = body.split_at(head);
    format!("{before}{mark}{after}{bar}{rest}")
}
