//! One message of a channel, and whether it was chosen.

use chrono::{DateTime, Datelike as _, Utc};
use serde_json::Value;

use super::super::json::{id, word};
use super::blocks::text_of;
use super::entities::decoded;
use super::{Channel, Choice};

/// A chosen message.
#[derive(Debug)]
pub(super) struct Message<'a> {
    /// The time as the export has it, which is the message's id.
    pub(super) ts: String,
    /// The same, UTC.
    pub(super) at: DateTime<Utc>,
    /// When the thread began that the message is an answer in, UTC.
    pub(super) thread: Option<DateTime<Utc>>,
    /// The id of the user; `None` for programs.
    pub(super) user: Option<&'a str>,
    /// The name of the user, if the message has it.
    pub(super) name: Option<&'a str>,
    /// The text in Slack's notation.
    pub(super) text: String,
    /// The names of attached files.
    pub(super) files: Vec<String>,
}

/// Why a message is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Skipped {
    NoTime,
    Notice,
    NotChosen,
    Empty,
}

impl Skipped {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::NoTime => "a message without a time that can be read",
            Self::Notice => "a notice of Slack, such as that somebody joined",
            Self::NotChosen => "a message without a chosen reaction, pin or prefix",
            Self::Empty => "a message without text",
        }
    }
}

/// The kinds of messages that people write. Everything else is a notice of Slack.
const WRITTEN: [&str; 6] =
    ["bot_message", "file_comment", "file_share", "me_message", "reply_broadcast", "thread_broadcast"];

impl<'a> Message<'a> {
    /// Reads a message if it was chosen.
    pub(super) fn read(value: &'a Value, channel: &Channel, choice: &Choice) -> Result<Self, Skipped> {
        if word(value, "type").is_some_and(|kind| kind != "message") {
            return Err(Skipped::Notice);
        }
        let kind = word(value, "subtype");
        if kind.is_some_and(|kind| !WRITTEN.contains(&kind)) {
            return Err(Skipped::Notice);
        }
        let (ts, at) = id(value, "ts").and_then(|ts| time(&ts).map(|at| (ts, at))).ok_or(Skipped::NoTime)?;
        let text = text_of(value);
        let is_program = kind == Some("bot_message") || value.get("bot_id").is_some_and(|id| !id.is_null());
        // The word of a program at the beginning of its messages chooses nothing: nobody chose them.
        let is_chosen = has_reaction(value, choice)
            || is_pinned(value, &ts, channel)
            || !is_program && has_prefix(&text, choice);
        if !is_chosen {
            return Err(Skipped::NotChosen);
        }
        let thread = word(value, "thread_ts").filter(|thread| *thread != ts).and_then(time);
        // Old exports have one file in `file`.
        let files = value.get("files").and_then(Value::as_array).into_iter().flatten();
        let files = files.chain(value.get("file").filter(|file| file.is_object()));
        let profile = value.get("user_profile");
        Ok(Self {
            ts,
            at,
            thread,
            user: word(value, "user").filter(|_| !is_program),
            name: profile.and_then(|profile| word(profile, "real_name").or_else(|| word(profile, "name"))),
            text,
            // Their addresses have keys that open them, so only the names are kept.
            files: files.map(file_name).collect(),
        })
    }
}

/// Reads a time such as `1459036800.000003`: seconds and microseconds. A floating-point number would lose the order.
fn time(ts: &str) -> Option<DateTime<Utc>> {
    let (seconds, fraction) = ts.split_once('.').unwrap_or((ts, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.is_empty() || !is_number(seconds) || !is_number(fraction) || fraction.len() > 9 {
        return None;
    }
    let nanoseconds: u32 = format!("{fraction:0<9}").parse().ok()?;
    let at = DateTime::from_timestamp(seconds.parse().ok()?, nanoseconds)?;
    (1..=9998).contains(&at.year()).then_some(at)
}

/// Returns the name of a file. Of a deleted one, only a mark is left.
fn file_name(file: &Value) -> String {
    let name = word(file, "title").or_else(|| word(file, "name"));
    let is_deleted = word(file, "mode") == Some("tombstone");
    name.unwrap_or(if is_deleted { "a deleted file" } else { "a file without a name" }).to_owned()
}

fn has_reaction(value: &Value, choice: &Choice) -> bool {
    let reactions = value.get("reactions").and_then(Value::as_array).into_iter().flatten();
    let mut names = reactions.filter_map(|reaction| word(reaction, "name"));
    names.any(|name| {
        // The colour of the skin changes nothing.
        let name = name.split("::").next().unwrap_or(name);
        choice.reactions.iter().any(|wanted| wanted.trim_matches(':') == name)
    })
}

fn is_pinned(value: &Value, ts: &str, channel: &Channel) -> bool {
    let in_channels = value.get("pinned_to").and_then(Value::as_array);
    let is_here =
        in_channels.is_some_and(|ids| ids.iter().any(|id| id.as_str() == Some(channel.id.as_str())));
    is_here || channel.pinned.iter().any(|pinned| pinned == ts)
}

fn has_prefix(text: &str, choice: &Choice) -> bool {
    let text = decoded(text).trim_start_matches(['*', '_', ' ']).to_lowercase();
    let mut prefixes = choice.prefixes.iter().map(|prefix| prefix.trim().to_lowercase());
    prefixes.any(|prefix| !prefix.is_empty() && text.starts_with(&prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_keeps_its_microseconds() {
        assert_eq!(time("1459036800.000003").unwrap().timestamp_micros(), 1_459_036_800_000_003);
        assert_eq!(time("1459036800").unwrap().timestamp(), 1_459_036_800);
        for text in ["", ".5", "-1.0", "1e9", "1.0000000000", "99999999999999.0", "1459036800.x"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
