//! Shortens texts to a limit, at the end of a word.

/// What follows a shortened text.
const MORE: char = '…';

/// Returns the text if its cost is at most `limit`. Otherwise cuts it at the end of a word and adds `…`; a single word
/// that is too long is cut anywhere. `cost` is what one character needs, once it is escaped.
#[must_use]
pub fn shorten(text: &str, limit: usize, cost: impl Fn(char) -> usize) -> String {
    let mut used = 0;
    let more = cost(MORE);
    // The end of the last character, and of the last word, that still leave room for `…`.
    let (mut characters, mut words) = (0, 0);
    let mut is_in_word = false;
    for (at, character) in text.char_indices() {
        let blank = character.is_whitespace();
        if blank && is_in_word && used + more <= limit {
            words = at;
        }
        is_in_word = !blank;
        used += cost(character);
        if used + more <= limit {
            characters = at + character.len_utf8();
        }
        if used > limit {
            let end = if words > 0 { words } else { characters };
            let kept = text.get(..end).unwrap_or_default().trim_end();
            return if more <= limit { format!("{kept}{MORE}") } else { String::new() };
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::shorten;

    fn one(_: char) -> usize {
        1
    }

    #[test]
    fn a_text_is_cut_at_the_end_of_a_word() {
        assert_eq!(shorten("Payments fail in Europe", 23, one), "Payments fail in Europe");
        assert_eq!(shorten("Payments fail in Europe", 22, one), "Payments fail in…");
        assert_eq!(shorten("Payments fail in Europe", 17, one), "Payments fail in…");
        assert_eq!(shorten("Payments fail in Europe", 16, one), "Payments fail…");
        assert_eq!(shorten("Payments fail", 5, one), "Paym…");
        assert_eq!(shorten("Payments\n\nfail", 10, one), "Payments…");
        assert_eq!(shorten("漢字漢字", 3, one), "漢字…");
    }

    #[test]
    fn the_cost_of_escaping_counts() {
        let escaped = |c| if c == '&' { 5 } else { 1 };
        assert_eq!(shorten("a & b & c", 17, escaped), "a & b & c");
        assert_eq!(shorten("a & b & c", 16, escaped), "a & b &…");
    }

    proptest! {
        #[test]
        fn a_shortened_text_is_within_the_limit(text in "\\PC{0,60}", limit in 0_usize..50) {
            let short = shorten(&text, limit, char::len_utf16);
            let length: usize = short.chars().map(char::len_utf16).sum();
            prop_assert!(length <= limit || short == text && length <= limit);
            if let Some(kept) = short.strip_suffix('…').filter(|_| short != text) {
                prop_assert!(text.starts_with(kept));
            }
        }
    }
}
