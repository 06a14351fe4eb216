//! Placeholders of drafts of post-mortems: `{{ write: … }}` where a person must write, and `{{ unknown: … }}` where the
//! record does not say something. Nobody approves or publishes a text while it has one.

use std::ops::Range;

/// The words that begin a placeholder.
const WORDS: [&str; 2] = ["write:", "unknown:"];

/// Returns the ranges of the placeholders in a text, in order.
#[must_use]
pub fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find("{{")).map(|at| from + at) {
        let inside = text.get(open + 2..).unwrap_or_default();
        let is_one = WORDS.iter().any(|word| inside.trim_start().starts_with(word));
        from = match inside.find("}}") {
            Some(close) if is_one => {
                let end = open + 2 + close + 2;
                found.push(open..end);
                end
            }
            _ => open + 1,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_words_begin_a_placeholder() {
        let text =
            "{{ write: the cause }} and {{unknown: users}}, but {{ title }} or {{ write: without an end";
        let found: Vec<&str> = placeholders(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["{{ write: the cause }}", "{{unknown: users}}"]);
        assert_eq!(placeholders("{{{ write: x }}").first(), Some(&(1..15)));
        assert_eq!(placeholders("{{{ write: x }}").len(), 1);
    }
}
