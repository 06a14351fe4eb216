//! Withdrawing the text of an earlier update.

use super::publish::update_file;
use crate::authoring::{FrontMatterEdit, PlannedFile, Value};
use crate::cli::Post;
use crate::commands::change::Change;
use crate::commands::record_folder::slug_of_folder;
use crate::commands::record_name::find_record;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::commands::{message, prompt};

/// Plans the retraction of the update with this stem. The note, if there is one, takes the place of the text.
pub(super) fn plan(
    stem: &str,
    arguments: &Post,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Change, Stop> {
    let folder = find_record(arguments.record.as_deref(), workspace)?;
    let (update, source) = update_file(stem, folder, workspace)?;
    if update.draft {
        return Err(
            Stop::usage(format!("`{stem}` is a draft, which nobody sees")).hint("delete the file instead")
        );
    }
    if update.retracted.is_some() {
        return Err(
            Stop::usage(format!("`{stem}` is already retracted")).hint("to change the note, edit the file")
        );
    }
    let note = match message::text(&arguments.message, session)? {
        Some(note) => Some(note),
        None if session.is_interactive() => {
            Some(prompt::text("note in the place of the text, which customers read", None, session)?)
        }
        None => None,
    };
    let unreadable = |error| Stop::usage(format!("cannot edit `{}`: {error}", source.path));
    let mut edit = FrontMatterEdit::parse(&source.text).map_err(unreadable)?;
    let at = Value::set_time(workspace.second.max(update.at));
    let mut retraction = vec![("at".to_owned(), at)];
    if let Some(note) = &note {
        let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
        retraction.push(("note".to_owned(), Value::Text(line)));
    }
    edit.set("retracted", &Value::Inline(retraction)).map_err(unreadable)?;
    let mut remarks = Vec::new();
    if note.is_none() {
        remarks
            .push("customers read that the text was withdrawn, and not why: `--message` says it".to_owned());
    }
    if update.reports_problem() {
        remarks.push("what the update made worse counts until a later update says otherwise".to_owned());
    }
    if update.closes() {
        remarks.push("the update closed the record, which is open again now".to_owned());
    }
    Ok(Change {
        file: PlannedFile::new(source.path.clone(), edit.into_text()),
        before: Some(source.text.to_string()),
        message: format!("Retract {stem} of {}", slug_of_folder(folder)),
        remarks,
        is_draft_before: false,
        is_public: true,
        waits_for_approval: false,
    })
}
