//! Counts words.

/// Returns how many words a text has. Where a script has no spaces between words, two characters count as a word.
pub(super) fn count(text: &str) -> usize {
    let dense = text.chars().filter(|c| is_dense(*c)).count();
    let spaced = text
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric) && !word.chars().any(is_dense))
        .count();
    spaced + dense.div_ceil(2)
}

/// Whether a character belongs to a script without spaces: Thai, Lao, Khmer, Myanmar, and those of China and Japan.
const fn is_dense(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{20000}'..='\u{3134f}'
    )
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count("This incident has been resolved."), 5);
        assert_eq!(count("All – really all – payments work."), 5);
        assert_eq!(count("決済は復旧しました。"), 5);
    }
}
