//! The words that the script shows, as JSON in the page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::language::Language;

/// The words and patterns by their names in the script.
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
        ("since", "script.since"),
        ("due", "script.due"),
        ("late", "script.late"),
        ("starts", "script.starts"),
        ("ends", "script.ends"),
        ("over", "script.over"),
        ("changed", "script.changed"),
        ("reload", "script.reload"),
        ("failed", "script.failed"),
        ("checked", "script.checked"),
        ("utc", "script.utc"),
        ("local", "script.local"),
        ("zone", "script.zone"),
        ("nothing", "script.nothing"),
        ("quiet", "script.quiet"),
        ("copied", "script.copied"),
        ("copy", "subscribe.copy"),
        ("copy_text", "subscribe.copy_text"),
        ("search", "search"),
        ("months", "time.months_short"),
        ("moment", "time.moment"),
        ("from", "time.from"),
        ("short", "time.short"),
        ("short_from", "time.short_from"),
        ("short_day", "time.short_day"),
        ("full_day", "time.day_in_short"),
        ("clock", "time.clock"),
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
