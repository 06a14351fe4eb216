//! Readable, unique slugs for folders and addresses: `[a-z0-9-]`, at most 60 characters.

use std::collections::BTreeSet;

use crate::import::plan::Notes;

/// The maximum length of a slug; mail programs break longer addresses.
const LONGEST: usize = 60;

/// The slugs in use; a second slug of the same text ends in `-2`, a third in `-3`.
#[derive(Debug, Default)]
pub(in crate::import) struct Slugs(BTreeSet<String>);

impl Slugs {
    /// Marks a slug as used.
    pub(in crate::import) fn reserve(&mut self, slug: &str) {
        self.0.insert(slug.to_owned());
    }

    /// Returns an unused slug for `text`, or for `fallback` if `text` has no usable characters. A slug with a number
    /// is noted for `subject`.
    pub(in crate::import) fn assign(
        &mut self,
        text: &str,
        fallback: &str,
        subject: &str,
        notes: &mut Notes,
    ) -> String {
        let mut whole = slug(text);
        if whole.is_empty() {
            whole = slug(fallback);
        }
        if whole.is_empty() {
            "unnamed".clone_into(&mut whole);
        }
        let mut number = 1_usize;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("-{number}") };
            let candidate = format!("{}{suffix}", cut(&whole, LONGEST.saturating_sub(suffix.len())));
            if self.0.insert(candidate.clone()) {
                if number > 1 {
                    notes.add(subject, format!("its name is already in use, so it becomes `{candidate}`"));
                }
                return candidate;
            }
            number += 1;
        }
    }
}

/// Returns `text` in lower-case ASCII letters and digits, with single hyphens between words.
pub(in crate::import) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if let Some(plain) = without_accent(c) {
            out.push_str(plain);
        } else if matches!(c, '\'' | '\u{2019}') || ('\u{300}'..='\u{36f}').contains(&c) {
            // An apostrophe or a combining accent does not separate words.
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Shortens a slug to at most `longest` bytes, between words if possible.
fn cut(slug: &str, longest: usize) -> &str {
    if slug.len() <= longest {
        return slug;
    }
    let head = slug.get(..longest).unwrap_or(slug);
    if slug.as_bytes().get(longest) == Some(&b'-') {
        return head.trim_end_matches('-');
    }
    head.rsplit_once('-').map_or(head, |(words, _)| words).trim_end_matches('-')
}

/// Transliterates the Latin letters that are most common in titles of European languages.
const fn without_accent(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' => "o",
        'ö' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' => "s",
        'ß' => "ss",
        'ť' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn punctuation_separates_words_but_apostrophes_do_not() {
        assert_eq!(slug("  We're seeing 5xx – API/Web (EU)! "), "were-seeing-5xx-api-web-eu");
        assert_eq!(slug("Störung à Genève"), "stoerung-a-geneve");
        assert_eq!(slug("障害"), "");
    }

    #[test]
    fn a_long_slug_is_shortened_between_words() {
        let (mut slugs, mut notes) = (Slugs::default(), Notes::default());
        let title = "2026-03-14 Incident with Pull Requests and Issues and some Actions runners";
        assert_eq!(
            slugs.assign(title, "x", "id", &mut notes),
            "2026-03-14-incident-with-pull-requests-and-issues-and-some"
        );
        assert_eq!(
            slugs.assign(title, "x", "id", &mut notes),
            "2026-03-14-incident-with-pull-requests-and-issues-and-some-2"
        );
        assert_eq!(slugs.assign(&"a".repeat(70), "x", "id", &mut notes), "a".repeat(60));
    }

    #[test]
    fn a_text_without_latin_letters_uses_the_fallback() {
        let mut slugs = Slugs::default();
        slugs.reserve("component");
        let mut notes = Notes::default();
        assert_eq!(slugs.assign("障害", "component", "id", &mut notes), "component-2");
        assert_eq!(notes.into_vec().len(), 1);
        assert_eq!(slugs.assign("障害", "害", "id", &mut Notes::default()), "unnamed");
    }

    proptest! {
        #[test]
        fn slugs_are_valid_short_and_unique(texts in prop::collection::vec(any::<String>(), 1..20)) {
            let (mut slugs, mut notes) = (Slugs::default(), Notes::default());
            let given: BTreeSet<String> =
                texts.iter().map(|text| slugs.assign(text, text, "id", &mut notes)).collect();
            prop_assert_eq!(given.len(), texts.len());
            for slug in given {
                prop_assert!(slug.len() <= LONGEST && !slug.is_empty());
                prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'), "{}", slug);
            }
        }
    }
}
