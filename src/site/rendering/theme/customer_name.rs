//! How the templates of a theme use the name of the customer whose view it is.
//!
//! A view can be rendered with a placeholder for the name only if every template shows the name as it is. This looks for
//! that, and rather says no: a template may do anything else with the name, but then views are rendered one by one.

use super::Theme;

/// The tags in which templates may name the customer, without spaces and the marks that trim them.
const PLAIN: [&str; 2] = ["{{site.customer}}", "{%ifsite.customer%}"];

impl Theme {
    /// Whether every template either shows the name of the customer as it is or asks whether there is one.
    #[must_use]
    pub fn shows_name_as_it_is(&self) -> bool {
        self.templates.values().all(|template| is_plain(&template.text))
    }
}

/// Returns the name of a customer as templates show it.
#[must_use]
pub fn name_as_html(name: &str) -> Vec<u8> {
    let mut html = Vec::new();
    // Writing to memory does not fail.
    let _ = tera::escape_html(name, &mut html);
    html
}

fn is_plain(template: &str) -> bool {
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        rest = rest.get(at..).unwrap_or_default();
        let end = match rest.as_bytes().get(1) {
            Some(b'#') => "#}",
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
        };
        // A tag that is not closed is an error that the engine reports.
        let Some(length) = rest.find(end).map(|at| at + end.len()) else { return false };
        let (tag, after) = rest.split_at(length);
        if end != "#}" && !is_plain_tag(tag) {
            return false;
        }
        rest = after;
    }
    true
}

/// Whether a tag shows the name as it is, or cannot see it: no other tag names the customer, all variables of the
/// site at once, or the whole context.
fn is_plain_tag(tag: &str) -> bool {
    let dense: String = tag.chars().filter(|char| !char.is_whitespace() && *char != '-').collect();
    if PLAIN.contains(&dense.as_str()) {
        return true;
    }
    let mut rest = tag;
    while let Some(at) = rest.find("site") {
        let before = rest.get(..at).and_then(|text| text.chars().next_back());
        let after = rest.get(at + "site".len()..).unwrap_or_default();
        let is_word = !before.is_some_and(is_part) && !after.starts_with(is_part);
        if is_word && before != Some('.') && !after.trim_start().starts_with('.') {
            return false;
        }
        rest = after;
    }
    !tag.contains("customer") && !tag.contains("tera_context")
}

fn is_part(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_shown_and_asked_for() {
        for template in [
            "{% if site.customer %}<b>{{ site.customer }}</b>{% endif %} for customers",
            "{%- if site.customer -%}{{site.customer}}{%- endif %}",
            "{# site and customer #}{{ site.title }} {{ page.website }} {{ t.site }} { site } {{ site .home }}",
            "no tags",
        ] {
            assert!(is_plain(template), "{template}");
        }
    }

    #[test]
    fn everything_else_that_could_see_the_name_is_found() {
        for template in [
            "{{ site.customer | upper }}",
            "{% if site.customer == 'Acme' %}x{% endif %}",
            "{% set name = site.customer %}",
            "{{ site }}",
            "{{ site | json_encode }}",
            "{% for key, value in site %}{{ value }}{% endfor %}",
            "{{ site[\"cust\" ~ \"omer\"] }}",
            "{{ __tera_context }}",
            "{{ site.title",
            "{{ customer }}",
        ] {
            assert!(!is_plain(template), "{template}");
        }
    }
}
