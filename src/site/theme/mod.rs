//! A theme: the templates, files, words and settings that pages are made of. The built-in one is part of the
//! program, and a folder of `themes/` overrides it file by file.
//!
//! A theme is text and bytes here. Parsing templates is for [`super::templates`], rendering for [`super::render`].

mod asset;
mod built_in;
mod contrast;
mod languages;
mod load;
mod settings;
mod settings_file;
mod style;
mod tokens;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Finding, Findings, rules};
use crate::span::FileId;
use crate::span::Span;

pub(super) use asset::{Asset, short_hash};
pub(super) use built_in::ENGLISH;
pub(super) use settings::{Settings, ThemeLink};
use style::style;
#[cfg(test)]
pub(super) use tokens::token_documentation;

/// A theme, complete.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Templates by name.
    pub(super) templates: BTreeMap<String, Text>,
    /// Files by their names in the theme.
    pub(super) assets: BTreeMap<String, Asset>,
    /// What `theme.toml` says.
    pub(super) settings: Settings,
    /// Language files by code, those that decide last.
    languages: BTreeMap<String, Vec<Text>>,
    /// `theme.toml`, if the theme has one.
    settings_file: Option<FileId>,
}

/// A text of a theme and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text {
    pub(super) text: Arc<str>,
    /// The file of the project; none if it is built in.
    pub(super) file: Option<FileId>,
}

impl Theme {
    /// What is unwise about the theme in a language, as warnings: words that are missing, colours that are hard
    /// to read. Pages can be made in spite of it.
    #[must_use]
    pub fn warnings(&self, language: &str) -> Findings {
        let mut findings = Findings::default();
        findings.extend(self.missing_words(language));
        for low in contrast::low_contrasts(&self.settings.tokens) {
            let message = format!(
                "`{}` on `{}` in `[{}]` has a contrast of {:.1} to 1",
                low.ink, low.paper, low.scheme, low.contrast
            );
            let hint = "text needs 4.5 to 1 to be read by all";
            let finding = match self.settings_file {
                Some(file) => Finding::at(&rules::CONTRAST, Span::top(file), message),
                None => Finding::general(&rules::CONTRAST, message),
            };
            findings.push(finding.hint(hint));
        }
        findings
    }

    /// The texts of the theme, for the gate: what stands in them may stand in the output.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let texts = self.templates.values().chain(self.languages.values().flatten()).map(|text| &*text.text);
        let assets = self.assets.values().filter_map(|asset| std::str::from_utf8(&asset.bytes).ok());
        let links = self.settings.header.iter().chain(&self.settings.footer);
        texts.chain(assets).chain(links.map(|link| link.label.as_str())).collect()
    }
}
