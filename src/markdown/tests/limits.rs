//! Tests of the limits: hostile texts cost no more than long ones.

use std::time::{Duration, Instant};

use super::super::ProblemKind as Kind;
use super::rendered;

/// Patterns that have been slow in other parsers, to be repeated.
const PATTERNS: [&str; 34] = [
    "> ",
    ">",
    "[",
    "![",
    "*",
    "_",
    "**a ",
    "*a _b ",
    "`",
    "`a``",
    "~",
    "[^a]:",
    "[^a]",
    "<a",
    "<a ",
    "<!--",
    "<!A ",
    "<?",
    "- - - - ",
    "* ",
    "1. ",
    "- \n",
    "a\n-\n",
    "|",
    "a|b\n-|-\n",
    "[a](",
    "[a]: b\n",
    "[a][",
    "\\",
    "&#",
    "http://",
    "http://a ",
    "{{",
    "\"",
];

#[test]
fn hostile_patterns_return_quickly_at_the_limit_and_beyond() {
    for pattern in PATTERNS {
        for size in [64 * 1024, 1024 * 1024] {
            let source = pattern.repeat(size / pattern.len());
            let start = Instant::now();
            let result = rendered(&source);
            assert!(start.elapsed() < Duration::from_secs(1), "{pattern:?} {:?}", start.elapsed());
            assert!(result.html.len() <= 8 * source.len() + 1024);
        }
    }
}

#[test]
fn nesting_is_allowed_to_sixteen() {
    let quotes = |depth: usize| format!("{}a", "> ".repeat(depth));
    assert!(rendered(&quotes(16)).problems.is_empty());
    let deep = rendered(&quotes(17));
    assert_eq!(deep.problems[0].kind, Kind::TooDeep);
    assert_eq!((deep.html.as_str(), deep.text.as_str()), ("", ""));
    assert_eq!(rendered(&"> ".repeat(30_000)).problems[0].kind, Kind::TooDeep);
    assert_eq!(rendered(&"*a _b ".repeat(20).replace("b ", "b")).problems.len(), 0);
}

#[test]
fn depth_counts_what_is_open_and_not_what_was() {
    let source = "> *a* **b** [c](/d) ~~e~~\n\n- f\n\n".repeat(50);
    assert!(rendered(&source).problems.is_empty());
}

#[test]
fn a_long_text_is_not_parsed() {
    assert!(rendered(&"a".repeat(64 * 1024)).problems.is_empty());
    let long = rendered(&"a".repeat(64 * 1024 + 1));
    assert_eq!(long.problems[0].kind, Kind::TooLarge);
    assert_eq!(long.html, "");
}

#[test]
fn links_beyond_the_limit_stay_words_and_are_reported_once() {
    for link in ["[x](/a) ", "https://a.example ", "<https://a.example> "] {
        assert!(rendered(&link.repeat(200)).problems.is_empty());
        let many = rendered(&link.repeat(300));
        assert_eq!(many.problems.len(), 1);
        assert_eq!(many.problems[0].kind, Kind::TooManyLinks);
        assert_eq!(many.html.matches("<a ").count(), 200);
    }
}

#[test]
fn a_text_with_too_much_output_is_refused() {
    let table = format!("{}\n{}\n{}", "|a".repeat(300), "|:-:".repeat(300), "b\n".repeat(300));
    let grown = rendered(&table);
    assert_eq!(grown.problems[0].kind, Kind::OutputTooLarge);
    assert_eq!(grown.html, "");
}

#[test]
fn many_problems_do_not_hide_why_a_text_is_refused() {
    let result = rendered(&format!("{}\n\n{}", "<b>".repeat(200), "> ".repeat(20)));
    assert_eq!(result.problems.len(), 50);
    assert_eq!(result.problems[49].kind, Kind::TooDeep);
}
