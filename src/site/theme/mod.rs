//! A theme: the templates, files, words and settings that pages are made of. The built-in one is part of the
//! program, and a folder of `themes/` overrides it file by file.
//!
//! A theme is text and bytes here. Parsing templates is for [`super::templates`], rendering for [`super::render`].

mod asset;
mod built_in;
mod contrast;
mod load;
mod settings;
mod style;
mod tokens;

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

    /// What is unwise about the theme in a language, as warnings: words that are missing, colours that are hard
    /// to read. Pages can be made in spite of it.
    #[must_use]
    pub fn warnings(&self, language: &str) -> Findings {
        let mut findings = Findings::default();
        let place = |rule, file: Option<FileId>, message| match file {
            Some(file) => Finding::at(rule, Place::top(file), message),
            None => Finding::general(rule, message),
        };
        match self.languages.get(language) {
            None => {
                let message = format!("there is no language `{language}`; the page's own words are English");
                let hint = format!("add `languages/{language}.toml` to your theme");
                findings.push(Finding::general(&rules::LANGUAGE, message).hint(hint));
            }
            Some(own) => {
                let missing = self.language(language).map(|language| language.missing().join("`, `"));
                if let Some(keys) = missing.ok().filter(|keys| !keys.is_empty()) {
                    let message = format!("`{language}.toml` lacks words, which stay English: `{keys}`");
                    findings.push(place(&rules::LANGUAGE, own.file, message));
                }
            }
        }
        for low in contrast::low_contrasts(&self.settings.tokens) {
            let message = format!(
                "`{}` on `{}` in `[{}]` has a contrast of {:.1} to 1",
                low.ink, low.paper, low.scheme, low.contrast
            );
            let hint = "text needs 4.5 to 1 to be read by all";
            findings.push(place(&rules::CONTRAST, self.settings_file, message).hint(hint));
        }
        findings
    }

    /// The texts of the theme, for the gate: what stands in them may stand in the output.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let texts = self.templates.values().chain(self.languages.values()).map(|text| &*text.text);
        let assets = self.assets.values().filter_map(|asset| std::str::from_utf8(&asset.bytes).ok());
        texts.chain(assets).collect()
    }
}
