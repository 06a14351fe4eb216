//! An alert of an incident that is open already: what it says that is new becomes entries of the timeline.

use super::request::Request;
use crate::authoring::ImportLock;
use crate::cli::CommitArguments;
use crate::commands::exit::Exit;
use crate::commands::record_folder::{path_of, slug_of_folder};
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::timeline_target::timeline_target;
use crate::commands::workspace::Workspace;
use crate::content::{Folder, derived_id};
use crate::import::timeline::{self, Item, Reading, Writer};
use crate::markdown::escape;

/// Writes the entries. An alert that only repeats what the timeline has writes nothing.
pub(super) fn run(
    request: Request,
    open: &Folder,
    commit: &CommitArguments,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let slug = slug_of_folder(open);
    let mut reading = Reading::default();
    reading.items = if request.is_alert { request.items } else { vec![of_file(&request, workspace)] };
    let path = path_of(open);
    let target = timeline_target(&path, Some(open), workspace);
    // Files of an earlier import have their items' ids too, so the lock of an import is not needed to find them.
    let plan = timeline::plan("alert", reading, &target, &ImportLock::default());
    if plan.files.is_empty() {
        session.say(&format!(
            "`{slug}` is already open for this alert, which says nothing new; nothing was written"
        ))?;
        return Ok(Exit::Done);
    }
    session.say(&format!("`{slug}` is already open for this alert"))?;
    crate::commands::new::write(&plan.files, &format!("Log an alert for {slug}"), commit, session)?;
    Ok(Exit::Done)
}

/// Returns the item that a file with the key of an open incident stands for.
fn of_file(request: &Request, workspace: &Workspace) -> Item {
    let texts = [&request.internal_title, &request.title, &request.observed];
    let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    let text = if texts.is_empty() { "Reported again".to_owned() } else { texts.join("\n\n") };
    Item {
        source_id: format!(
            "{}:{}",
            request.source_key.as_deref().unwrap_or_default(),
            derived_id("report", &[&text])
        ),
        same_as: Vec::new(),
        at: workspace.second,
        writer: Writer::Machine,
        milestone: None,
        evidence: Vec::new(),
        text: escape(&text),
    }
}
