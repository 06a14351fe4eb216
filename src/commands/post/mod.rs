//! `allclear post`: writes the next update of an incident or maintenance, or changes an earlier one.
//!
//! Every way of posting plans one changed file first: [`next_update`] a new update, [`publish`] a draft that goes out,
//! [`retract`] a text that is withdrawn. The [`Change`] is then shown, checked, written and committed.

mod components;
mod course;
mod next_update;
pub(super) mod publish;
mod retract;
mod status;
mod text;
mod window;

use super::approval;
use super::change::Change;
use super::exit::Exit;
use super::postmortem;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::records::ComponentStates;
use crate::cli::Post;
use crate::content::public::Record;
use crate::content::{ComponentNames, Content};
use course::Course;

/// Returns the components that are affected according to the updates of a record, with their states.
pub(super) fn affected_states(record: &Record, content: &Content) -> ComponentStates {
    let names = ComponentNames::new(&content.public.components);
    components::named(Course::of(record, &names, record.usual_audience()).affected(), content)
}

/// Plans the change, shows and checks it, then writes and commits it.
pub(super) fn run(arguments: &Post, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let change = plan(arguments, &workspace, session)?;
    let change = match &arguments.r#override {
        Some(reason) => approval::overridden(change, reason, arguments, &workspace, session)?,
        None => approval::held_for_approval(change, &workspace, session)?,
    };
    let next = if change.is_public {
        "next: commit it; readers see it with the next build"
    } else if change.waits_for_approval {
        "next: `allclear approve --publish` with this file, by somebody who may approve it"
    } else {
        "next: `allclear post --publish` with this file publishes it"
    };
    let exit = change.carry_out(next, arguments.yes, &arguments.commit, &workspace, session)?;
    if exit == Exit::Done && change.is_public {
        postmortem::after_end::run(&change.file.path, arguments, session)?;
    }
    Ok(exit)
}

fn plan(arguments: &Post, workspace: &Workspace, session: &mut Session<'_, '_>) -> Result<Change, Stop> {
    if let Some(stem) = &arguments.retract {
        return retract::plan(stem, arguments, workspace, session);
    }
    if let Some(file) = &arguments.publish {
        let path = publish::path_of(file, workspace, session)?;
        return publish::plan(&path, arguments, workspace, session);
    }
    next_update::plan(arguments, workspace, session)
}
