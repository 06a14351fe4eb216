//! `allclear due`: what falls due, by when, for whom, and what settles it.
//!
//! The facts come from `response`; this only shows them. All of it is internal.

mod document;
mod words;

pub(super) use document::entry;

use super::exit::Exit;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::board::due_calendar;
use crate::cli::{Due, DueFormat};
use crate::content::as_of;
use crate::pipeline::Clock;
use crate::response::{DueItem, due_items};

/// Prints what falls due.
pub(super) fn run(arguments: &Due, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let mut workspace = Workspace::read(session)?;
    if let Clock::AsOf(instant) = session.clock() {
        workspace.content = as_of(std::mem::take(&mut workspace.content), instant);
    }
    let Workspace { content, snapshot, second: now, .. } = &workspace;
    let end = arguments.within.and_then(|within| now.checked_add_signed(within));
    let items: Vec<DueItem<'_>> = due_items(content, snapshot, *now)
        .into_iter()
        .filter(|item| end.is_none_or(|end| item.at <= end))
        .collect();
    let text = match arguments.format {
        DueFormat::Human => words::list(&items, content, snapshot, *now),
        DueFormat::Json => format!("{:#}\n", document::document(&items, content, snapshot, *now)),
        DueFormat::Ics => due_calendar(&items, content, snapshot),
    };
    session.print(&text)?;
    Ok(if arguments.exit_code && !items.is_empty() { Exit::Listed } else { Exit::Done })
}
