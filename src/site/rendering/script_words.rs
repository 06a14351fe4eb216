//! The words that the script shows, as JSON in the page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::language::Language;

/// The words by their names in the script. Pages on which the script shows nothing do not contain them.
#[derive(Serialize)]
struct ScriptWords<'a> {
    #[serde(flatten)]
    phrases: BTreeMap<&'static str, &'a str>,
    /// The units with their plural forms, by CLDR category.
    day: BTreeMap<&'static str, &'a str>,
    hour: BTreeMap<&'static str, &'a str>,
    minute: BTreeMap<&'static str, &'a str>,
}

/// Returns the words as JSON.
pub(in crate::site) fn script_words(language: &Language) -> String {
    let phrases = [
        ("since", "script.for"),
        ("due", "script.due"),
        ("late", "script.late"),
        ("starts", "script.starts"),
        ("ends", "script.ends"),
        ("over", "script.over"),
        ("changed", "script.changed"),
        ("reload", "script.reload"),
        ("two", "span.two"),
        ("less", "span.less"),
    ];
    let words = ScriptWords {
        phrases: phrases.into_iter().map(|(name, key)| (name, language.word(key))).collect(),
        day: language.forms("span.day"),
        hour: language.forms("span.hour"),
        minute: language.forms("span.minute"),
    };
    serde_json::to_string(&words).unwrap_or_default()
}
