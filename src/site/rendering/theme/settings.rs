//! `theme.toml`: the settings of a theme.

use super::tokens::Tokens;

/// The settings in `theme.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::site) struct Settings {
    /// Name in `assets/` of the logo, shown before the title of the site.
    pub(in crate::site) logo: Option<String>,
    /// Name in `assets/` of the icon for pages without a state.
    pub(in crate::site) favicon: Option<String>,
    /// Name in `assets/` of a style sheet that is appended to the built-in one.
    pub(in crate::site) css: Option<String>,
    /// Links in the header, after those of the site.
    pub(in crate::site) header: Vec<ThemeLink>,
    /// Links in the footer.
    pub(in crate::site) footer: Vec<ThemeLink>,
    /// Design tokens.
    pub(super) tokens: Tokens,
}

/// A link that a theme adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct ThemeLink {
    /// Its text.
    pub(in crate::site) label: String,
    /// Its address.
    pub(in crate::site) url: String,
}

impl Settings {
    /// Returns these settings, completed by those of `base`.
    pub(super) fn over(mut self, base: &Self) -> Self {
        self.tokens = self.tokens.over(&base.tokens);
        self.favicon = self.favicon.or_else(|| base.favicon.clone());
        self
    }

    /// The background colours in light and in dark mode.
    pub(in crate::site) fn paper(&self) -> (&str, &str) {
        let (light, dark) = (self.tokens.light.get("paper"), self.tokens.dark.get("paper"));
        (light.map_or("", String::as_str), dark.map_or("", String::as_str))
    }
}
