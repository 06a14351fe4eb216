//! The languages of a theme: loading one, and finding missing words.

use super::{ENGLISH, Theme};
use crate::diagnostics::{Finding, Findings, did_you_mean, rules};
use crate::site::rendering::language::Language;
use crate::span::{Span, Spanned};

/// The number of keys that a finding names; the rest is only counted.
const NAMED: usize = 12;

impl Theme {
    /// Loads a language; words that it lacks are English. For a code with a region such as `de-AT`, the file `de-AT`
    /// overrides words of `de`. A file of the project overrides words of the built-in file with the same name.
    ///
    /// # Errors
    ///
    /// Returns a finding if a language file cannot be read.
    pub fn language(&self, code: &str) -> Result<Language, Findings> {
        let unreadable = |file, error: crate::site::rendering::language::LanguageError| {
            let message = format!("this language file cannot be read: {}", error.message);
            let finding = match file {
                Some(file) => Finding::at(&rules::TEMPLATE, Span::new(file, error.span), message),
                None => Finding::general(&rules::TEMPLATE, message),
            };
            Findings::from_iter([finding])
        };
        let mut language = Language::new(code, "", ENGLISH).map_err(|error| unreadable(None, error))?;
        for layer in self.layers(code) {
            language.lay_over(&layer.text).map_err(|error| unreadable(layer.file, error))?;
        }
        Ok(language)
    }

    /// Checks that the theme has a language.
    ///
    /// # Errors
    ///
    /// Returns a finding that lists the available languages if it does not.
    pub fn require_language(&self, code: &Spanned<String>) -> Result<(), Findings> {
        if is_code(&code.value) && self.layers(&code.value).next().is_some() {
            return Ok(());
        }
        let known: Vec<&str> = self.languages.keys().map(String::as_str).collect();
        let list = known.join("`, `");
        let hint = match did_you_mean(&code.value, known) {
            Some(near) => format!("did you mean `{near}`? the available languages are `{list}`"),
            None => format!("the available languages are `{list}`, with or without a region such as `de-AT`"),
        };
        let message = format!("there is no language `{}`", code.value);
        Err(Findings::from_iter([Finding::at(&rules::UNKNOWN_VALUE, code.span, message).hint(hint)]))
    }

    /// Returns warnings for the words and for the plural forms that a language lacks. Built-in languages lack none.
    pub(super) fn missing_words(&self, code: &str) -> Vec<Finding> {
        let Some(file) = self.layers(code).filter_map(|layer| layer.file).last() else { return Vec::new() };
        let Ok(language) = self.language(code) else { return Vec::new() };
        let finding = |message| Finding::at(&rules::MISSING_WORD, Span::top(file), message);
        let words = named(language.missing()).map(|missing| {
            finding(format!("the language `{code}` lacks words, which stay English: {missing}"))
        });
        let plurals = named(language.missing_plurals()).map(|missing| {
            let categories = language.plural_categories().join("`, `");
            finding(format!("the language `{code}` lacks plural forms: {missing}"))
                .hint(format!("numbers in this language need the categories `{categories}` of CLDR"))
        });
        words.into_iter().chain(plurals).collect()
    }

    /// The language files for a code; each one overrides those before it.
    fn layers(&self, code: &str) -> impl Iterator<Item = &super::ThemeText> {
        let base = code.split_once('-').map(|(base, _)| base);
        base.into_iter().chain([code]).filter_map(|code| self.languages.get(code)).flatten()
    }
}

/// Joins keys for a message; `None` if there are none.
fn named(keys: &[String]) -> Option<String> {
    let first = keys.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join("`, `");
    match keys.len().saturating_sub(NAMED) {
        _ if keys.is_empty() => None,
        0 => Some(format!("`{first}`")),
        more => Some(format!("`{first}` and {more} more")),
    }
}

/// Whether a text has the form of a language code that browsers accept: `de`, `de-AT`, `zh-Hant`.
fn is_code(text: &str) -> bool {
    text.split('-')
        .all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|letter| letter.is_ascii_alphanumeric()))
}
