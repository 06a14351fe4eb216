//! The text of an update: from `--message`, a snippet, the editor, or a prompt.

use crate::cli::Post;
use crate::commands::session::Session;
use crate::commands::snippet::{self, Placeholders};
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::commands::{editor, message, prompt};

/// Returns the text for customers; `None` only for a draft that is written later.
///
/// `placeholders` fill a snippet, and `notes` are shown below the text in the editor.
pub(super) fn read(
    arguments: &Post,
    placeholders: &Placeholders,
    notes: &[String],
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Option<String>, Stop> {
    if let Some(text) = message::text(&arguments.message, session)? {
        return Ok(Some(text));
    }
    let start = arguments.snippet.as_deref().map(|name| snippet::filled(name, placeholders, workspace));
    let start = start.transpose()?;
    if session.is_interactive() {
        let text = match session.editor().map(str::to_owned) {
            Some(editor) => {
                let text = editor::edit(start.as_deref().unwrap_or_default(), notes, &editor, session)?;
                Some(text).filter(|text| !text.is_empty())
            }
            None if start.is_some() => start,
            None => prompt::paragraph("what customers read", session)?,
        };
        return if text.is_none() && !arguments.draft { Err(prompt::cancelled()) } else { Ok(text) };
    }
    if start.is_none() && !arguments.draft {
        return Err(Stop::usage("there is no text for customers")
            .hint("add `--message TEXT`, `--message -` to read it from standard input, or `--draft` to write it later"));
    }
    Ok(start)
}
