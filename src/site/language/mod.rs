//! The words of the interface, from language files.
//!
//! Texts of the site itself (titles, updates) are in whatever language they were written in; this is about the
//! words around them.

mod dates;
mod durations;

use std::collections::BTreeMap;

use toml::Table;

/// The words of one language, over those of English for what it lacks.
#[derive(Clone, Debug, Default)]
pub struct Language {
    code: String,
    words: BTreeMap<String, String>,
    missing: Vec<String>,
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
        let mut words = flatten(english)?;
        let own = flatten(text)?;
        let missing = words.keys().filter(|key| !own.contains_key(*key)).cloned().collect();
        words.extend(own);
        Ok(Self { code: code.to_owned(), words, missing })
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
        places.iter().fold(self.word(key).to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }

    /// A number of things, in the form that the number demands.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        self.plural(&format!("count.{key}"), i64::try_from(n).unwrap_or(i64::MAX))
    }

    fn plural(&self, key: &str, n: i64) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.fill(&format!("{key}.{form}"), &[("n", &n.to_string())])
    }

    /// All words, for the gate and for templates, by key.
    #[must_use]
    pub fn words(&self) -> &BTreeMap<String, String> {
        &self.words
    }
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
