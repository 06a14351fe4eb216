//! `allclear post`: writes the next update of an incident or maintenance, or changes an earlier one.
//!
//! Every way of posting plans one changed file first: [`next_update`] a new update, [`publish`] a draft that goes out,
//! [`retract`] a text that is withdrawn. [`run`] then shows what it changes, checks it, writes it and commits it.

mod components;
mod course;
mod next_update;
mod publish;
mod retract;
mod status;
mod text;
mod window;

use super::changed_site::{self, ChangedSite};
use super::commit::Commit;
use super::exit::Exit;
use super::interrupts::uninterrupted;
use super::prompt;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::{self, CreateError, PlannedFile, RewriteError};
use crate::cli::Post;

/// One file to write, and what that means.
struct Change {
    /// The file with its new text.
    file: PlannedFile,
    /// The text of the file before; `None` for a new file.
    before: Option<String>,
    /// The message of the commit, in one line.
    message: String,
    /// Remarks for the writer, such as what was filled in.
    remarks: Vec<String>,
    /// Whether the file is a draft that is published now.
    is_draft_before: bool,
    /// Whether readers see a change. A draft changes nothing.
    is_public: bool,
}

/// Plans the change, shows and checks it, then writes and commits it.
pub(super) fn run(arguments: &Post, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let change = plan(arguments, &workspace, session)?;
    let paths = [change.file.path.clone()];
    // A draft that is published is shown as a whole, so it may have been written or edited just before.
    let clean = if change.is_draft_before { &[][..] } else { &paths };
    let commit = Commit::prepare(&arguments.commit, clean, session)?;
    let changed = ChangedSite::new(&workspace, std::slice::from_ref(&change.file), session);
    if let Some(exit) = changed.refusal(&workspace, session)? {
        return Ok(exit);
    }
    show(&change, &changed, &workspace, session)?;
    if session.is_interactive() && !arguments.yes && !confirmed(&change, session)? {
        return Err(prompt::cancelled());
    }
    write(&change, session)?;
    commit.finish(&paths, &change.message, session)?;
    if !commit.is_wanted() {
        session.say(if change.is_public {
            "next: commit it; readers see it with the next build"
        } else {
            "next: `allclear post --publish` with this file publishes it"
        })?;
    }
    Ok(Exit::Done)
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

/// Shows how the update reads, and what it changes for whom.
fn show(
    change: &Change,
    changed: &ChangedSite,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    for remark in &change.remarks {
        session.note(&format!("note: {remark}"))?;
    }
    if change.is_public {
        for line in changed_site::preview(changed, &change.file, workspace, session.shows_internal()) {
            session.say(&line)?;
        }
    }
    Ok(())
}

fn confirmed(change: &Change, session: &mut Session<'_, '_>) -> Result<bool, Stop> {
    let question = if change.is_public { "publish this? (y/n)" } else { "write this draft? (y/n)" };
    prompt::ask(question, Some("y"), session, |answer| match answer.to_lowercase().as_str() {
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err(Stop::usage("write `y` or `n`")),
    })
}

fn write(change: &Change, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let root = session.project().root().to_owned();
    let path = &change.file.path;
    let written = uninterrupted(|| match &change.before {
        None => authoring::create(&root, std::slice::from_ref(&change.file)).map_err(|error| match error {
            CreateError::Exists(_) => Stop::usage("somebody else has just posted an update")
                .hint("read it, then run this command again if it is still needed"),
            CreateError::Io { .. } => Stop::usage(error.to_string()),
        }),
        Some(before) => {
            authoring::rewrite(&root, path, before, &change.file.text).map_err(|error| match error {
                RewriteError::Changed => Stop::usage(format!("somebody else has just changed `{path}`"))
                    .hint("read it, then run this command again"),
                RewriteError::Link | RewriteError::Io(_) => {
                    Stop::usage(format!("cannot write `{path}`: {error}"))
                }
            })
        }
    });
    written?;
    Ok(session.say(&format!("wrote {path}"))?)
}
