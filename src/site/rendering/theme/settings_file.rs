//! Reads `theme.toml`; reports all mistakes at once.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::{Settings, ThemeLink};
use super::tokens::{COLOUR_TOKENS, SHAPE_TOKENS, TokenKind};
use crate::diagnostics::{Finding, Findings, Rule, did_you_mean, rules};
use crate::span::FileId;
use crate::span::Span;

/// The keys of the file, in the order in which they are documented.
const KEYS: &[&str] = &["logo", "favicon", "css", "header", "footer", "tokens", "light", "dark"];
/// The keys of a link.
const LINK_KEYS: &[&str] = &["label", "url"];

type Value<'a> = Spanned<DeValue<'a>>;

impl Settings {
    /// Reads the text of `theme.toml`; `file` is `None` for the built-in theme.
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
            self.find(&rules::WRONG_TYPE, value.span(), "expected a list of links".into(), Some(hint.into()));
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
        self.find(&rules::INVALID_VALUE, span, format!("`{url}` is not an address"), Some(hint.into()));
        None
    }

    fn text(&mut self, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.find(&rules::WRONG_TYPE, value.span(), "expected a text in quotes".into(), None);
        }
        text
    }

    fn table<'v, 'a>(&mut self, value: &'v Value<'a>) -> Option<&'v DeTable<'a>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.find(&rules::WRONG_TYPE, value.span(), "expected a table".into(), None);
        }
        table
    }

    fn unknown(&mut self, key: &str, span: Range<usize>, known: &[&str]) {
        let hint = did_you_mean(key, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let hint = hint.unwrap_or_else(|| format!("the known keys are `{}`", known.join("`, `")));
        self.find(&rules::UNKNOWN_KEY, span, format!("`theme.toml` has no key `{key}`"), Some(hint));
    }

    fn find(&mut self, rule: &'static Rule, span: Range<usize>, message: String, hint: Option<String>) {
        let finding = match self.file {
            Some(file) => Finding::at(rule, Span::new(file, span), message),
            None => Finding::general(rule, message),
        };
        self.findings.push(finding.hint_if(hint));
    }
}
