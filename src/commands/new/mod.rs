//! `allclear new`: checks the arguments against the site and writes the first files of a record.
//!
//! The text of the files comes from `authoring::records`. Existing files are never overwritten.

mod component;
pub(super) mod components;
mod customer;
mod incident;
mod maintenance;
mod notice;
mod page;

use super::commit::Commit;
use super::interrupts::uninterrupted;
use super::session::Session;
use super::workspace::Workspace;
use super::{Exit, Stop};
use crate::authoring::{self, CreateError, PlannedFile};
use crate::cli::{CommitArguments, New, NewRecord};

/// The files to write and the next step to suggest.
struct Draft {
    files: Vec<PlannedFile>,
    next: &'static str,
}

/// Writes the files of a new record and prints their paths.
pub(super) fn run(arguments: &New, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    if let NewRecord::Update(former) = &arguments.what {
        return Err(former_update(&former.arguments));
    }
    let site = Workspace::read(session)?;
    let (what, draft) = match &arguments.what {
        NewRecord::Incident(new) => return incident::run(new, &arguments.commit, &site, session),
        NewRecord::Update(former) => return Err(former_update(&former.arguments)),
        NewRecord::Maintenance(new) => {
            (("maintenance", &new.title), maintenance::draft(new, &site, session)?)
        }
        NewRecord::Component(new) => (("component", &new.name), component::draft(new, &site)?),
        NewRecord::Customer(new) => (("customer", &new.name), customer::draft(new, &site)?),
        NewRecord::Notice(new) => (("notice", &new.title), notice::draft(new, &site, session)?),
        NewRecord::Page(new) => (("page", &new.title), page::draft(new, session)?),
    };
    let (kind, name) = what;
    // The history of a repository may be read by more people than its files.
    let message = if kind == "customer" { "Add a customer".to_owned() } else { format!("Add {kind} {name}") };
    let is_committed = write(&draft.files, &message, &arguments.commit, session)?;
    session.say(&format!("next: {}", if is_committed { "run `allclear check`" } else { draft.next }))?;
    Ok(Exit::Done)
}

/// Writes new files, prints their paths and commits them. Returns whether they are committed.
pub(super) fn write(
    files: &[PlannedFile],
    message: &str,
    arguments: &CommitArguments,
    session: &mut Session<'_, '_>,
) -> Result<bool, Stop> {
    let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    let commit = Commit::prepare(arguments, &paths, session)?;
    let root = session.project().root().to_owned();
    uninterrupted(|| authoring::create(&root, files)).map_err(|error| stop(&error))?;
    for path in &paths {
        session.say(&format!("wrote {path}"))?;
    }
    commit.finish(&paths, message, session)?;
    Ok(commit.is_wanted())
}

/// Explains what replaced `new update`.
fn former_update(arguments: &[String]) -> Stop {
    let rest = arguments.iter().map(|word| {
        let is_plain =
            !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || "-_=.,/:".contains(c));
        if is_plain { word.clone() } else { "\"…\"".to_owned() }
    });
    let command: Vec<String> = ["allclear", "post"].map(str::to_owned).into_iter().chain(rest).collect();
    Stop::usage("`allclear new update` is now `allclear post`").hint(format!("run `{}`", command.join(" ")))
}

fn stop(error: &CreateError) -> Stop {
    let stop = Stop::usage(error.to_string());
    match error {
        CreateError::Exists(_) => stop.hint("nothing was written; another title gives another file name"),
        CreateError::Io { .. } => stop,
    }
}

/// Returns the next step after writing an update.
const fn next_step_of_update(text: Option<&str>) -> &'static str {
    match text {
        Some(_) => "run `allclear check`, then commit",
        None => {
            "write the text for customers into the update, then publish it with `allclear post --publish`"
        }
    }
}

/// Returns the next step after writing a notice or a page.
const fn next_step_of_text(text: Option<&str>) -> &'static str {
    match text {
        Some(_) => "run `allclear check`, then commit",
        None => "write the text below the second `+++`, then run `allclear check`",
    }
}
