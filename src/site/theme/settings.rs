//! `theme.toml`: what a theme sets without overriding a file.

use super::tokens::Tokens;

/// What `theme.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::site) struct Settings {
    /// Name in `assets/` of a picture that stands before the site's title.
    pub(in crate::site) logo: Option<String>,
    /// Name in `assets/` of the icon of pages that have no state of their own.
    pub(in crate::site) favicon: Option<String>,
    /// Name in `assets/` of a style sheet that is added to that of the built-in theme.
    pub(in crate::site) css: Option<String>,
    /// Links at the top, after those of the site.
    pub(in crate::site) header: Vec<ThemeLink>,
    /// Links at the bottom.
    pub(in crate::site) footer: Vec<ThemeLink>,
    /// Design tokens.
    pub(super) tokens: Tokens,
}

/// A link that a theme adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct ThemeLink {
    /// Its words.
    pub(in crate::site) label: String,
    /// Its address.
    pub(in crate::site) url: String,
}

impl Settings {
    /// These settings, with those of the built-in theme where they set nothing.
    pub(super) fn over(mut self, base: &Self) -> Self {
        self.tokens = self.tokens.over(&base.tokens);
        self.favicon = self.favicon.or_else(|| base.favicon.clone());
        self
    }

    /// The colour of the page in light and in dark.
    pub(in crate::site) fn paper(&self) -> (&str, &str) {
        let (light, dark) = (self.tokens.light.get("paper"), self.tokens.dark.get("paper"));
        (light.map_or("", String::as_str), dark.map_or("", String::as_str))
    }
}
