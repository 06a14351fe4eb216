//! Plural categories: which form of a word a whole number takes in a language.
//!
//! The rules are those of CLDR for cardinal numbers
//! (<https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>), compiled into `icu_plurals`.

use std::collections::BTreeSet;
use std::sync::Arc;

use icu_plurals::{PluralCategory, PluralRules};
use icu_provider::prelude::icu_locale_core::Locale;

/// The upper limit of the numbers that decide which categories a language needs. French and Spanish have a category of
/// their own for whole millions, and Czech has one for fractions; neither occurs on a status page.
const LARGEST_COUNT: u32 = 1_000;

/// All categories, in the order of CLDR.
const CATEGORIES: [PluralCategory; 6] = [
    PluralCategory::Zero,
    PluralCategory::One,
    PluralCategory::Two,
    PluralCategory::Few,
    PluralCategory::Many,
    PluralCategory::Other,
];

/// The plural rules of one language.
#[derive(Clone, Debug)]
pub(super) struct Plurals {
    /// `None` if the code is not a language tag; then every number is `other`.
    rules: Option<Arc<PluralRules>>,
    needed: Vec<PluralCategory>,
}

impl Plurals {
    /// Returns the rules for a language tag such as `pl` or `fr-CA`. A language that CLDR does not know has the category
    /// `other` only.
    pub(super) fn new(code: &str) -> Self {
        let locale = Locale::try_from_str(code).ok();
        let rules = locale.and_then(|locale| PluralRules::try_new_cardinal((&locale).into()).ok());
        let mut taken = BTreeSet::from([PluralCategory::Other]);
        if let Some(rules) = &rules {
            taken.extend((0..=LARGEST_COUNT).map(|n| rules.category_for(n)));
        }
        let needed = CATEGORIES.into_iter().filter(|category| taken.contains(category)).collect();
        Self { rules: rules.map(Arc::new), needed }
    }

    /// The category that a number takes.
    pub(super) fn category(&self, n: u64) -> PluralCategory {
        self.rules.as_ref().map_or(PluralCategory::Other, |rules| rules.category_for(n))
    }

    /// The categories that a language file must have: `other`, and those that whole numbers up to 1,000 take.
    pub(super) fn needed(&self) -> &[PluralCategory] {
        &self.needed
    }
}

/// The key of a category in a language file, which is its name in CLDR.
pub(super) const fn key(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The categories of some numbers, by key.
    fn categories<const N: usize>(code: &str, numbers: [u64; N]) -> [&'static str; N] {
        let plurals = Plurals::new(code);
        numbers.map(|n| key(plurals.category(n)))
    }

    #[test]
    fn built_in_languages_follow_the_rules_of_cldr() {
        assert_eq!(categories("en", [0, 1, 2, 21]), ["other", "one", "other", "other"]);
        assert_eq!(categories("de", [0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(categories("fr", [0, 1, 2, 1_000_000]), ["one", "one", "other", "many"]);
        assert_eq!(categories("es", [0, 1, 2, 2_000_000]), ["other", "one", "other", "many"]);
        assert_eq!(categories("ja", [0, 1, 7]), ["other", "other", "other"]);
        assert_eq!(categories("ar", [0, 1, 2, 3, 10, 11]), ["zero", "one", "two", "few", "few", "many"]);
        assert_eq!(categories("ar", [99, 100, 102, 103, 111]), ["many", "other", "other", "few", "many"]);
    }

    #[test]
    fn other_languages_follow_the_rules_of_cldr() {
        assert_eq!(categories("pl", [0, 1, 2, 5, 12, 22]), ["many", "one", "few", "many", "many", "few"]);
        assert_eq!(categories("ru", [1, 2, 5, 11, 21, 22]), ["one", "few", "many", "many", "one", "few"]);
        assert_eq!(categories("cs", [1, 2, 5]), ["one", "few", "other"]);
        assert_eq!(categories("cy", [0, 1, 2, 3, 6, 7]), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(categories("lv", [0, 1, 2, 21]), ["zero", "one", "other", "one"]);
        assert_eq!(categories("zh-Hant", [0, 1, 2]), ["other", "other", "other"]);
    }

    #[test]
    fn a_region_has_the_rules_of_its_language() {
        assert_eq!(categories("fr-CA", [0, 2]), ["one", "other"]);
        assert_eq!(categories("ar-EG", [2]), ["two"]);
        assert_eq!(categories("pt-PT", [0, 1]), ["other", "one"]);
    }

    #[test]
    fn an_unknown_language_has_one_category() {
        for code in ["xx", "art", "", "not a tag"] {
            assert_eq!(categories(code, [0, 1, 2]), ["other", "other", "other"], "{code}");
            assert_eq!(Plurals::new(code).needed(), [PluralCategory::Other], "{code}");
        }
    }

    #[test]
    fn a_language_file_needs_the_categories_of_small_whole_numbers() {
        let codes = [
            "ar", "cs", "cy", "de", "en", "es", "fr", "ga", "he", "it", "ja", "lt", "nl", "pl", "pt-BR",
            "ro", "ru", "sl", "tr", "uk", "zh",
        ];
        let lines = codes.map(|code| {
            let needed = Plurals::new(code).needed().iter().copied().map(key).collect::<Vec<_>>();
            format!("{code}: {}", needed.join(" "))
        });
        insta::assert_snapshot!(lines.join("\n"));
    }
}
