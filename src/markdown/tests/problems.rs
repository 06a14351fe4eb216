//! Tests of the problems and their messages.

use super::super::ProblemKind as Kind;
use super::{html, rendered};

/// The kinds and the marked source of all problems.
fn problems(source: &str) -> Vec<(Kind, &str)> {
    rendered(source).problems.into_iter().map(|problem| (problem.kind, &source[problem.range])).collect()
}

#[test]
fn html_is_shown_as_text() {
    assert_eq!(problems("a <b>c</b>"), [(Kind::RawHtml, "<b>"), (Kind::RawHtml, "</b>")]);
    assert_eq!(html("a <b>c"), "<p>a &lt;b&gt;c</p>\n");
    assert_eq!(html("<div>\n<!-- canary -->x\n</div>"), "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>\n");
    assert_eq!(problems("<div>\nx"), [(Kind::RawHtml, "<div>\nx")]);
}

#[test]
fn a_comment_that_is_never_closed_does_not_swallow_the_rest() {
    assert_eq!(html("<!-- a\n\nb"), "<p>&lt;!-- a\n\nb</p>\n");
    assert_eq!(problems("<!-- a\n\nb").len(), 1);
    assert_eq!(html("<!-->\n\nb"), "<p>b</p>\n");
    assert_eq!(html("<!--->\n\nb"), "<p>b</p>\n");
}

#[test]
fn links_outside_the_list_keep_only_their_words() {
    for dest in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "tel:1",
        "//host/x",
        "/\\host",
        "\\\\host",
        "https:host",
        "https:///x",
        "https://user:word@a.example",
        "https://a.example:x",
        "https://a.example:99999",
        "https://a:b:1",
        "https://1.2.3",
        "https://[::1]/",
        "https://%61.example",
        "/a/../b",
        "/a/%2E%2e/b",
        "/a/.%2e/b",
        "/%2E.",
        "java&Tab;script:x",
        "https://a.example&#10;",
        "/&#9;/host",
    ] {
        let source = format!("[x]({dest})");
        assert_eq!(problems(&source), [(Kind::RefusedLink, source.as_str())], "{dest}");
        assert_eq!(html(&source), "<p>x</p>\n", "{dest}");
    }
}

#[test]
fn relative_links_are_refused() {
    for dest in ["other", "./other", "#anchor", "", "?q=1"] {
        let source = format!("[x]({dest})");
        assert_eq!(problems(&source), [(Kind::RelativeLink, source.as_str())], "{dest}");
    }
}

#[test]
fn images_that_are_not_next_to_the_text_keep_only_their_alternative_text() {
    for dest in ["https://a.example/x.png", "//a.example/x.png", "data:image/png;base64,AA"] {
        assert_eq!(problems(&format!("![x]({dest})"))[0].0, Kind::ImageNotLocal, "{dest}");
    }
    for dest in ["none.png", "../graph.png", "%2e%2e/graph.png", "/graph.png", "", "a\\b.png"] {
        assert_eq!(problems(&format!("![x]({dest})"))[0].0, Kind::ImageMissing, "{dest}");
        assert_eq!(html(&format!("![x]({dest})")), "<p>x</p>\n", "{dest}");
    }
}

#[test]
fn the_image_lookup_is_only_called_with_file_names() {
    let images = |name: &str| panic!("asked for {name}");
    let context =
        super::Context { base_path: "", origin: "", id_prefix: "", heading_base: 3, images: &images };
    for dest in
        ["../a.png", "%2e%2e/a.png", "a/../../b.png", "/a.png", "c:a.png", "//a/b.png", "a\\b.png", ""]
    {
        assert_eq!(super::render(&format!("![x]({dest})"), &context).problems.len(), 1, "{dest}");
    }
}

#[test]
fn placeholders_left_in_are_found_with_any_spacing() {
    assert_eq!(
        problems("{{ title }} {{components}} {{{  next_update\t}}} {{ titles }} {{ title }"),
        [
            (Kind::Placeholder, "{{ title }}"),
            (Kind::Placeholder, "{{components}}"),
            (Kind::Placeholder, "{{  next_update\t}}"),
        ]
    );
}

#[test]
fn a_message_names_the_words_and_a_summary_does_not() {
    let problem = rendered("[x](javascript:canary)").problems.remove(0);
    assert_eq!(problem.message(), "a link to `javascript:canary` cannot be published");
    assert!(!problem.kind.summary().contains("canary"));
    assert!(!problem.kind.hint().contains("canary"));
}

#[test]
fn the_words_of_a_problem_are_short_and_on_one_line() {
    let problem = rendered(&format!("<b\n{}>", "x".repeat(300))).problems.remove(0);
    assert_eq!(problem.subject.chars().count(), 61);
    assert!(!problem.subject.contains('\n'));
}
