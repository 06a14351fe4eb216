//! The words of the interface, from language files.
//!
//! Texts of the site itself (titles, updates) are in whatever language they were written in; this is about the
//! words around them.

mod dates;
mod durations;
mod months;
mod pieces;
mod plural;

use std::borrow::Cow;
use std::collections::BTreeMap;

use months::Months;
pub(in crate::site) use pieces::{Piece, pieces};
use plural::Form;
use toml::Table;

/// The words of one language, over those of English for what it lacks.
#[derive(Clone, Debug, Default)]
pub struct Language {
    code: String,
    words: BTreeMap<String, String>,
    missing: Vec<String>,
    months: Months,
}

/// Why a language file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageError {
    /// What the parser says.
    pub message: String,
    /// Where in the file, in bytes.
    pub span: std::ops::Range<usize>,
}

impl Language {
    /// Reads a language file over English.
    pub fn new(code: &str, text: &str, english: &str) -> Result<Self, LanguageError> {
        let words = flatten(english)?;
        let missing = needed(code, &words);
        let mut language = Self { code: code.to_owned(), words, missing, months: Months::default() };
        language.lay_over(text)?;
        Ok(language)
    }

    /// Lays another file over the words so far, such as that of a region or of a theme.
    pub fn lay_over(&mut self, text: &str) -> Result<(), LanguageError> {
        let own = flatten(text)?;
        self.missing.retain(|key| !own.contains_key(key));
        self.words.extend(own);
        self.months = Months::new(self.word("time.months"), self.word("time.months_short"));
        Ok(())
    }

    /// Its code, as in `site.toml`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Keys that it took from English.
    #[must_use]
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// A word by its key, such as `state.operational`; a key that nobody knows stands for itself.
    #[must_use]
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// A word with its places filled in.
    #[must_use]
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.fill_by(key, |name| {
            places.iter().find(|(place, _)| *place == name).map(|(_, value)| (*value).into())
        })
    }

    /// The same with a function that is asked only for the places that there are.
    fn fill_by<'t>(&self, key: &str, value: impl Fn(&str) -> Option<Cow<'t, str>>) -> String {
        let mut text = String::new();
        for piece in pieces(self.word(key)) {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Place(name) => match value(name) {
                    Some(value) => text.push_str(&value),
                    None => text.extend(["{", name, "}"]),
                },
            }
        }
        text
    }

    /// A number of things, in the form that the number demands.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        self.plural(&format!("count.{key}"), n as u64)
    }

    /// Names in one line.
    #[must_use]
    pub fn list(&self, names: &[&str]) -> String {
        names.join(self.word("list"))
    }

    /// A number of a measure, in the form that the number demands; the form `other` serves for those it lacks.
    fn plural(&self, key: &str, n: u64) -> String {
        let own = format!("{key}.{}", Form::of(&self.code, n).key());
        let key = if self.words.contains_key(&own) { own } else { format!("{key}.other") };
        self.fill(&key, &[("n", &n.to_string())])
    }

    /// The forms of a word by their names in CLDR, for the script, which counts too.
    pub(super) fn forms(&self, key: &str) -> BTreeMap<&'static str, &str> {
        let form =
            |form: &Form| Some((form.key(), self.words.get(&format!("{key}.{}", form.key()))?.as_str()));
        Form::needed(&self.code).iter().filter_map(form).collect()
    }

    /// All words, for the gate and for templates, by key.
    #[must_use]
    pub fn words(&self) -> &BTreeMap<String, String> {
        &self.words
    }
}

/// The keys that a language needs: of a word that is counted, the forms that the language distinguishes.
fn needed(code: &str, english: &BTreeMap<String, String>) -> Vec<String> {
    let mut needed = Vec::new();
    for key in english.keys() {
        let counted = key.rsplit_once('.').filter(|(word, _)| english.contains_key(&format!("{word}.other")));
        match counted {
            None => needed.push(key.clone()),
            Some((word, "other")) => {
                needed.extend(Form::needed(code).iter().map(|form| format!("{word}.{}", form.key())));
            }
            Some(_) => {}
        }
    }
    needed
}

/// The texts of a file by their dotted keys.
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
                // A number or a list is no word; the key stays that of English.
                _ => {}
            }
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::theme::ENGLISH;

    fn language(code: &str, text: &str) -> Language {
        Language::new(code, text, ENGLISH).expect("it can be read")
    }

    #[test]
    fn a_missing_word_is_english_and_is_known_to_be_missing() {
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
            let of_day = language.missing().iter().filter(|key| key.starts_with("span.day"));
            of_day.map(|key| key.replace("span.day.", "")).collect::<Vec<_>>()
        };
        assert!(lacks("ja").is_empty());
        assert_eq!(lacks("de"), ["one"]);
        assert_eq!(lacks("ar"), ["zero", "one", "two", "few", "many"]);
        assert_eq!(language("ja", only_other).plural("span.day", 1), "1日", "not the English form for one");
    }

    #[test]
    fn what_is_filled_in_is_never_filled_in_again() {
        let german = language("de", "follows = \"{a} und {b}, {c} {\"");
        assert_eq!(german.fill("follows", &[("a", "{b}"), ("b", "zwei")]), "{b} und zwei, {c} {");
    }
}
