//! `allclear actions sync`: compares actions with their tickets in a tracker.

use similar::TextDiff;

use super::edit::Edit;
use super::id_of;
use super::tickets::{Ticket, TicketState};
use crate::cli::ActionSync;
use crate::commands::exit::Exit;
use crate::commands::report::number;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::response::{ActionItem, ActionState, actions};

/// Prints the changes, and writes them if that is asked for.
pub(super) fn run(
    arguments: &ActionSync,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let path = session.path(&arguments.file);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Stop::usage(format!("cannot read `{}`: {error}", arguments.file.display())))?;
    let tickets = Ticket::read_all(&text, arguments.browse.as_deref())?;
    let items = actions(&workspace.content, workspace.now);
    let mut edit = Edit::new("Take the progress of actions from their tickets".to_owned());
    for ticket in &tickets {
        match of_ticket(ticket, &items).as_slice() {
            [] => {}
            [item] => propose(item, ticket, &mut edit, session)?,
            several => session.note(&format!(
                "note: {} could be meant by `{}`; link one of them with `allclear actions link`",
                number(several.len(), "action"),
                ticket.address
            ))?,
        }
    }
    let texts = edit.texts(session)?;
    for (path, before, after) in &texts {
        let diff = TextDiff::from_lines(before, after);
        let mut unified = diff.unified_diff();
        session.print(
            &unified.context_radius(3).header(&format!("a/{path}"), &format!("b/{path}")).to_string(),
        )?;
    }
    let changed = texts.iter().filter(|(_, before, after)| before != after).count();
    if changed == 0 {
        session.note(&format!("{} read; nothing to change", number(tickets.len(), "ticket")))?;
        return Ok(Exit::Done);
    }
    if !arguments.apply {
        session.note(&format!("{} to change; `--apply` writes this", number(changed, "file")))?;
        return Ok(Exit::Done);
    }
    edit.carry_out(&arguments.commit, workspace, session)
}

/// Returns the actions of a ticket: those that name it or, if none does, those without a ticket that it was made from.
fn of_ticket<'i, 'c>(ticket: &Ticket, items: &'i [ActionItem<'c>]) -> Vec<&'i ActionItem<'c>> {
    let links_to_it = |item: &&ActionItem<'_>| {
        item.action.ticket.as_ref().is_some_and(|written| ticket.is_named(&written.value))
    };
    let named: Vec<_> = items.iter().filter(links_to_it).collect();
    if !named.is_empty() {
        return named;
    }
    let made = |item: &&ActionItem<'_>| {
        let title = item.action.title.as_ref().map_or("", |title| &*title.value);
        item.action.ticket.is_none() && ticket.is_made_from(&id_of(item.action), title)
    };
    items.iter().filter(made).collect()
}

/// Adds what a ticket says about an action. A verification is never touched, and neither is a decision to drop it.
fn propose(
    item: &ActionItem<'_>,
    ticket: &Ticket,
    edit: &mut Edit,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    edit.action(item);
    if item.action.ticket.is_none() {
        edit.set("ticket", ticket.address.as_str());
    }
    let status = match (item.state, ticket.state) {
        (ActionState::Open | ActionState::InProgress, TicketState::Done) => Some("done"),
        (ActionState::Open | ActionState::InProgress, TicketState::Declined) => Some("dropped"),
        (ActionState::Open | ActionState::Unverified, TicketState::InProgress) => Some("in_progress"),
        (ActionState::Unverified, TicketState::Open) => Some("open"),
        (ActionState::Verified, TicketState::Open | TicketState::InProgress) => {
            session.note(&format!(
                "note: `{}` is verified, but its ticket is open again; `allclear actions reopen` reopens it",
                id_of(item.action)
            ))?;
            None
        }
        _ => None,
    };
    if let Some(status) = status {
        edit.set("status", status);
    }
    Ok(())
}
