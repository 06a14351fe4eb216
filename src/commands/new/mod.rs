//! `allclear new`: checks the arguments against the site and writes the first files of a record.
//!
//! The text of the files comes from `authoring::records`. Existing files are never overwritten.

mod component;
pub(super) mod components;
mod context;
mod customer;
mod incident;
mod maintenance;
mod notice;
mod page;
mod update;

use super::session::Session;
use super::{Exit, Stop};
use crate::authoring::{self, CreateError, PlannedFile};
use crate::cli::New;
use context::SiteContext;

/// The files to write and the next step to suggest.
struct Draft {
    files: Vec<PlannedFile>,
    next: &'static str,
}

/// Writes the files of a new record and prints their paths.
pub(super) fn run(what: &New, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let site = SiteContext::read(session)?;
    let draft = match what {
        New::Incident(arguments) => incident::draft(arguments, &site, session),
        New::Update(arguments) => update::draft(arguments, &site, session),
        New::Maintenance(arguments) => maintenance::draft(arguments, &site, session),
        New::Component(arguments) => component::draft(arguments, &site),
        New::Customer(arguments) => customer::draft(arguments, &site),
        New::Notice(arguments) => notice::draft(arguments, &site, session),
        New::Page(arguments) => page::draft(arguments, session),
    }?;
    authoring::create(session.project().root(), &draft.files).map_err(|error| stop(&error))?;
    for file in &draft.files {
        session.say(&format!("wrote {}", file.path))?;
    }
    session.say(&format!("next: {}", draft.next))?;
    Ok(Exit::Done)
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
            "write the text for customers into the update, remove `draft = true`, then run `allclear check`"
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
