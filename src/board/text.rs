//! Texts that people wrote in internal files, as safe HTML. Everything else is escaped by the templates.

use crate::markdown::{Context, render};

/// Returns a text as HTML from the closed list of elements. `id` tells its footnotes from those of other texts on the page.
/// Pictures are not shown, and links that begin with `/` lead to the public site at `url`.
pub(super) fn html(source: &str, id: &str, url: &str, heading_base: u8) -> String {
    let context = Context { base_path: url, origin: "", id_prefix: id, heading_base, images: &|_| None };
    let rendered = render(source, &context);
    if rendered.html.is_empty() && !source.trim().is_empty() {
        return "<p>This text is too large to be shown; open its file.</p>\n".to_owned();
    }
    rendered.html
}

/// Whether a text is the address of a page, so that it can be a link.
pub(super) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_bring_its_own_markup() {
        let shown =
            html("<script>alert(1)</script>\n\n**x** [a](javascript:alert(1))", "t", "https://s.example", 3);
        assert!(shown.contains("&lt;script&gt;") && shown.contains("<strong>x</strong>"), "{shown}");
        assert!(!shown.contains("javascript:"), "{shown}");
        assert!(
            html("[a](/incidents/x/)", "t", "https://s.example", 3)
                .contains("https://s.example/incidents/x/")
        );
    }

    #[test]
    fn only_addresses_of_pages_become_links() {
        assert!(is_web_address("https://grafana.example/d/1"));
        for text in ["javascript:alert(1)", "data:text/html,x", "https://", "https://a b", "see the wiki"] {
            assert!(!is_web_address(text), "{text}");
        }
    }
}
