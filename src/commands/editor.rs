//! Texts for customers that are written in the user's editor.

use std::process::Command;

use super::session::Session;
use super::stop::Stop;
use crate::authoring::write_scratch;

/// The file that the editor opens. It is kept if the update is refused, so that no text is lost.
pub(super) const SCRATCH: &str = ".allclear/POST_EDITMSG.md";

/// Separates the text from what the writer should know. Everything below is dropped.
const SCISSORS: &str = "------------------------ >8 ------------------------";

/// Opens `text` in the editor, with `notes` below it, and returns what the user saved.
pub(super) fn edit(
    text: &str,
    notes: &[String],
    editor: &str,
    session: &mut Session<'_, '_>,
) -> Result<String, Stop> {
    let root = session.project().root().to_owned();
    let notes = notes.join("\n");
    let whole = format!("{text}\n\n{SCISSORS}\nNothing below this line is published.\n\n{notes}\n");
    write_scratch(&root, SCRATCH, &whole)
        .map_err(|error| Stop::usage(format!("cannot write `{SCRATCH}`: {error}")))?;
    let path = root.join(SCRATCH);
    let failed = |why: String| Stop::usage(format!("the editor `{editor}` {why}; nothing was written"));
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("vi"));
    let status = command.args(words).arg(&path).status();
    let status = status.map_err(|error| failed(format!("does not start: {error}")))?;
    if !status.success() {
        return Err(failed("failed".to_owned()));
    }
    let saved = std::fs::read_to_string(&path).map_err(|error| failed(format!("left no text: {error}")))?;
    let text = saved.split(SCISSORS).next().unwrap_or_default();
    Ok(text.trim().to_owned())
}
