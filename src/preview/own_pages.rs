//! The preview's own files: the bar, the watermark, and the pages shown while there is no site.

use super::view_name::PREFIX;
use crate::diagnostics::escaped;

pub(super) const DRAFTS_STYLE: &str = include_str!("bar/drafts.css");
pub(super) const PAGE_STYLE: &str = concat!(include_str!("bar/page.css"), include_str!("bar/findings.css"));
pub(super) const WATERMARK: &str = include_str!("bar/watermark.svg");

/// The script of the bar, with its style sheets embedded so that everything loads in one request.
pub(super) fn bar_script() -> String {
    let style = concat!(include_str!("bar/bar.css"), include_str!("bar/findings.css"));
    let style = serde_json::to_string(style).unwrap_or_default();
    include_str!("bar/bar.js").replacen("\"STYLE\"", &style, 1)
}

/// The page shown during the first build.
pub(super) fn building() -> String {
    page("Building…", "<p>The first build is running. This page reloads when it is done.</p>")
}

/// The page shown if there is no good build. `findings` is an HTML fragment.
pub(super) fn failed(title: &str, findings: &str) -> String {
    page(title, &format!("<p>This page reloads when the errors are fixed.</p>{findings}"))
}

/// The list of the customers' views, from their ids and names.
pub(super) fn customers(customers: &[(&str, &str)]) -> String {
    if customers.is_empty() {
        return page("Views of customers", "<p>There are no customers.</p>");
    }
    let row = |(id, name): &(&str, &str)| {
        let (id, name) = (escaped(id), escaped(name));
        format!("<li><a href=\"{PREFIX}/customers/{id}/\">{name}</a> ({id})</li>\n")
    };
    let rows: String = customers.iter().map(row).collect();
    page("Views of customers", &format!("<ul>\n{rows}</ul>"))
}

/// The page shown for a customer that does not exist.
pub(super) fn no_view() -> String {
    page("No such view", "<p>There is no customer with this id.</p><p><a href=\"/\">The public view</a></p>")
}

fn page(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{PREFIX}/page.css\">\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
}
