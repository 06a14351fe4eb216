//! Themes: what `theme.toml` may say, and what is said when it is wrong.

mod languages;

use super::{Settings, Theme, contrast};
use crate::diagnostics::{Finding, Findings};
use crate::source::Snapshot;
use crate::span::{Span, Spanned};

fn load(texts: &[(&str, &str)]) -> Result<Theme, Findings> {
    let site = [("content/site.toml", "")];
    let snapshot = Snapshot::of_texts(site.iter().chain(texts).copied());
    let span = snapshot.files().next().map(|file| Span::top(file.id)).expect("a file");
    Theme::load(&snapshot, &Spanned::new("own".to_owned(), span))
}

/// What is found in a `theme.toml`, in its order: the rule, the message and the hint.
fn found(toml: &str) -> Vec<(&'static str, String, String)> {
    let all = load(&[("themes/own/theme.toml", toml)]).err().unwrap_or_default();
    let told = |finding: &Finding| {
        (finding.rule.name, finding.message.clone(), finding.hint.clone().unwrap_or_default())
    };
    let mut all: Vec<&Finding> = all.iter().collect();
    all.sort_by_key(|finding| finding.span.map(|span| span.start));
    all.into_iter().map(told).collect()
}

fn style(theme: &Theme) -> String {
    String::from_utf8_lossy(&theme.assets["style.css"].bytes).into_owned()
}

#[test]
fn the_settings_of_the_built_in_theme_can_be_read() {
    let settings = Settings::read(super::built_in::SETTINGS, None).expect("nothing is wrong");
    assert_eq!(settings.tokens.light.len(), super::tokens::COLOUR_TOKENS.len());
    assert_eq!(settings.tokens.dark.len(), super::tokens::COLOUR_TOKENS.len());
    assert_eq!(settings.tokens.shape.len(), super::tokens::SHAPE_TOKENS.len());
}

#[test]
fn the_colours_of_both_themes_can_be_read_by_all() {
    let lighthouse = include_str!("../../../../themes/lighthouse/theme.toml");
    for toml in [super::built_in::SETTINGS, lighthouse] {
        let settings = Settings::read(toml, None).expect("nothing is wrong");
        assert_eq!(contrast::low_contrasts(&settings.tokens), []);
    }
}

#[test]
fn tokens_and_extra_styles_go_into_the_one_style_sheet() {
    let theme = load(&[
        ("themes/own/theme.toml", "css = \"more.css\"\n[light]\nink = \"#010203\""),
        ("themes/own/assets/more.css", "/* mine */\n.banner { border: 0; }"),
    ]);
    let theme = theme.expect("a theme");
    let style = style(&theme);
    assert!(style.contains("--ink:#010203;") && style.contains("--paper:#ffffff;"));
    assert!(style.ends_with(".banner { border: 0; }\n"), "additions stand last, without comments");
    assert!(!theme.assets.contains_key("more.css"), "it is not published twice");
}

#[test]
fn unknown_keys_are_found_with_the_nearest_one() {
    assert_eq!(
        found("logoo = \"x\"\n[light]\ninc = \"#fff\""),
        [
            ("unknown-key", "`theme.toml` has no key `logoo`".into(), "did you mean `logo`?".into()),
            ("unknown-key", "`theme.toml` has no key `inc`".into(), "did you mean `ink`?".into()),
        ]
    );
}

#[test]
fn a_value_that_is_none_is_found_with_what_to_write() {
    let findings = found("[tokens]\ncolumn = \"wide\"\nradius = 4\n[dark]\nink = \"white\"");
    let told: Vec<(&str, &str)> =
        findings.iter().map(|(rule, message, _)| (*rule, message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("invalid-value", "`column` cannot be `wide`"),
            ("wrong-type", "this is no text in quotes"),
            ("invalid-value", "`ink` cannot be `white`"),
        ]
    );
}

#[test]
fn links_need_a_label_and_a_safe_address() {
    assert!(found("header = [{ label = \"Docs\", url = \"https://example.com\" }]").is_empty());
    let rules = |toml| found(toml).into_iter().map(|(rule, ..)| rule).collect::<Vec<_>>();
    assert_eq!(rules("header = [{ label = \"Docs\" }]"), ["missing-key"]);
    assert_eq!(rules("footer = [{ label = \"x\", url = \"javascript:alert(1)\" }]"), ["invalid-value"]);
    assert_eq!(rules("footer = \"x\""), ["wrong-type"]);
}

#[test]
fn a_file_that_the_settings_name_must_be_there() {
    let findings = found("logo = \"icon.svgg\"");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].2, "did you mean `icon.svg`?");
}

#[test]
fn toml_that_does_not_parse_is_one_finding_at_its_place() {
    assert_eq!(found("logo = ").iter().map(|(rule, ..)| *rule).collect::<Vec<_>>(), ["syntax"]);
}

#[test]
fn warnings_name_missing_words_and_weak_colours() {
    let theme = load(&[
        ("themes/own/theme.toml", "[light]\nsoft = \"#cccccc\""),
        ("themes/own/languages/xx.toml", "home = \"Lage\""),
    ]);
    let theme = theme.expect("a theme");
    let rules = |language| {
        let warnings = theme.warnings(language);
        warnings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>()
    };
    assert_eq!(rules("en"), ["contrast", "contrast"], "on paper and on what lies on it");
    assert_eq!(rules("xx"), ["missing-word", "contrast", "contrast"]);
    assert!(Theme::built_in().warnings("en").is_empty());
}
