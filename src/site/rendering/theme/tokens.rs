//! Design tokens: values that a theme can set without writing CSS.
//!
//! Each token is a custom property of the style sheet. Values are checked by kind, so that a mistake is reported
//! where it is, and nothing but a value gets into the style sheet.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The kind of a token's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `#rgb` or `#rrggbb`.
    Colour,
    /// Font names, first choice first.
    Fonts,
    /// A number with a unit.
    Length,
}

/// The tokens of `[tokens]`: name, kind and purpose.
pub(super) const SHAPE_TOKENS: &[(&str, TokenKind, &str)] = &[
    ("font", TokenKind::Fonts, "fonts of all text"),
    ("font_heading", TokenKind::Fonts, "fonts of headings"),
    ("font_mono", TokenKind::Fonts, "fonts of code"),
    ("column", TokenKind::Length, "width of the column"),
    ("radius", TokenKind::Length, "how round corners are"),
    ("space", TokenKind::Length, "air around blocks"),
];

/// The tokens of `[light]` and `[dark]`, all colours: name and purpose.
pub(super) const COLOUR_TOKENS: &[(&str, &str)] = &[
    ("paper", "the page"),
    ("raised", "what lies on it"),
    ("ink", "text"),
    ("soft", "text that matters less"),
    ("line", "lines"),
    ("link", "links and focus"),
    ("control", "borders of buttons and fields"),
    ("critical_head", "behind the title of a critical incident, which is white"),
    ("quiet", "bars of good days"),
    ("operational", "state: operational"),
    ("under_maintenance", "state: under maintenance"),
    ("degraded_performance", "state: degraded performance"),
    ("partial_outage", "state: partial outage"),
    ("major_outage", "state: major outage"),
];

/// The tokens that a theme sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) shape: BTreeMap<&'static str, String>,
    pub(super) light: BTreeMap<&'static str, String>,
    pub(super) dark: BTreeMap<&'static str, String>,
}

impl Tokens {
    /// Returns these tokens, completed by those of `base`.
    pub(super) fn over(mut self, base: &Self) -> Self {
        let fill = |own: &mut BTreeMap<&'static str, String>, base: &BTreeMap<&'static str, String>| {
            for (name, value) in base {
                own.entry(name).or_insert_with(|| value.clone());
            }
        };
        fill(&mut self.shape, &base.shape);
        fill(&mut self.light, &base.light);
        fill(&mut self.dark, &base.dark);
        self
    }

    /// Returns the tokens as custom properties. Dark colours apply on screens only, never in print.
    pub(super) fn css(&self) -> String {
        let values = |tokens: &BTreeMap<&'static str, String>| {
            tokens.iter().fold(String::new(), |mut values, (name, value)| {
                let _ = write!(values, "--{name}:{value};");
                values
            })
        };
        format!(
            ":root{{color-scheme:light dark;{}{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n",
            values(&self.shape),
            values(&self.light),
            values(&self.dark)
        )
    }
}

impl TokenKind {
    /// Whether a text is a valid value.
    pub(super) fn accepts(self, value: &str) -> bool {
        match self {
            Self::Colour => value.strip_prefix('#').is_some_and(|digits| {
                matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
            }),
            Self::Fonts => {
                let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '_' | '.');
                !value.trim().is_empty() && unquoted(value).is_some_and(|names| names.chars().all(allowed))
            }
            Self::Length => {
                let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
                let number = &value[..value.len() - unit.len()];
                number.parse::<f32>().is_ok()
                    && (number == "0" && unit.is_empty() || matches!(unit, "rem" | "em" | "px" | "ch"))
            }
        }
    }

    /// The hint for an invalid value.
    pub(super) const fn hint(self) -> &'static str {
        match self {
            Self::Colour => "write a colour as `#rrggbb`",
            Self::Fonts => "write font names, separated by commas: `Inter, system-ui, sans-serif`",
            Self::Length => "write a number with `rem`, `em`, `px` or `ch`: `44rem`",
        }
    }
}

/// Removes the double quotes; `None` if one is not closed.
fn unquoted(value: &str) -> Option<String> {
    value.matches('"').count().is_multiple_of(2).then(|| value.replace('"', ""))
}

/// The tokens as tables, for the documentation.
#[cfg(test)]
pub(in crate::site) fn token_documentation() -> String {
    let mut text = String::from(
        "\n## Tokens\n\n`[tokens]`\n\n| token | what it is | how to write it |\n| --- | --- | --- |\n",
    );
    for (name, kind, about) in SHAPE_TOKENS {
        let _ = writeln!(text, "| `{name}` | {about} | {} |", kind.hint());
    }
    text.push_str("\n`[light]` and `[dark]`\n\n| token | what it is |\n| --- | --- |\n");
    for (name, about) in COLOUR_TOKENS {
        let _ = writeln!(text, "| `{name}` | {about} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_must_match_its_kind() {
        let cases = [
            (TokenKind::Colour, "#0a3", true),
            (TokenKind::Colour, "#00AA33", true),
            (TokenKind::Colour, "green", false),
            (TokenKind::Colour, "#00AA3", false),
            (TokenKind::Length, "44rem", true),
            (TokenKind::Length, "0", true),
            (TokenKind::Length, "12", false),
            (TokenKind::Length, "1px;}", false),
            (TokenKind::Fonts, "\"Source Serif\", Georgia, serif", true),
            (TokenKind::Fonts, "\"open", false),
            (TokenKind::Fonts, "x;} body{display:none", false),
            (TokenKind::Fonts, "", false),
        ];
        for (kind, value, accepted) in cases {
            assert_eq!(kind.accepts(value), accepted, "{kind:?} {value}");
        }
    }

    #[test]
    fn tokens_are_custom_properties_for_each_scheme() {
        let base = Tokens {
            shape: BTreeMap::from([("font_mono", "Menlo".into())]),
            light: BTreeMap::from([("ink", "#111111".into()), ("paper", "#ffffff".into())]),
            dark: BTreeMap::from([("ink", "#eeeeee".into())]),
        };
        let own = Tokens { light: BTreeMap::from([("ink", "#222222".into())]), ..Tokens::default() };
        assert_eq!(
            own.over(&base).css(),
            ":root{color-scheme:light dark;--font_mono:Menlo;--ink:#222222;--paper:#ffffff;}\n\
             @media screen and (prefers-color-scheme:dark){:root{--ink:#eeeeee;}}\n"
        );
    }
}
