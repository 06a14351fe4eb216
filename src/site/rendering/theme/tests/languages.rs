//! Tests that the built-in languages are complete, and that files of a theme override them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::load;
use crate::site::rendering::language::Language;
use crate::site::rendering::language::{PatternPart, pattern_parts};
use crate::site::rendering::theme::Theme;
use crate::site::rendering::theme::built_in::{ENGLISH, LANGUAGES};
use crate::span::Spanned;

/// The words of a file alone.
fn own(code: &str, text: &str) -> Language {
    Language::new(code, "", text).expect("a built-in language can be read")
}

fn built_in(code: &str) -> Language {
    Theme::built_in().language(code).expect("a built-in language can be read")
}

fn places(text: &str) -> BTreeSet<&str> {
    let span = |piece| match piece {
        PatternPart::Placeholder(name) => Some(name),
        PatternPart::Text(_) => None,
    };
    pattern_parts(text).filter_map(span).collect()
}

#[test]
fn the_built_in_languages_are_those_in_the_manual() {
    let codes: Vec<&str> = LANGUAGES.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["ar", "de", "en", "es", "fr", "ja"]);
}

#[test]
fn every_built_in_language_has_every_word_and_plural_form_and_no_others() {
    for (code, text) in LANGUAGES {
        let needed: BTreeSet<String> = own(code, ENGLISH)
            .missing()
            .iter()
            .chain(own(code, ENGLISH).missing_plurals())
            .cloned()
            .collect();
        let has: BTreeSet<String> = own(code, text).words().keys().cloned().collect();
        assert_eq!(has, needed, "{code}");
        assert!(built_in(code).missing().is_empty(), "{code}");
        assert!(built_in(code).missing_plurals().is_empty(), "{code}");
    }
}

#[test]
fn every_translation_keeps_the_placeholders_of_the_english_word() {
    let english = own("en", ENGLISH);
    for (code, text) in LANGUAGES {
        for (key, word) in own(code, text).words() {
            let counted = key.rsplit_once('.').map(|(word, form)| (format!("{word}.other"), form));
            let counted = counted.filter(|(other, _)| english.words().contains_key(other));
            let original = counted.as_ref().map_or(key, |(other, _)| other);
            let mut expected = places(english.word(original));
            // In Arabic each of these forms is for one number, which is part of the word.
            let says_its_number = *code == "ar"
                && counted.as_ref().is_some_and(|(_, form)| matches!(*form, "zero" | "one" | "two"))
                && !word.contains("{n}");
            if says_its_number {
                expected.remove("n");
            }
            assert_eq!(places(word), expected, "`{key}` in {code}: {word}");
        }
    }
}

#[test]
fn no_word_is_empty_or_padded_or_has_digits_of_another_script() {
    for (code, text) in LANGUAGES {
        for (key, word) in own(code, text).words() {
            assert!(key == "list" || (word.trim() == word && !word.is_empty()), "`{key}` in {code}");
            let foreign = word.chars().find(|c| c.is_numeric() && !c.is_ascii_digit());
            assert_eq!(foreign, None, "`{key}` in {code}");
        }
    }
}

#[test]
fn every_language_names_twelve_months() {
    for (code, _) in LANGUAGES {
        for key in ["time.months", "time.months_short"] {
            let language = built_in(code);
            let months: BTreeSet<&str> = language.word(key).split(' ').collect();
            assert_eq!(months.len(), 12, "`{key}` in {code}");
        }
    }
}

#[test]
fn french_keeps_signs_on_the_line_of_their_word() {
    for (key, word) in built_in("fr").words().iter().filter(|(key, _)| !key.starts_with("time.")) {
        let broken = [" :", " ;", " !", " ?", " %", " »", "« "].iter().find(|sign| word.contains(**sign));
        assert_eq!(broken, None, "`{key}`: {word}");
    }
}

#[test]
fn only_arabic_is_written_from_right_to_left() {
    let right_to_left = LANGUAGES.iter().filter(|(code, _)| built_in(code).word("direction") == "rtl");
    assert_eq!(right_to_left.map(|(code, _)| *code).collect::<Vec<_>>(), ["ar"]);
}

#[test]
fn dates_and_spans_are_written_as_each_language_writes_them() {
    let at: DateTime<Utc> = "2026-03-14T09:22:00Z".parse().expect("a time");
    let to: NaiveDate = "2026-03-18".parse().expect("a date");
    let cases = [
        (
            "de",
            "14. März 2026",
            "14. März 2026, 09:22 UTC",
            "14.–18. März 2026",
            "2\u{a0}Tage\u{a0}3\u{a0}Std.",
        ),
        ("fr", "14 mars 2026", "14 mars 2026, 09:22 UTC", "14–18 mars 2026", "2\u{a0}jours\u{a0}3\u{a0}h"),
        (
            "es",
            "14 de marzo de 2026",
            "14 mar 2026, 09:22 UTC",
            "14–18 de marzo de 2026",
            "2\u{a0}días\u{a0}3\u{a0}h",
        ),
        ("ja", "2026年3月14日", "2026年3月14日 09:22 UTC", "2026年3月14日 ～ 18日", "2日3時間"),
        (
            "ar",
            "14 مارس 2026",
            "14 مارس 2026، 09:22 UTC",
            "من 14 إلى 18 مارس 2026",
            "يومان\u{a0}و3\u{a0}ساعات",
        ),
    ];
    for (code, day, time, days, duration) in cases {
        let language = built_in(code);
        assert_eq!(language.day(at.date_naive()), day);
        assert_eq!(language.date_time(at), time);
        assert_eq!(language.days(at.date_naive(), to), days);
        assert_eq!(language.duration(TimeDelta::hours(51)), duration);
    }
}

#[test]
fn things_are_counted_in_the_form_that_their_number_takes() {
    let count = |code, n| built_in(code).count("incident", n);
    assert_eq!([count("de", 1), count("de", 2)], ["1 Störung", "2 Störungen"]);
    assert_eq!([count("fr", 0), count("fr", 2)], ["0 incident", "2 incidents"]);
    assert_eq!(count("ja", 1), "障害 1 件");
    let arabic = [0, 1, 2, 3, 11, 100].map(|n| count("ar", n));
    assert_eq!(arabic, ["لا حوادث", "حادث واحد", "حادثان", "3 حوادث", "11 حادثًا", "100 حادث"]);
}

#[test]
fn a_region_takes_the_words_of_its_language_and_keeps_its_code() {
    let theme = load(&[("themes/own/languages/de-AT.toml", "[time]\nmonths = \"Jänner\"")]);
    let theme = theme.expect("a theme");
    let austrian = theme.language("de-AT").expect("it can be read");
    assert_eq!((austrian.code(), austrian.word("time.months")), ("de-AT", "Jänner"));
    assert_eq!(austrian.word("state.operational"), "In Betrieb");
    assert_eq!(theme.language("de").expect("it can be read").word("time.months").split(' ').count(), 12);
    assert_eq!(built_in("fr-CA").word("history"), "Historique");
    assert!(theme.missing_words("de-AT").is_empty());
}

#[test]
fn a_file_of_a_theme_changes_single_words_of_a_built_in_language() {
    let theme = load(&[("themes/own/languages/de.toml", "home = \"Lage\"")]).expect("a theme");
    let german = theme.language("de").expect("it can be read");
    assert_eq!((german.word("home"), german.word("history")), ("Lage", "Verlauf"));
    assert!(theme.missing_words("de").is_empty());
}

#[test]
fn missing_words_of_a_language_are_reported() {
    let english = Language::new("en", "", ENGLISH).expect("English can be read");
    let all_but = |lacking: &[&str]| {
        let words = english.words().iter().filter(|(key, _)| !lacking.contains(&key.as_str()));
        words.fold(String::new(), |text, (key, word)| format!("{text}{key} = {}\n", serde_json::json!(word)))
    };
    let message = |text: &str| {
        let theme = load(&[("themes/own/languages/nl.toml", text)]).expect("a theme");
        let findings = theme.missing_words("nl").into_iter();
        findings.map(|finding| finding.message).collect::<Vec<_>>()
    };
    assert!(message(&all_but(&[])).is_empty());
    assert_eq!(
        message(&all_but(&["home", "span.day.one"])),
        [
            "the language `nl` lacks words, which stay English: `home`",
            "the language `nl` lacks plural forms: `span.day.one`"
        ]
    );
    for nearly_empty in message("home = \"Stand\"") {
        assert!(nearly_empty.ends_with(" more") && nearly_empty.len() < 400, "{nearly_empty}");
    }
}

#[test]
fn a_missing_plural_category_is_a_finding() {
    let english = Language::new("en", "", ENGLISH).expect("English can be read");
    let counted: Vec<&str> = english.words().keys().filter_map(|key| key.strip_suffix(".other")).collect();
    // A copy of the English file, with `one` and `other` for each word that is counted.
    let copy = english
        .words()
        .iter()
        .fold(String::new(), |text, (key, word)| format!("{text}{key} = {}\n", serde_json::json!(word)));
    let findings = |code: &str, more: &[&str]| {
        let added = more
            .iter()
            .flat_map(|category| counted.iter().map(move |key| format!("{key}.{category} = \"x\"\n")));
        let text = added.fold(copy.clone(), |text, line| text + &line);
        let theme = load(&[(&format!("themes/own/languages/{code}.toml"), &text)]).expect("a theme");
        let lines = theme.missing_words(code).into_iter().map(|finding| {
            format!("{}: {}\n  {}", finding.rule.name, finding.message, finding.hint.unwrap_or_default())
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(findings("pl", &["few", "many"]), "");
    assert_eq!(findings("ru", &["few", "many"]), "");
    assert_eq!(findings("cs", &["few"]), "");
    assert_eq!(findings("tr", &[]), "");
    insta::assert_snapshot!(["pl", "cs", "cy"].map(|code| findings(code, &[])).join("\n"));
}

#[test]
fn an_unknown_language_is_refused_with_a_list_of_the_available_ones() {
    let theme = load(&[("themes/own/languages/nl.toml", "home = \"Stand\"")]).expect("a theme");
    let span = theme.missing_words("nl").first().and_then(|finding| finding.span).expect("a place");
    let refused = |code: &str| {
        let findings = theme.require_language(&Spanned::new(code.into(), span)).err()?;
        let found: Vec<_> = findings.into_iter().map(|finding| (finding.rule.name, finding.hint)).collect();
        assert_eq!(found.len(), 1);
        Some((found[0].0, found[0].1.clone().expect("a hint")))
    };
    for code in ["en", "de", "de-AT", "nl", "nl-BE", "ar-EG"] {
        assert_eq!(refused(code), None, "{code}");
    }
    let all = "`ar`, `de`, `en`, `es`, `fr`, `ja`, `nl`";
    let (rule, hint) = refused("ed").expect("it is refused");
    assert_eq!(
        (rule, hint),
        ("unknown-value", format!("did you mean `de`? the available languages are {all}"))
    );
    for code in ["", "xx", "de_AT", "de-", "de-A T", "deutsch"] {
        let (_, hint) = refused(code).unwrap_or_else(|| panic!("{code} is refused"));
        assert!(hint.contains(all), "{hint}");
    }
}
