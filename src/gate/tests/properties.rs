//! However the words are encoded and marked up, an internal text is found and a released one passes.

use super::*;
use proptest::prelude::*;

/// One word in one of the encodings that a page may have.
fn written(word: &str, way: u8) -> String {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or('x');
    let rest = letters.as_str();
    match way % 8 {
        0 => format!("<b>{word}</b>"),
        1 => format!("&#{};{rest}", u32::from(first)),
        2 => format!("&#x{:X};{rest}", u32::from(first)),
        3 => format!("&amp;#{};{rest}", u32::from(first)),
        4 => format!("{first}\u{ad}{rest}"),
        5 => format!("<a href=\"/x\">{first}<em>{rest}</em></a>"),
        6 => word.to_uppercase(),
        _ => word.to_owned(),
    }
}

fn gap(way: u8) -> &'static str {
    [" ", "\n", "&nbsp;", "<br>", "</p>\n<p>", ", 42 ", "</td><td>", "&#10;"][usize::from(way % 8)]
}

fn page(words: &[String], ways: &[u8]) -> String {
    let mut ways = ways.iter().copied().cycle();
    let mut page = "<!doctype html><html><body><p>".to_owned();
    for word in words {
        page.push_str(&written(word, ways.next().unwrap_or_default()));
        page.push_str(gap(ways.next().unwrap_or_default()));
    }
    page + "</p></body></html>"
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-zäöšл][a-zäöšл0-9]{0,9}", 6..20)
}

proptest! {
    #[test]
    fn an_internal_text_is_always_found(words in words(), ways in prop::collection::vec(any::<u8>(), 1..41)) {
        let text = words.join(" ");
        let input = Input { internal: vec![internal(&text)], ..Input::default() };
        prop_assert_eq!(rules(&input, "index.html", &page(&words, &ways)), [HitRule::InternalText]);
    }

    #[test]
    fn a_released_text_always_passes(words in words(), ways in prop::collection::vec(any::<u8>(), 1..41)) {
        let text = words.join(" ");
        let input = Input { internal: vec![internal(&text)], released: vec![&text], ..Input::default() };
        prop_assert_eq!(rules(&input, "index.html", &page(&words, &ways)), []);
    }

    #[test]
    fn no_bytes_cause_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[<>&#%;\\\\u0-9a-f:.'\"= -]{0,80}") {
        let input = Input {
            internal: vec![internal(&text)],
            names: vec![secret(SecretKind::Alias, &text)],
            forbid: ["a*", "*a*", "::/0", "0.0.0.0/0"].into_iter().filter_map(|p| ForbidPattern::parse(p).ok()).collect(),
            ..Input::default()
        };
        for path in ["a.html", "a.json", "a.ics", "a.png"] {
            let _ = input.inspect(path, &bytes);
            let _ = input.inspect(path, text.as_bytes());
        }
    }
}
