//! Tests that escaped plain text renders unchanged.

use proptest::prelude::*;

use super::super::escape;
use super::rendered;

/// The part of a text that Markdown can express, as documented at `escape`.
fn held(plain: &str) -> String {
    let lines: Vec<&str> = plain.split('\n').map(|line| line.trim_matches([' ', '\t'])).collect();
    let mut held = lines.join("\n").trim_matches('\n').to_owned();
    while held.contains("\n\n\n") {
        held = held.replace("\n\n\n", "\n\n");
    }
    held
}

#[test]
fn ordinary_sentences_are_not_changed() {
    for sentence in [
        "We're looking into elevated error rates (5% of requests) - more at 14:30 UTC.",
        "API & dashboard: latency ~ 3x normal; see https://status.example.com/a_b for more!",
        "snake_case_name, a < b, C:\\Users, #1 priority, [Resolved] 100% back, 5 * 3 * 2, $5.00 | +1",
        "1234567890. is no number of an item, nor is 2.5 GB, and #6 no heading",
        "It took ~5 minutes. 1 of 3 regions -- eu-west-1 -- was hit.",
    ] {
        assert_eq!(escape(sentence), sentence);
    }
}

#[test]
fn only_markup_is_escaped() {
    for (plain, markdown) in [
        ("# Title", "\\# Title"),
        ("- item\n1. one\n2) two", "\\- item\n1\\. one\n2\\) two"),
        ("a\n---\nb\n===", "a\n\\---\nb\n\\==="),
        ("a | b\n--- | ---", "a | b\n\\--- | ---"),
        ("*all* __init__", "\\*all\\* \\_\\_init\\_\\_"),
        ("[a](b) [c]: d", "[a\\](b) [c\\]: d"),
        ("<script> &amp;", "\\<script> \\&amp;"),
        ("* * *\n***\n___", "\\* * *\n\\*\\*\\*\n\\_\\_\\_"),
        ("> said", "\\> said"),
        ("end\\", "end\\\\"),
        ("`x` ~~y~~", "\\`x\\` \\~\\~y\\~\\~"),
        ("  a \r\n\r\n\r\n b ", "a\n\nb"),
    ] {
        assert_eq!(escape(plain), markdown);
        let result = rendered(markdown);
        assert_eq!(result.text, held(&plain.replace("\r\n", "\n")));
        assert!(result.problems.is_empty(), "{plain}");
    }
}

#[test]
fn an_escaped_address_is_still_one_link() {
    let result = rendered(&escape("see https://a.example/*x*?a=1&lt;=2"));
    assert!(result.html.contains("href=\"https://a.example/*x*?a=1&amp;lt;=2\""), "{}", result.html);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_printable_text_comes_back(plain in "[^\\p{C}\\p{Zl}\\p{Zp}]{0,40}(\n{1,3}[^\\p{C}\\p{Zl}\\p{Zp}]{0,20}){0,3}") {
        prop_assert_eq!(rendered(&escape(&plain)).text, held(&plain));
    }

    #[test]
    fn any_heap_of_markup_comes_back(plain in "([-+*_~`#>=|:.)(<&;!\\[\\]\\\\\"'^{}/ \t0-2ab\u{a0}]{0,14}\n{0,2}){0,5}") {
        prop_assert_eq!(rendered(&escape(&plain)).text, held(&plain));
    }

    #[test]
    fn lines_with_the_marks_of_blocks_come_back(
        plain in "((- |\\* |\\+ |1\\. |12\\) |# |#### |> |---|===|\\*\\*\\*|___|```|~~~|\\|-|:-:|\\[a\\]: |\\[\\^a\\]: |\\[ \\] |<!--|<a>|&amp;|https://|    |\t|a|b_|\\*c|\\\\)\n?){0,10}"
    ) {
        prop_assert_eq!(rendered(&escape(&plain)).text, held(&plain));
    }
}
