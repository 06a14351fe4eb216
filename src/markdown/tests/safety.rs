//! Tests that no HTML outside the closed list is written. The oracle is the HTML parser of `ammonia`.
//!
//! `ammonia` is configured with the closed list and cleans the output. If anything else were in it, or if a browser read it
//! otherwise than it was written, the cleaned output would differ.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;

use super::{Rendered, rendered};

/// One hostile text per line: tags, addresses, attributes and encodings that have passed other filters.
const HOSTILE: &str = include_str!("hostile.txt");

/// The closed list, as the configuration of `ammonia`.
fn judge() -> ammonia::Builder<'static> {
    let tags = "p blockquote ul ol li label input pre code em strong del table thead tbody tr th td div br hr h3 h4 h5 h6 \
                a img sup";
    let attributes = [
        ("a", "href rel id role"),
        ("img", "src alt loading"),
        ("ol", "start class"),
        ("li", "id"),
        ("input", "type disabled checked"),
        ("div", "class tabindex"),
        ("th", "scope class"),
        ("td", "class"),
    ];
    let attributes: HashMap<&str, HashSet<&str>> =
        attributes.iter().map(|(tag, names)| (*tag, names.split(' ').collect())).collect();
    let mut judge = ammonia::Builder::empty();
    judge
        .tags(tags.split_ascii_whitespace().collect())
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["https", "http", "mailto"]))
        .link_rel(None);
    judge
}

/// Removes what may differ between two serialisations of the same document.
fn same_writing(html: &str) -> String {
    html.replace("&quot;", "\"").replace("&nbsp;", "\u{a0}")
}

fn assert_harmless(judge: &ammonia::Builder<'_>, source: &str) {
    let Rendered { html, text, .. } = rendered(source);
    assert_eq!(same_writing(&judge.clean(&html).to_string()), same_writing(&html), "source: {source:?}");
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let outside_quotes: String = tag.split('"').step_by(2).collect();
        assert!(!outside_quotes.contains(" on"), "{tag:?} of {source:?}");
    }
    for value in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let good = ["https://", "http://", "mailto:", "/status/", "#u1-fn"];
        let value = value.to_ascii_lowercase();
        assert!(good.iter().any(|start| value.starts_with(start)), "{value:?} of {source:?}");
    }
    let allowed = |character: char| matches!(character, '\n' | '\t') || !character.is_control();
    assert!(html.chars().chain(text.chars()).all(allowed), "{html:?}");
    let depth = deepest(&html);
    assert!(depth <= 3 * 16, "{depth} deep");
}

/// The maximum nesting of elements in balanced HTML.
fn deepest(html: &str) -> usize {
    let mut open = 0_usize;
    let mut deepest = 0;
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            open -= 1;
        } else if !["br>", "hr>", "img ", "input "].iter().any(|void| tag.starts_with(void)) {
            open += 1;
            deepest = deepest.max(open);
        }
    }
    assert_eq!(open, 0, "unbalanced: {html}");
    deepest
}

#[test]
fn the_oracle_detects_what_is_not_on_the_list() {
    let judge = judge();
    for html in
        ["<p onclick=\"x\">a</p>", "<a href=\"javascript:x\">a</a>", "<p><p>a</p></p>", "<b>a</b>", "a < b"]
    {
        assert_ne!(same_writing(&judge.clean(html).to_string()), html);
    }
}

#[test]
fn hostile_texts_are_harmless() {
    let judge = judge();
    assert!(HOSTILE.lines().count() > 150);
    for line in HOSTILE.lines() {
        assert_harmless(&judge, line);
        assert_harmless(&judge, &format!("[r]: {line}\n\n[r] a[^1]\n\n[^1]: {line}"));
        assert_harmless(&judge, &format!("- [ ] {line}\n  > {line}\n\n| a |\n|---|\n| {line} |"));
    }
    assert_harmless(&judge, HOSTILE);
}

#[test]
fn no_hostile_text_produces_a_tag() {
    for line in HOSTILE.lines() {
        let html = rendered(line).html.to_ascii_lowercase();
        for tag in
            ["<script", "<svg", "<iframe", "<style", "<math", "<form", "<object", "<!--", "<?", "<meta"]
        {
            assert!(!html.contains(tag), "{line}");
        }
    }
}

#[test]
fn the_words_of_the_caller_cannot_break_out_either() {
    let images = |_: &str| Some("/\"><script>".to_owned());
    let context = super::Context {
        base_path: "/\"><script>",
        origin: "",
        id_prefix: "\"><script>",
        heading_base: 0,
        images: &images,
    };
    let html = super::render("# a[^1]\n\n[b](/c) ![d](e.png)\n\n[^1]: f", &context).html;
    assert!(!html.contains("<script"), "{html}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_harmless(source in "\\PC{0,80}") {
        assert_harmless(&judge(), &source);
    }

    #[test]
    fn any_heap_of_markup_is_harmless(
        source in "([-+*_~`#>=|:.)(<&;!\\[\\]\\\\\"'^{}/@ \t\r0-2ab\u{0}\u{1}\u{85}\u{2028}]{0,14}\n{0,2}){0,8}"
    ) {
        assert_harmless(&judge(), &source);
    }

    #[test]
    fn any_heap_of_constructs_is_harmless(
        source in "((- |\\* |1\\. |# |> |---|```|\\| |\\|-\\||:-:|\\[a\\]: |\\[\\^a\\]: |\\[\\^a\\]|\\[ \\] |\\[x\\] |<!--|-->|<b>|</b>|<a\
            href=\"|\\]\\(|\\[|!\\[|\\)|https://a|javascript:|&amp;|&#10;|&quot;|\\*\\*|__|~~|`|    |\t|a|b|\"|'|\\\\)(\n|\n\n)?){0,30}"
    ) {
        assert_harmless(&judge(), &source);
    }
}
