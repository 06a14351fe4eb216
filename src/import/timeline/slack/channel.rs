//! The channel to import: public or private, never a direct message.

use serde_json::Value;

use super::super::json::{values, word};
use crate::diagnostics::did_you_mean;
use crate::import::error::ImportError;
use crate::import::plan::Input;

/// A channel of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The id: `C0G9QF9GW`.
    pub id: String,
    /// The path of its folder in the export: `inc-checkout`.
    pub folder: String,
    /// The times of pinned messages, as the list of channels has them.
    pub(super) pinned: Vec<String>,
}

/// Finds a channel in the lists of an export, by its name, with or without `#`, or by its id.
///
/// # Errors
///
/// Returns an error if a list cannot be read, or has no such channel. Conversations of a few people have none.
pub fn find(wanted: &str, lists: &[Input], export: &str) -> Result<Channel, Vec<ImportError>> {
    let wanted = wanted.trim().trim_start_matches('#');
    let mut names = Vec::new();
    let mut errors = Vec::new();
    for input in lists.iter().filter(|input| is_of_channels(&input.name)) {
        let channels = match values(input) {
            Ok(channels) => channels,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        let root = input.name.rsplit_once('/').map_or("", |(root, _)| root);
        for channel in channels.iter().filter(|channel| !is_direct(channel)) {
            let (Some(id), Some(name)) = (word(channel, "id"), word(channel, "name")) else { continue };
            if (id == wanted || name == wanted) && is_folder(name) {
                let folder = if root.is_empty() { name.to_owned() } else { format!("{root}/{name}") };
                return Ok(Channel { id: id.to_owned(), folder, pinned: pinned(channel) });
            }
            names.push(name.to_owned());
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let message = match did_you_mean(wanted, names.iter().map(String::as_str)) {
        Some(near) => format!("is not in the lists of channels; did you mean `{near}`?"),
        None => "is not in the lists of channels, and direct messages are not imported".to_owned(),
    };
    Err(vec![ImportError::Object {
        input: export.to_owned(),
        object: format!("channel `{wanted}`"),
        message,
    }])
}

/// Whether a list is that of public or of private channels.
fn is_of_channels(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some("channels.json" | "groups.json"))
}

/// Whether a conversation is between a few people, whatever list it is in.
fn is_direct(channel: &Value) -> bool {
    let is = |key: &str| channel.get(key).and_then(Value::as_bool) == Some(true);
    let named = word(channel, "name").is_none_or(|name| !name.starts_with("mpdm-"));
    is("is_im") || is("is_mpim") || !named || word(channel, "id").is_some_and(|id| id.starts_with('D'))
}

/// Whether a name can be that of a folder in the export.
fn is_folder(name: &str) -> bool {
    !name.contains(['/', '\\']) && name != "." && name != ".." && !name.chars().any(char::is_control)
}

fn pinned(channel: &Value) -> Vec<String> {
    let pins = channel.get("pins").and_then(Value::as_array);
    pins.into_iter().flatten().filter_map(|pin| word(pin, "id")).map(str::to_owned).collect()
}
