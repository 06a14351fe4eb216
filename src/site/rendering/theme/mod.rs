//! A theme: the templates, assets, words and settings of the pages. The built-in theme is part of the program, and a
//! folder of `themes/` overrides it file by file.
//!
//! Here a theme is text and bytes only: [`super::templates`] parses the templates.

mod asset;
mod built_in;
mod contrast;
mod customer_name;
mod languages;
mod load;
mod misspelt;
mod settings;
mod settings_file;
mod style;
mod tokens;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::language::Language;
use super::script_words::script_words;
use crate::diagnostics::{Finding, Findings, rules};
use crate::span::FileId;
use crate::span::Span;

pub(crate) use asset::asset_path;
pub(in crate::site) use asset::{Asset, short_hash};
pub(in crate::site) use built_in::ENGLISH;
pub use customer_name::name_as_html;
pub(in crate::site) use settings::{Settings, ThemeLink};
use style::style;
#[cfg(test)]
pub(in crate::site) use tokens::token_documentation;

/// A complete theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Templates by name.
    pub(in crate::site) templates: BTreeMap<String, ThemeText>,
    /// Assets by their names in the theme.
    pub(in crate::site) assets: BTreeMap<String, Asset>,
    /// The settings in `theme.toml`.
    pub(in crate::site) settings: Settings,
    /// Language files by code; each one overrides those before it.
    languages: BTreeMap<String, Vec<ThemeText>>,
    /// The file `theme.toml`, if the theme has one.
    settings_file: Option<FileId>,
    /// Files that the theme does not use, with what they are probably meant to be.
    misspelt: Vec<(FileId, String)>,
}

/// A text of a theme and its source.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct ThemeText {
    pub(in crate::site) text: Arc<str>,
    /// The file in the project; `None` if it is built in.
    pub(in crate::site) file: Option<FileId>,
}

impl Theme {
    /// Returns warnings about the theme in some languages: missing words, colours that are hard to read. They do not
    /// prevent rendering.
    #[must_use]
    pub fn warnings<'a>(&self, languages: impl IntoIterator<Item = &'a str>) -> Findings {
        let mut findings = Findings::default();
        findings.extend(languages.into_iter().flat_map(|language| self.missing_words(language)));
        findings.extend(self.unknown_placeholders());
        findings.extend(self.misspelt_files());
        for low in contrast::low_contrasts(&self.settings.tokens) {
            let message = format!(
                "`{}` on `{}` in `[{}]` has a contrast of {:.1} to 1",
                low.ink, low.paper, low.scheme, low.contrast
            );
            let hint = "text needs a contrast of at least 4.5 to 1 to be readable";
            let finding = match self.settings_file {
                Some(file) => Finding::at(&rules::CONTRAST, Span::top(file), message),
                None => Finding::general(&rules::CONTRAST, message),
            };
            findings.push(finding.hint(hint));
        }
        findings
    }

    /// Returns the path in the output and the bytes of an asset, by its name in the theme.
    pub(crate) fn asset(&self, name: &str) -> Option<(&str, &Arc<[u8]>)> {
        self.assets.get(name).map(|asset| (asset.path.as_str(), &asset.bytes))
    }

    /// Returns the name of the icon for pages without a state.
    pub(crate) fn favicon(&self) -> Option<&str> {
        self.settings.favicon.as_deref()
    }

    /// Returns the name of the logo.
    pub(crate) fn logo(&self) -> Option<&str> {
        self.settings.logo.as_deref()
    }

    /// Returns the background colours in light and in dark mode.
    pub(crate) fn paper(&self) -> (&str, &str) {
        self.settings.paper()
    }

    /// Returns the words of the script in a language, as JSON; those of a language that cannot be read are English.
    pub(crate) fn script_words(&self, code: &str) -> String {
        let english = || Language::new("en", "", ENGLISH).ok();
        let language = self.language(code).ok().or_else(english);
        language.map(|language| script_words(&language)).unwrap_or_default()
    }

    /// The texts of the theme, for the gate: the output may contain any of them.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let texts = self.templates.values().chain(self.languages.values().flatten()).map(|text| &*text.text);
        let assets = self.assets.values().filter_map(|asset| std::str::from_utf8(&asset.bytes).ok());
        let links = self.settings.header.iter().chain(&self.settings.footer);
        texts.chain(assets).chain(links.map(|link| link.label.as_str())).collect()
    }
}
