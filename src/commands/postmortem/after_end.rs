//! What `allclear post` does when an incident is over: it says whether the policy requires a post-mortem, and writes the
//! draft.

use super::draft::Draft;
use crate::cli::Post;
use crate::commands::record_folder::slug_of_folder;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::content::public::RecordKind;
use crate::response::{PostmortemFacts, requirement};

/// Says whether the incident that the update at `path` closes needs a post-mortem, and writes its draft unless the options
/// say not to.
pub(in crate::commands) fn run(
    path: &str,
    arguments: &Post,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    let workspace = Workspace::read(session)?;
    let Some(folder) = closed_incident(path, &workspace) else { return Ok(()) };
    let policy =
        workspace.content.internal.response.as_ref().and_then(|response| response.postmortem.as_ref());
    let Some(policy) = policy else { return Ok(()) };
    let facts = PostmortemFacts::new(folder, &workspace.content, &workspace.snapshot, workspace.now);
    let required = requirement(&facts, policy);
    if required.reasons.is_empty() || required.waived.is_some() || folder.postmortem.is_some() {
        return Ok(());
    }
    let slug = slug_of_folder(folder);
    let due = required.due.map(|due| format!(", and its draft is due {}", due.format("%Y-%m-%d %H:%M UTC")));
    session.say(&format!(
        "the policy requires a post-mortem ({}){}",
        required.reasons.join(", "),
        due.unwrap_or_default()
    ))?;
    let by_hand = format!("next: `allclear postmortem draft {slug}`");
    if arguments.no_draft {
        return Ok(session.say(&by_hand)?);
    }
    // The update is out already, so a draft that cannot be written is not an error.
    let draft = Draft::plan(folder, "full", arguments.author.as_deref(), &workspace, session);
    match draft.and_then(|draft| draft.carry_out(&arguments.commit, session)) {
        Ok(()) => Ok(()),
        Err(stop) => {
            session.note(&format!("note: its draft was not written: {}", stop.message()))?;
            Ok(session.say(&by_hand)?)
        }
    }
}

/// Returns the incident that the update at a path ends. One that was merged goes on elsewhere.
fn closed_incident<'w>(path: &str, workspace: &'w Workspace) -> Option<&'w Folder> {
    let file = workspace.snapshot.at(path)?;
    let folders = workspace.content.internal.folders.iter().map(AsRef::as_ref);
    let mut incidents = folders.filter(|folder| folder.kind == RecordKind::Incident);
    incidents.find(|folder| {
        let update = folder.released().find(|update| update.span.file == file.id);
        update.is_some_and(|update| update.closes() && update.merged_into.is_none())
    })
}
