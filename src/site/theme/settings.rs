//! `theme.toml`: what a theme sets without overriding a file.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::tokens::{COLOUR_TOKENS, SHAPE_TOKENS, TokenKind, Tokens};
use crate::diagnostics::{Finding, Findings, Rule, did_you_mean, rules};
use crate::source::{FileId, Place};

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

/// The keys of the file, in the order in which they are documented.
const KEYS: &[&str] = &["logo", "favicon", "css", "header", "footer", "tokens", "light", "dark"];
/// The keys of a link.
const LINK_KEYS: &[&str] = &["label", "url"];

type Value<'a> = Spanned<DeValue<'a>>;

impl Settings {
    /// Reads the text of the file; the built-in theme's is no file of the project. Everything that is wrong is found at once.
    pub(super) fn read(text: &str, file: Option<FileId>) -> Result<Self, Findings> {
        let mut reader = Reader { file, findings: Findings::default() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let message = error.message().lines().next().unwrap_or("invalid TOML").to_lowercase();
            reader.find(&rules::SYNTAX, error.span().unwrap_or(0..0), message, None);
        }
        let settings = if errors.is_empty() { reader.settings(table.get_ref()) } else { Self::default() };
        if reader.findings.is_empty() { Ok(settings) } else { Err(reader.findings) }
    }
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

struct Reader {
    file: Option<FileId>,
    findings: Findings,
}

impl Reader {
    fn settings(&mut self, table: &DeTable<'_>) -> Settings {
        let mut settings = Settings::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "logo" => settings.logo = self.text(value),
                "favicon" => settings.favicon = self.text(value),
                "css" => settings.css = self.text(value),
                "header" => settings.header = self.links(value),
                "footer" => settings.footer = self.links(value),
                "tokens" => {
                    let known = |name: &str| {
                        let token = SHAPE_TOKENS.iter().find(|(token, ..)| *token == name);
                        token.map(|(token, kind, _)| (*token, *kind))
                    };
                    let names: Vec<_> = SHAPE_TOKENS.iter().map(|(token, ..)| *token).collect();
                    settings.tokens.shape = self.tokens(value, known, &names).collect();
                }
                scheme @ ("light" | "dark") => {
                    let known = |name: &str| {
                        let token = COLOUR_TOKENS.iter().find(|(token, _)| *token == name);
                        token.map(|(token, _)| (*token, TokenKind::Colour))
                    };
                    let names: Vec<_> = COLOUR_TOKENS.iter().map(|(token, _)| *token).collect();
                    let colours = self.tokens(value, known, &names).collect();
                    if scheme == "light" {
                        settings.tokens.light = colours;
                    } else {
                        settings.tokens.dark = colours;
                    }
                }
                other => self.unknown(other, key.span(), KEYS),
            }
        }
        settings
    }

    fn tokens(
        &mut self,
        value: &Value<'_>,
        known: impl Fn(&str) -> Option<(&'static str, TokenKind)>,
        names: &[&str],
    ) -> std::vec::IntoIter<(&'static str, String)> {
        let mut tokens = Vec::new();
        let Some(table) = self.table(value) else { return tokens.into_iter() };
        for (key, value) in table {
            let Some((name, kind)) = known(key.get_ref()) else {
                self.unknown(key.get_ref(), key.span(), names);
                continue;
            };
            let Some(text) = self.text(value) else { continue };
            if kind.accepts(&text) {
                tokens.push((name, text));
            } else {
                let message = format!("`{name}` cannot be `{text}`");
                self.find(&rules::INVALID_VALUE, value.span(), message, Some(kind.hint().into()));
            }
        }
        tokens.into_iter()
    }

    fn links(&mut self, value: &Value<'_>) -> Vec<ThemeLink> {
        let DeValue::Array(links) = value.get_ref() else {
            let hint = "write a list of links: `[{ label = \"Docs\", url = \"https://…\" }]`";
            self.find(&rules::WRONG_TYPE, value.span(), "this is no list of links".into(), Some(hint.into()));
            return Vec::new();
        };
        links.iter().filter_map(|link| self.link(link)).collect()
    }

    fn link(&mut self, value: &Value<'_>) -> Option<ThemeLink> {
        let table = self.table(value)?;
        for key in table.keys().filter(|key| !LINK_KEYS.contains(&key.get_ref().as_ref())) {
            self.unknown(key.get_ref(), key.span(), LINK_KEYS);
        }
        let mut text = |key: &'static str| {
            let found = table.get(key);
            if found.is_none() {
                self.find(&rules::MISSING_KEY, value.span(), format!("a link needs `{key}`"), None);
            }
            found.and_then(|found| Some((self.text(found)?, found.span())))
        };
        let (label, url) = (text("label"), text("url"));
        let ((label, _), (url, span)) = (label?, url?);
        if ["https://", "http://", "mailto:", "/"].iter().any(|start| url.starts_with(start)) {
            return Some(ThemeLink { label, url });
        }
        let hint = "links begin with `https://`, `http://`, `mailto:` or `/`";
        self.find(&rules::INVALID_VALUE, span, format!("`{url}` is no address"), Some(hint.into()));
        None
    }

    fn text(&mut self, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.find(&rules::WRONG_TYPE, value.span(), "this is no text in quotes".into(), None);
                None
            }
        }
    }

    fn table<'v, 'a>(&mut self, value: &'v Value<'a>) -> Option<&'v DeTable<'a>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.find(&rules::WRONG_TYPE, value.span(), "this is no table".into(), None);
                None
            }
        }
    }

    fn unknown(&mut self, key: &str, span: Range<usize>, known: &[&str]) {
        let hint = did_you_mean(key, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let hint = hint.unwrap_or_else(|| format!("known here are `{}`", known.join("`, `")));
        self.find(&rules::UNKNOWN_KEY, span, format!("`theme.toml` has no key `{key}`"), Some(hint));
    }

    fn find(&mut self, rule: &'static Rule, span: Range<usize>, message: String, hint: Option<String>) {
        let finding = match self.file {
            Some(file) => Finding::at(rule, Place::new(file, span), message),
            None => Finding::general(rule, message),
        };
        self.findings.push(finding.hint_if(hint));
    }
}
