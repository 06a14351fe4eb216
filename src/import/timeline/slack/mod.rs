//! An export of Slack: the messages of one channel that somebody chose, as entries.
//!
//! A message is chosen by a reaction, by pinning it, or by a word at its beginning. Messages in threads are chosen in the same way.
//! Only the lists of channels and people and the folder of the named channel are ever opened, so direct messages are not read.
//! Format: <https://slack.com/help/articles/220556107>.

mod blocks;
mod channel;
mod entities;
mod message;
mod text;

use std::collections::BTreeMap;

use serde_json::Value;

use super::item::{Item, Reading, Writer};
use super::json::{values, word};
use crate::import::error::ImportError;
use crate::import::plan::Input;
pub use channel::{Channel, find};
use message::{Message, Skipped};
use text::Names;

/// The files that name channels and people, at the root of an export. Those of direct messages are not among them.
const LISTS: [&str; 4] = ["channels.json", "groups.json", "users.json", "org_users.json"];

/// Which messages are imported.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The names of reactions, without colons.
    pub reactions: Vec<String>,
    /// The words at the beginning of a message, in any case.
    pub prefixes: Vec<String>,
}

/// Whether a file of an export is one of the lists of channels and people.
#[must_use]
pub fn is_list(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    // Some programs pack an export with a folder around it.
    !folder.contains('/') && LISTS.contains(&name)
}

/// Reads the messages of a channel. `lists` are the lists of the export, and `days` the files in the channel's folder.
///
/// # Errors
///
/// Returns the errors of all files that cannot be read.
pub fn read(
    lists: &[Input],
    days: &[Input],
    channel: &Channel,
    choice: &Choice,
) -> Result<Reading, Vec<ImportError>> {
    let mut errors = Vec::new();
    let mut objects = |inputs: &[Input]| -> Vec<Value> {
        let read = inputs.iter().filter_map(|input| values(input).map_err(|error| errors.push(error)).ok());
        read.flatten().collect()
    };
    let of_lists = objects(lists);
    let messages = objects(days);
    if !errors.is_empty() {
        return Err(errors);
    }
    let users: BTreeMap<String, &Value> = of_lists
        .iter()
        .filter(|object| object.get("profile").is_some() || object.get("real_name").is_some())
        .filter_map(|user| Some((word(user, "id")?.to_owned(), user)))
        .collect();
    let names = Names::new(&users);
    let mut reading = Reading::default();
    let mut seen = std::collections::BTreeSet::new();
    for value in &messages {
        let item = match Message::read(value, channel, choice) {
            Ok(message) => item(&message, channel, &users, &names),
            Err(reason) => Err(reason),
        };
        match item {
            Ok(item) if seen.insert(item.source_id.clone()) => reading.items.push(item),
            Ok(_) => reading.leave_out("is in the export more than once"),
            Err(reason) => reading.leave_out(reason.as_str()),
        }
    }
    Ok(reading)
}

fn item(
    message: &Message<'_>,
    channel: &Channel,
    users: &BTreeMap<String, &Value>,
    names: &Names,
) -> Result<Item, Skipped> {
    let text = names.markdown(message);
    if text.trim().is_empty() {
        return Err(Skipped::Empty);
    }
    Ok(Item {
        // A time is unique in its channel, and the name of a channel may change.
        source_id: format!("slack:{}:{}", channel.id, message.ts),
        same_as: Vec::new(),
        at: message.at,
        writer: writer(message, users),
        milestone: None,
        evidence: Vec::new(),
        text,
    })
}

fn writer(message: &Message<'_>, users: &BTreeMap<String, &Value>) -> Writer {
    let Some(id) = message.user else { return Writer::Machine };
    let user = users.get(id);
    if user.and_then(|user| user.get("is_bot")?.as_bool()) == Some(true) {
        return Writer::Machine;
    }
    let profile = user.and_then(|user| user.get("profile"));
    let name = text::name_of(user.copied()).or_else(|| message.name.map(str::to_owned));
    let email = profile.and_then(|profile| word(profile, "email")).map(str::to_owned);
    Writer::Person { id: Some(id.to_owned()), name, email }
}
