//! The words of the interface, read from language files.
//!
//! Texts of the site itself (titles, updates) stay in the language in which they were written; a language file has
//! only the words around them.

mod dates;
mod durations;
mod months;
mod pattern;
mod plural;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use months::Months;
pub(in crate::site) use pattern::{PatternPart, pattern_parts};
use plural::Plurals;
use rustc_hash::FxHashMap;
use toml::Table;

/// The words of one language. Words that it lacks are English.
#[derive(Clone, Debug)]
pub struct Language {
    code: String,
    words: BTreeMap<String, String>,
    /// The same words, found faster: a page looks up about fifty.
    by_key: FxHashMap<String, String>,
    missing: Vec<String>,
    missing_plurals: Vec<String>,
    months: Months,
    plurals: Plurals,
}

/// A language file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageError {
    /// The message of the parser.
    pub message: String,
    /// The position in the file, in bytes.
    pub span: std::ops::Range<usize>,
}

impl Language {
    /// Reads a language file; words that it lacks are those of `english`.
    ///
    /// # Errors
    ///
    /// Returns an error if one of the texts is not TOML.
    pub fn new(code: &str, text: &str, english: &str) -> Result<Self, LanguageError> {
        let words = flatten(english)?;
        let plurals = Plurals::new(code);
        let (missing, missing_plurals) = needed(&plurals, &words);
        let mut language = Self {
            code: code.to_owned(),
            words,
            by_key: FxHashMap::default(),
            missing,
            missing_plurals,
            months: Months::default(),
            plurals,
        };
        language.lay_over(text)?;
        Ok(language)
    }

    /// Overrides words with those of another file, such as that of a region or of a theme.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not TOML.
    pub fn lay_over(&mut self, text: &str) -> Result<(), LanguageError> {
        let own = flatten(text)?;
        self.missing.retain(|key| !own.contains_key(key));
        self.missing_plurals.retain(|key| !own.contains_key(key));
        self.words.extend(own);
        self.by_key = self.words.iter().map(|(key, word)| (key.clone(), word.clone())).collect();
        self.months = Months::new(self.word("time.months"), self.word("time.months_short"));
        Ok(())
    }

    /// The code of the language, as in `site.toml`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The name of the language in itself: `Deutsch`. A language file without `own_name` has none, so the code stands for
    /// it.
    #[must_use]
    pub fn own_name(&self) -> &str {
        if self.missing.iter().any(|key| key == "own_name") { &self.code } else { self.word("own_name") }
    }

    /// The keys of words that are taken from English.
    #[must_use]
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// The keys of plural forms that the language needs and lacks, such as `span.day.few`.
    #[must_use]
    pub fn missing_plurals(&self) -> &[String] {
        &self.missing_plurals
    }

    /// The plural categories that the language needs, by their names in CLDR.
    #[must_use]
    pub fn plural_categories(&self) -> Vec<&'static str> {
        self.plurals.needed().iter().copied().map(plural::key).collect()
    }

    /// Returns the word of a key, such as `state.operational`; an unknown key is returned itself.
    #[must_use]
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.by_key.get(key).map_or(key, String::as_str)
    }

    /// Returns a word with its placeholders filled in.
    #[must_use]
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.fill_by(key, |name| {
            places.iter().find(|(place, _)| *place == name).map(|(_, value)| (*value).into())
        })
    }

    /// The same with a function, which is called only for placeholders that occur.
    fn fill_by<'t>(&self, key: &str, value: impl Fn(&str) -> Option<Cow<'t, str>>) -> String {
        let mut text = String::new();
        for piece in pattern_parts(self.word(key)) {
            match piece {
                PatternPart::Text(piece) => text.push_str(piece),
                PatternPart::Placeholder(name) => match value(name) {
                    Some(value) => text.push_str(&value),
                    None => text.extend(["{", name, "}"]),
                },
            }
        }
        text
    }

    /// Formats a count with the plural form for the number.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        self.plural(&format!("count.{key}"), n as u64)
    }

    /// Joins names in one line.
    #[must_use]
    pub fn list(&self, names: &[&str]) -> String {
        names.join(self.word("list"))
    }

    /// Formats a number with the plural form for it; `other` replaces a missing form.
    fn plural(&self, key: &str, n: u64) -> String {
        let own = format!("{key}.{}", plural::key(self.plurals.category(n)));
        let key = if self.words.contains_key(&own) { own } else { format!("{key}.other") };
        self.fill(&key, &[("n", &n.to_string())])
    }

    /// The plural forms of a word by category, for the script.
    pub(in crate::site) fn forms(&self, key: &str) -> BTreeMap<&'static str, &str> {
        let form =
            |category: &'static str| Some((category, self.words.get(&format!("{key}.{category}"))?.as_str()));
        self.plural_categories().into_iter().filter_map(form).collect()
    }

    /// All words by key, for the gate and for templates.
    #[must_use]
    pub fn words(&self) -> &BTreeMap<String, String> {
        &self.words
    }
}

/// The keys of all words that a language needs, and those of the plural forms: one per category of the language.
fn needed(plurals: &Plurals, english: &BTreeMap<String, String>) -> (Vec<String>, Vec<String>) {
    let (mut needed, mut needed_plurals) = (Vec::new(), Vec::new());
    for key in english.keys() {
        let counted = key.rsplit_once('.').filter(|(word, _)| english.contains_key(&format!("{word}.other")));
        match counted {
            None => needed.push(key.clone()),
            Some((word, "other")) => {
                let categories = plurals.needed().iter().copied().map(plural::key);
                needed_plurals.extend(categories.map(|category| format!("{word}.{category}")));
            }
            Some(_) => {}
        }
    }
    (needed, needed_plurals)
}

/// Returns the texts of a file by their dotted keys.
/// Returns the placeholders of each word in a language file; none if the file cannot be read.
pub(in crate::site) fn placeholders(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let of_word = |word: &str| {
        let parts = pattern_parts(word);
        let names = parts.filter_map(|part| match part {
            PatternPart::Placeholder(name) => Some(name.to_owned()),
            PatternPart::Text(_) => None,
        });
        names.collect()
    };
    flatten(text).unwrap_or_default().into_iter().map(|(key, word)| (key, of_word(&word))).collect()
}

fn flatten(text: &str) -> Result<BTreeMap<String, String>, LanguageError> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| LanguageError {
        message: error.message().to_owned(),
        span: error.span().unwrap_or(0..0),
    })?;
    let mut words = BTreeMap::new();
    let mut open: Vec<(String, Table)> = vec![(String::new(), table)];
    while let Some((prefix, table)) = open.pop() {
        for (key, value) in table {
            let key = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
            match value {
                toml::Value::Table(inner) => open.push((key, inner)),
                toml::Value::String(text) => {
                    words.insert(key, text);
                }
                // Numbers and lists are not words; the English word is used instead.
                _ => {}
            }
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::rendering::theme::ENGLISH;

    fn language(code: &str, text: &str) -> Language {
        Language::new(code, text, ENGLISH).expect("it can be read")
    }

    #[test]
    fn a_missing_word_is_english_and_is_reported() {
        let german = language("de", "home = \"Lage\"");
        assert_eq!((german.word("home"), german.word("history")), ("Lage", "History"));
        assert!(german.missing().contains(&"history".to_owned()));
        assert!(!german.missing().contains(&"home".to_owned()));
        assert!(language("en", ENGLISH).missing().is_empty());
    }

    #[test]
    fn a_language_needs_the_plural_forms_that_it_has_and_no_others() {
        let only_other = "[span.day]\nother = \"{n}日\"";
        let lacks = |code| {
            let language = language(code, only_other);
            let of_day = language.missing_plurals().iter().filter(|key| key.starts_with("span.day"));
            of_day.map(|key| key.replace("span.day.", "")).collect::<Vec<_>>()
        };
        assert!(lacks("ja").is_empty());
        assert_eq!(lacks("pl"), ["one", "few", "many"]);
        assert_eq!(lacks("de"), ["one"]);
        assert_eq!(lacks("ar"), ["zero", "one", "two", "few", "many"]);
        assert_eq!(language("ja", only_other).plural("span.day", 1), "1日", "not the English form for one");
    }

    #[test]
    fn values_are_never_searched_for_placeholders() {
        let german = language("de", "follows = \"{a} und {b}, {c} {\"");
        assert_eq!(german.fill("follows", &[("a", "{b}"), ("b", "zwei")]), "{b} und zwei, {c} {");
    }
}
