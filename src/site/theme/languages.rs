//! The languages of a theme: the words of one, whether there is one of a name, and which words it lacks.

use super::{ENGLISH, Theme};
use crate::diagnostics::{Finding, Findings, did_you_mean, rules};
use crate::site::Language;
use crate::span::{Span, Spanned};

/// How many missing words a finding names before it only counts the rest.
const NAMED: usize = 12;

impl Theme {
    /// The words of a language, over those of English. Of a code with a region such as `de-AT` they are those of
    /// `de`, with those of `de-AT` over them. A file of the project lies over the built-in one of its name.
    pub(in crate::site) fn language(&self, code: &str) -> Result<Language, Findings> {
        let unreadable = |file, error: crate::site::LanguageError| {
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

    /// Refuses a language that the theme does not have.
    pub fn require_language(&self, code: &Spanned<String>) -> Result<(), Findings> {
        if is_code(&code.value) && self.layers(&code.value).next().is_some() {
            return Ok(());
        }
        let known: Vec<&str> = self.languages.keys().map(String::as_str).collect();
        let list = known.join("`, `");
        let hint = match did_you_mean(&code.value, known) {
            Some(near) => format!("did you mean `{near}`? there are `{list}`"),
            None => format!("there are `{list}`, with or without a region such as `de-AT`"),
        };
        let message = format!("there is no language `{}`", code.value);
        Err(Findings::from_iter([Finding::at(&rules::UNKNOWN_VALUE, code.span, message).hint(hint)]))
    }

    /// The words that a language lacks, as a warning. Built-in languages lack none.
    pub(super) fn missing_words(&self, code: &str) -> Option<Finding> {
        let file = self.layers(code).filter_map(|layer| layer.file).last()?;
        let language = self.language(code).ok()?;
        let missing = language.missing();
        let named = missing.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join("`, `");
        let more = match missing.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!("the language `{code}` lacks words, which stay English: `{named}`{more}");
        (!missing.is_empty()).then(|| Finding::at(&rules::MISSING_WORD, Span::top(file), message))
    }

    /// The files that say the words of a language, those that decide last.
    fn layers(&self, code: &str) -> impl Iterator<Item = &super::Text> {
        let base = code.split_once('-').map(|(base, _)| base);
        base.into_iter().chain([code]).filter_map(|code| self.languages.get(code)).flatten()
    }
}

/// Whether a text has the form of a language's code, so that browsers take it: `de`, `de-AT`, `zh-Hant`.
fn is_code(text: &str) -> bool {
    text.split('-')
        .all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|letter| letter.is_ascii_alphanumeric()))
}
