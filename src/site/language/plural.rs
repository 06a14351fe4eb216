//! Plural forms: which form of a word a whole number takes in a language.
//!
//! The rules are those of CLDR for cardinal whole numbers, <https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>,
//! for the languages that are built in. Any other language is counted like English.

/// A plural form, by its name in CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Form {
    /// The key of the form in a language file.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The form that a number takes.
    pub(super) const fn of(language: &str, n: u64) -> Self {
        match (family(language), n) {
            (Family::Arabic, _) => Self::arabic(n),
            (Family::French, 0 | 1) | (Family::English | Family::Spanish, 1) => Self::One,
            (Family::French | Family::Spanish, 1_000_000..) if n.is_multiple_of(1_000_000) => Self::Many,
            _ => Self::Other,
        }
    }

    const fn arabic(n: u64) -> Self {
        match (n, n % 100) {
            (0, _) => Self::Zero,
            (1, _) => Self::One,
            (2, _) => Self::Two,
            (_, 3..=10) => Self::Few,
            (_, 11..=99) => Self::Many,
            _ => Self::Other,
        }
    }

    /// The forms that a language file has to have. The French and Spanish form for whole millions is left to
    /// `other`: nobody counts that far here.
    pub(super) const fn needed(language: &str) -> &'static [Self] {
        match family(language) {
            Family::Japanese => &[Self::Other],
            Family::Arabic => &[Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other],
            Family::English | Family::French | Family::Spanish => &[Self::One, Self::Other],
        }
    }
}

/// Languages that count alike, by one of them.
#[derive(Clone, Copy)]
enum Family {
    English,
    French,
    Spanish,
    Japanese,
    Arabic,
}

/// The language of a code such as `fr` or `fr-CA`.
const fn family(code: &str) -> Family {
    match code.as_bytes() {
        [b'f', b'r'] | [b'f', b'r', b'-', ..] => Family::French,
        [b'e', b's'] | [b'e', b's', b'-', ..] => Family::Spanish,
        [b'j', b'a'] | [b'j', b'a', b'-', ..] => Family::Japanese,
        [b'a', b'r'] | [b'a', b'r', b'-', ..] => Family::Arabic,
        _ => Family::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_the_forms_of_cldr() {
        let samples: [(&str, &[(u64, Form)]); 6] = [
            ("en", &[(0, Form::Other), (1, Form::One), (2, Form::Other), (21, Form::Other)]),
            ("de", &[(0, Form::Other), (1, Form::One), (2, Form::Other)]),
            (
                "fr",
                &[
                    (0, Form::One),
                    (1, Form::One),
                    (2, Form::Other),
                    (1_000_000, Form::Many),
                    (1_000_001, Form::Other),
                ],
            ),
            ("es", &[(0, Form::Other), (1, Form::One), (2, Form::Other), (2_000_000, Form::Many)]),
            ("ja", &[(0, Form::Other), (1, Form::Other), (7, Form::Other)]),
            (
                "ar",
                &[
                    (0, Form::Zero),
                    (1, Form::One),
                    (2, Form::Two),
                    (3, Form::Few),
                    (10, Form::Few),
                    (11, Form::Many),
                    (99, Form::Many),
                    (100, Form::Other),
                    (102, Form::Other),
                    (103, Form::Few),
                    (111, Form::Many),
                ],
            ),
        ];
        for (language, numbers) in samples {
            for (n, form) in numbers {
                assert_eq!(Form::of(language, *n), *form, "{n} in {language}");
            }
        }
    }

    #[test]
    fn a_region_does_not_change_how_a_language_counts() {
        assert_eq!(Form::of("fr-CA", 0), Form::One);
        assert_eq!(Form::of("ar-EG", 2), Form::Two);
        assert_eq!(Form::of("art", 2), Form::Other, "another language that begins alike");
    }

    #[test]
    fn every_form_that_small_numbers_take_is_needed() {
        for language in ["en", "de", "fr", "es", "ja", "ar"] {
            for n in 0..1000 {
                assert!(Form::needed(language).contains(&Form::of(language, n)), "{n} in {language}");
            }
        }
    }
}
