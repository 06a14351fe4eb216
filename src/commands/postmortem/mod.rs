//! `allclear postmortem`: from the record of an incident to the version for customers.

pub(super) mod after_end;
mod agenda;
pub(super) mod approve;
pub(super) mod draft;
mod due;
mod publish;

use super::exit::Exit;
use super::record_folder::slug_of_folder;
use super::record_name::find_record;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::cli::Postmortem;
use crate::content::Folder;
use crate::content::public::RecordKind;

/// Runs the command.
pub(super) fn run(arguments: &Postmortem, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match arguments {
        Postmortem::Draft(arguments) => draft::run(arguments, session),
        Postmortem::Publish(arguments) => publish::run(arguments, session),
        Postmortem::Due(arguments) => due::run(arguments, session),
        Postmortem::Agenda(arguments) => agenda::run(arguments, session),
    }
}

/// Finds an incident by its name.
fn incident<'w>(name: &str, workspace: &'w Workspace) -> Result<&'w Folder, Stop> {
    let folder = find_record(Some(name), workspace)?;
    if folder.kind == RecordKind::Maintenance {
        let message = format!("`{}` is a maintenance, which has no post-mortem", slug_of_folder(folder));
        return Err(Stop::usage(message));
    }
    Ok(folder)
}

/// Returns the name of a person, or the id if the name is not known.
fn name_of(id: &str, workspace: &Workspace) -> String {
    let people = workspace.content.internal.people.as_ref();
    let person = people.and_then(|people| people.person(id));
    person.and_then(|person| person.name.as_ref()).map_or_else(|| id.to_owned(), |name| name.value.clone())
}
