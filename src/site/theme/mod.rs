//! A theme: the templates, files, words and settings that pages are made of. The built-in one is part of the
//! program, and a folder of `themes/` overrides it file by file.
//!
//! A theme is text and bytes here. Parsing templates is for [`super::templates`], rendering for [`super::render`].

mod asset;
mod built_in;
mod contrast;
mod load;
mod settings;
mod settings_file;
mod style;
mod tokens;
mod warning;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Language;
use crate::diagnostics::{Finding, Findings, rules};
use crate::source::{FileId, Place};

pub(super) use asset::{Asset, short_hash};
pub(super) use built_in::ENGLISH;
pub(super) use settings::{Settings, ThemeLink};
use style::style;
#[cfg(test)]
pub(super) use tokens::token_documentation;
pub use warning::{ThemeWarning, ThemeWarningKind};

/// A theme, complete.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Templates by name.
    pub(super) templates: BTreeMap<String, Text>,
    /// Files by their names in the theme.
    pub(super) assets: BTreeMap<String, Asset>,
    /// What `theme.toml` says.
    pub(super) settings: Settings,
    /// Language files by code.
    languages: BTreeMap<String, Text>,
    /// `theme.toml`, if the theme has one.
    settings_file: Option<FileId>,
}

/// A text of a theme and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) text: Arc<str>,
    /// The file of the project; none if it is built in.
    pub(super) file: Option<FileId>,
}

impl Theme {
    /// The words of a language; English if there is no such file.
    pub(super) fn language(&self, code: &str) -> Result<Language, Findings> {
        let own = self.languages.get(code);
        let text = own.map_or(ENGLISH, |own| &own.text);
        Language::new(code, text, ENGLISH).map_err(|error| {
            let message = format!("the language file `{code}.toml` cannot be read: {}", error.message);
            let finding = match own.and_then(|own| own.file) {
                Some(file) => Finding::at(&rules::TEMPLATE, Place::new(file, error.span), message),
                None => Finding::general(&rules::TEMPLATE, message),
            };
            Findings::from_iter([finding])
        })
    }

    /// What is unwise about the theme in a language: words that are missing, colours that are hard to read.
    /// Pages can be made in spite of it.
    #[must_use]
    pub fn warnings(&self, language: &str) -> Vec<ThemeWarning> {
        let mut warnings = Vec::new();
        match self.languages.get(language) {
            None => warnings.push(ThemeWarning::unknown_language(language)),
            Some(own) => {
                let missing = self.language(language).map(|language| language.missing().join("`, `"));
                if let Some(keys) = missing.ok().filter(|keys| !keys.is_empty()) {
                    warnings.push(ThemeWarning::missing_words(language, &keys, own.file));
                }
            }
        }
        let low = contrast::low_contrasts(&self.settings.tokens);
        warnings.extend(low.iter().map(|low| ThemeWarning::low_contrast(low, self.settings_file)));
        warnings
    }

    /// The texts of the theme, for the gate: what stands in them may stand in the output.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let texts = self.templates.values().chain(self.languages.values()).map(|text| &*text.text);
        let assets = self.assets.values().filter_map(|asset| std::str::from_utf8(&asset.bytes).ok());
        let links = self.settings.header.iter().chain(&self.settings.footer);
        texts.chain(assets).chain(links.map(|link| link.label.as_str())).collect()
    }
}
