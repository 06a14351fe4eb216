//! The text that `--message` gives.

use super::session::Session;
use super::stop::Stop;
use crate::cli::Message;

/// Returns the text for customers, if one was given.
pub(super) fn text(message: &Message, session: &mut Session<'_, '_>) -> Result<Option<String>, Stop> {
    let text = match message.message.as_deref() {
        None => return Ok(None),
        Some("-") => {
            session.input().map_err(|error| Stop::usage(format!("cannot read the text: {error}")))?
        }
        Some(text) => text.to_owned(),
    };
    match text.trim() {
        "" => {
            Err(Stop::usage("the text is empty")
                .hint("omit `--message` to write the text into the file later"))
        }
        text => Ok(Some(text.to_owned())),
    }
}
