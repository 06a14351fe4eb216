//! The words that the script shows, for it to read from the page.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::Language;

/// The words by their names in the script. Only pages on which the script says something carry them, so there are no others.
#[derive(Serialize)]
struct ScriptWords<'a> {
    #[serde(flatten)]
    phrases: BTreeMap<&'static str, &'a str>,
    /// The units with their plural forms.
    day: BTreeMap<&'static str, &'a str>,
    hour: BTreeMap<&'static str, &'a str>,
    minute: BTreeMap<&'static str, &'a str>,
}

/// The words as JSON.
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
