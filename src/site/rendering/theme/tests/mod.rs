//! Tests of `theme.toml` and its errors.

mod languages;

use crate::diagnostics::{Finding, Findings};
use crate::site::rendering::theme::{Settings, Theme, contrast};
use crate::source::Snapshot;
use crate::span::{Span, Spanned};

fn load(texts: &[(&str, &str)]) -> Result<Theme, Findings> {
    let site = [("content/site.toml", "")];
    let snapshot = Snapshot::of_texts(site.iter().chain(texts).copied());
    let span = snapshot.files().next().map(|file| Span::top(file.id)).expect("a file");
    Theme::load(&snapshot, &Spanned::new("own".to_owned(), span))
}

/// Returns the findings for a `theme.toml` in the order of the file: rule, message and hint.
fn found(toml: &str) -> Vec<(&'static str, String, String)> {
    let all = load(&[("themes/own/theme.toml", toml)]).err().unwrap_or_default();
    let parts = |finding: &Finding| {
        (finding.rule.name, finding.message.clone(), finding.hint.clone().unwrap_or_default())
    };
    let mut all: Vec<&Finding> = all.iter().collect();
    all.sort_by_key(|finding| finding.span.map(|span| span.start));
    all.into_iter().map(parts).collect()
}

fn style(theme: &Theme) -> String {
    String::from_utf8_lossy(&theme.assets["style.css"].bytes).into_owned()
}

#[test]
fn the_settings_of_the_built_in_theme_can_be_read() {
    let settings =
        Settings::read(crate::site::rendering::theme::built_in::SETTINGS, None).expect("nothing is wrong");
    assert_eq!(settings.tokens.light.len(), crate::site::rendering::theme::tokens::COLOUR_TOKENS.len());
    assert_eq!(settings.tokens.dark.len(), crate::site::rendering::theme::tokens::COLOUR_TOKENS.len());
    assert_eq!(settings.tokens.shape.len(), crate::site::rendering::theme::tokens::SHAPE_TOKENS.len());
}

#[test]
fn the_colours_of_both_themes_have_enough_contrast() {
    let lighthouse = include_str!("../../../../../themes/lighthouse/theme.toml");
    for toml in [crate::site::rendering::theme::built_in::SETTINGS, lighthouse] {
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
fn unknown_keys_are_reported_with_the_nearest_one() {
    assert_eq!(
        found("logoo = \"x\"\n[light]\ninc = \"#fff\""),
        [
            ("unknown-key", "`theme.toml` has no key `logoo`".into(), "did you mean `logo`?".into()),
            ("unknown-key", "`theme.toml` has no key `inc`".into(), "did you mean `ink`?".into()),
        ]
    );
}

#[test]
fn an_invalid_value_is_reported_with_a_hint() {
    let findings = found("[tokens]\ncolumn = \"wide\"\nradius = 4\n[dark]\nink = \"white\"");
    let messages: Vec<(&str, &str)> =
        findings.iter().map(|(rule, message, _)| (*rule, message.as_str())).collect();
    assert_eq!(
        messages,
        [
            ("invalid-value", "`column` cannot be `wide`"),
            ("wrong-type", "expected a text in quotes"),
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
fn a_file_named_by_the_settings_must_exist() {
    let findings = found("logo = \"icon.svgg\"");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].2, "did you mean `icon.svg`?");
}

#[test]
fn invalid_toml_is_one_finding_at_its_position() {
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
        let warnings = theme.warnings([language]);
        warnings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>()
    };
    assert_eq!(rules("en"), ["contrast", "contrast"], "on paper and on what lies on it");
    assert_eq!(
        rules("xx"),
        ["missing-word", "missing-word", "contrast", "contrast"],
        "words and plural forms"
    );
    assert!(Theme::built_in().warnings(["en"]).is_empty());
}
