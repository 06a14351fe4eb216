//! `allclear new`: the first files of a record, written so that `check` has nothing against them.
//!
//! Files are named by the clock and never overwritten, and what must never change later (slugs and ids) is always
//! written down.

mod another;
mod component;
mod components;
mod customer;
mod ground;
mod incident;
mod maintenance;
mod notice;
mod page;
mod update;

use super::new_files::{self, NewFile};
use super::session::Session;
use super::{Exit, Stop};
use crate::cli::New;
use ground::Ground;

/// The files of a new record, and what to do with them.
struct Started {
    files: Vec<NewFile>,
    next: &'static str,
}

/// Writes the files of a new record and tells their paths.
pub(super) fn run(what: &New, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let ground = Ground::survey(session)?;
    let started = match what {
        New::Incident(arguments) => incident::start(arguments, &ground, session),
        New::Update(arguments) => another::start(arguments, &ground, session),
        New::Maintenance(arguments) => maintenance::start(arguments, &ground, session),
        New::Component(arguments) => component::start(arguments, &ground),
        New::Customer(arguments) => customer::start(arguments, &ground),
        New::Notice(arguments) => notice::start(arguments, &ground, session),
        New::Page(arguments) => page::start(arguments, session),
    }?;
    new_files::write(session.project().root(), &started.files)?;
    for file in &started.files {
        session.say(&format!("wrote {}", file.path))?;
    }
    session.say(&format!("next: {}", started.next))?;
    Ok(Exit::Done)
}
