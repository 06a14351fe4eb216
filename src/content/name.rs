//! Names in addresses: validation, and slugs of titles.

/// Whether a name is valid in an address: `[a-z0-9-]`, not empty, at most 100 bytes, without a hyphen at either end.
#[must_use]
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && !name.starts_with('-')
        && !name.ends_with('-')
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Returns the slug of a title: lower-case letters and digits, with hyphens for everything else, at most 60
/// characters, cut at a word. A title without Latin letters or digits gives `untitled`, because an address must be
/// typable on any keyboard.
#[must_use]
pub fn slug_of(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if matches!(c, '\'' | '’') {
            // `cant` reads better than `can-t`.
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let mut slug = slug.trim_end_matches('-');
    if slug.len() > 60 {
        let cut = &slug[..60];
        slug = cut.rsplit_once('-').map_or(cut, |(words, _)| words);
    }
    if slug.is_empty() { "untitled".into() } else { slug.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_short_lower_case_words_with_hyphens() {
        assert_eq!(slug_of("Checkout errors in Europe (15%)"), "checkout-errors-in-europe-15");
        assert_eq!(slug_of("We can't send e-mails"), "we-cant-send-e-mails");
        assert_eq!(slug_of("決済の障害"), "untitled");
        assert_eq!(slug_of(&"word ".repeat(40)), "word-".repeat(12).trim_end_matches('-'));
    }

    #[test]
    fn names_are_lower_case_letters_digits_and_inner_hyphens() {
        assert!(is_name("2026-03-14-checkout"));
        for name in ["", "-a", "a-", "A", "a/b", "..", "é", "a b"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
