//! Words as a search compares them.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Returns the words of a text in lower case and without accents. Everything that is neither a letter nor a digit
/// separates words.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase()
    };
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Whether one of the words of a text begins with `wanted`.
pub(super) fn has(words: &[String], wanted: &str) -> bool {
    words.iter().any(|word| word.starts_with(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_matter() {
        assert_eq!(words("pg-main-3: Jõgeva's POOL"), ["pg", "main", "3", "jogeva", "s", "pool"]);
        assert!(has(&words("Pooler"), "pool") && !has(&words("Pooler"), "ool"));
    }
}
