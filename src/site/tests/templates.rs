//! Tests of overridden templates and their errors.

use super::fixture::site;
use crate::diagnostics::Findings;
use crate::site::{Theme, render};
use crate::source::Snapshot;
use crate::span::Position;
use crate::span::{Span, Spanned};

/// A project whose theme `own` has one file.
fn project(path: &str, text: &str) -> Snapshot {
    Snapshot::of_texts([("content/site.toml", "theme = \"own\""), (&format!("themes/own/{path}"), text)])
}

fn theme(snapshot: &Snapshot) -> Result<Theme, Findings> {
    let place = snapshot.files().next().map(|file| Span::top(file.id)).expect("a file");
    Theme::load(snapshot, &Spanned::new("own".to_owned(), place))
}

#[test]
fn one_template_can_be_overridden_without_the_others() {
    let snapshot =
        project("templates/404.html", "{% extends \"base.html\" %}{% block main %}Lost{% endblock %}");
    let outputs = render(&site(), &theme(&snapshot).expect("a theme")).expect("it renders");
    assert!(super::text(&outputs, "404.html").contains("<main id=\"content\">\nLost</main>"));
    assert!(super::text(&outputs, "index.html").contains("class=\"panel lead"));
}

#[test]
fn a_field_that_does_not_exist_is_found_with_its_file_and_line() {
    let snapshot = project(
        "templates/404.html",
        "{% extends \"base.html\" %}\n{% block main %}\n{{ page.hed.title }}{% endblock %}",
    );
    let findings = render(&site(), &theme(&snapshot).expect("a theme")).expect_err("it cannot render");
    let finding = findings.iter().next().expect("a finding");
    let place = finding.span.expect("a place");
    let file = snapshot.file(place.file).expect("a file");
    assert_eq!(file.path, "themes/own/templates/404.html");
    assert_eq!(Position::of(&file.text, place.start).line, 3);
    assert!(finding.message.contains("hed") && finding.message.contains("head"), "{}", finding.message);
}

#[test]
fn a_template_that_does_not_parse_is_found_with_its_file_and_line() {
    let snapshot = project("templates/page.html", "<p>\n{% if page %}");
    let findings = render(&site(), &theme(&snapshot).expect("a theme")).expect_err("it cannot be read");
    let place = findings.iter().next().and_then(|finding| finding.span).expect("a place");
    assert_eq!(
        snapshot.file(place.file).map(|file| file.path.as_str()),
        Some("themes/own/templates/page.html")
    );
}

#[test]
fn a_language_of_a_theme_is_used_on_every_page() {
    let snapshot = project("languages/xx.toml", "home = \"Lage\"\n[script]\nreload = \"Neu laden\"");
    let mut site = site();
    site.language = "xx".into();
    let outputs = render(&site, &theme(&snapshot).expect("a theme")).expect("it renders");
    for (path, html) in super::pages(&outputs) {
        assert!(html.contains("<html lang=\"xx\" dir=\"ltr\">"), "{path}");
        // The page for frames has no navigation, and only pages on which the script shows something contain its
        // words.
        assert!(path == "embed/index.html" || html.contains(">Lage</a>"), "{path}");
        assert!(!html.contains("data-words") || html.contains("Neu laden"), "{path}");
        assert!(path != "index.html" || html.contains("Neu laden"), "{path}");
    }
}
