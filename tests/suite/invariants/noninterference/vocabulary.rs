//! The words of generated sites: English in the public half and invented in the internal half, so that no six words of
//! an internal text are public by chance and the gate finds nothing.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use crate::support::NOW;

const SYLLABLES: [&str; 16] = [
    "zor", "vex", "quil", "brax", "mub", "tjor", "ploz", "gwen", "hask", "drul", "yiv", "skep", "fnar",
    "wob", "kriz", "lemp",
];

/// Bodies of public texts, which use every supported Markdown construct.
pub(crate) const BODIES: [&str; 8] = [
    "Some requests fail. You can try again.",
    "About **15%** of card payments fail in *Europe*.\n\n- cards\n- wallets\n",
    "See the [guide](https://docs.harbor.example/retry) and `code`.",
    "| region | state |\n| --- | --- |\n| Europe | slow |\n",
    "Braces {{ are }} text, {% so %} are these, and 1 < 2 & 3 > 2.",
    "Quoted:\n\n> The cause is known[^1].\n\n[^1]: A lock was held too long.\n",
    "## What to do\n\n1. Wait.\n2. Try again.\n\n```sh\nretry --all\n```\n",
    "مشكلة في الدفع — naïve façade, 支払い, 🙂",
];

/// The invented word of a number.
pub(crate) fn word(number: u32) -> String {
    let syllable = |at: u32| SYLLABLES[(number / 16_u32.pow(at) % 16) as usize];
    format!("{}{}{}", syllable(0), syllable(1), syllable(2))
}

/// A name: two invented words with capital letters.
pub(crate) fn name(number: u32) -> String {
    let capital = |word: String| word[..1].to_uppercase() + &word[1..];
    format!("{} {}", capital(word(number)), capital(word(number.wrapping_mul(31) + 7)))
}

/// A sentence of this many invented words.
pub(crate) fn sentence(number: u32, words: u32) -> String {
    let words: Vec<String> =
        (0..words).map(|at| word(number.wrapping_mul(2_654_435_761).rotate_left(at) >> 7)).collect();
    words.join(" ")
}

/// The time this many minutes before now, in UTC.
pub(crate) fn ago(minutes: i64) -> DateTime<Utc> {
    let now: DateTime<Utc> = NOW.parse().expect("a time");
    now - TimeDelta::minutes(minutes)
}

/// A time in the notation of TOML.
pub(crate) fn toml(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A time in the notation of file names.
pub(crate) fn stem(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H%M%SZ").to_string()
}
