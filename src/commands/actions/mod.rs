//! `allclear actions`: what was promised after incidents. Lists it, and writes down how far it is.

mod edit;
mod evidence;
mod list;
mod named;
mod sync;
mod tickets;

use super::author;
use super::exit::Exit;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::Value;
use crate::cli::{ActionChange, ActionDone, ActionLink, ActionReopen, ActionVerify, Actions};
use crate::content::internal::{Action, is_same_promise};
use crate::content::public::Commitment;
use crate::response::{ActionItem, ActionState};
use edit::Edit;
use named::named;

/// Lists actions, or changes one.
pub(super) fn run(arguments: &Actions, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    match &arguments.change {
        None => list::run(&arguments.list, &workspace, session),
        Some(ActionChange::Done(arguments)) => done(arguments, &workspace, session),
        Some(ActionChange::Verify(arguments)) => verify(arguments, &workspace, session),
        Some(ActionChange::Reopen(arguments)) => reopen(arguments, &workspace, session),
        Some(ActionChange::Link(arguments)) => link(arguments, &workspace, session),
        Some(ActionChange::Sync(arguments)) => sync::run(arguments, &workspace, session),
    }
}

fn done(arguments: &ActionDone, workspace: &Workspace, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let item = named(&arguments.id, workspace)?;
    let id = id_of(item.action);
    evidence::check(&arguments.evidence, workspace)?;
    let today = workspace.now.date_naive();
    let at = arguments.at.unwrap_or(today);
    if at > today {
        return Err(Stop::usage(format!("{at} is in the future")).hint("run this command when it is done"));
    }
    match item.state {
        ActionState::Verified => return Err(Stop::usage(format!("`{id}` is done and verified already"))),
        ActionState::Dropped => return Err(dropped(&id)),
        ActionState::Open | ActionState::InProgress | ActionState::Unverified => {}
    }
    let mut edit = Edit::new(format!("Mark action {id} as done"));
    edit.action(&item);
    edit.set("status", "done");
    if item.action.done_at.is_none() || arguments.at.is_some() {
        edit.set("done_at", Value::Day(at));
    }
    edit.add_evidence(&arguments.evidence);
    let outcome = edit.carry_out(&arguments.commit, workspace, session)?;
    if outcome == Exit::Done {
        let owner = item.action.owner.as_ref().filter(|_| session.shows_internal());
        let who = owner.map_or("its owner", |owner| &owner.value);
        session.say(&format!(
            "next: it counts when somebody other than {who} runs `allclear actions verify {id}`"
        ))?;
    }
    Ok(outcome)
}

fn verify(
    arguments: &ActionVerify,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let item = named(&arguments.id, workspace)?;
    let id = id_of(item.action);
    evidence::check(&arguments.evidence, workspace)?;
    let today = workspace.now.date_naive();
    let mut edit = Edit::new(format!("Verify action {id}"));
    edit.action(&item);
    match item.state {
        // What is verified may still have to be told.
        ActionState::Verified if arguments.tell_customers => {}
        ActionState::Verified => return Err(Stop::usage(format!("`{id}` is verified already"))),
        ActionState::Dropped => return Err(dropped(&id)),
        ActionState::Open | ActionState::InProgress => {
            return Err(Stop::usage(format!("`{id}` is not done yet"))
                .hint(format!("its owner says so first: `allclear actions done {id} --evidence URL`")));
        }
        ActionState::Unverified => {
            let by = verifier(arguments.by.as_deref(), &item, workspace, session)?;
            edit.set("verified_by", by.as_str());
            edit.set("verified_at", Value::Day(today));
        }
    }
    edit.add_evidence(&arguments.evidence);
    let promise = promise_of(&item).filter(|promise| promise.done.is_none());
    if arguments.tell_customers {
        let Some(promise) = promise else { return Err(nothing_to_tell(&id, &item, "kept")) };
        let kept = item.action.done_at.as_ref().map_or(today, |day| day.value);
        edit.keep_promise(promise, Some(kept), &item);
    }
    let outcome = edit.carry_out(&arguments.commit, workspace, session)?;
    if outcome == Exit::Done && promise.is_some() && !arguments.tell_customers {
        session.say(&format!(
            "next: the page still shows the promise as open; `allclear actions verify {id} --tell-customers` shows it as kept"
        ))?;
    }
    Ok(outcome)
}

fn reopen(
    arguments: &ActionReopen,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let item = named(&arguments.id, workspace)?;
    let id = id_of(item.action);
    let is_open = matches!(item.state, ActionState::Open | ActionState::InProgress);
    if is_open && !arguments.tell_customers {
        return Err(Stop::usage(format!("`{id}` is open already")));
    }
    let mut edit = Edit::new(format!("Reopen action {id}"));
    edit.action(&item);
    if !is_open {
        edit.set("status", "open");
        for key in ["done_at", "verified_at", "verified_by"] {
            edit.remove(key);
        }
    }
    let promise = promise_of(&item).filter(|promise| promise.done.is_some());
    if arguments.tell_customers {
        let Some(promise) = promise else { return Err(nothing_to_tell(&id, &item, "open")) };
        edit.keep_promise(promise, None, &item);
    }
    let outcome = edit.carry_out(&arguments.commit, workspace, session)?;
    if outcome == Exit::Done && promise.is_some() && !arguments.tell_customers {
        session.say(&format!(
            "next: the page still shows the promise as kept; `allclear actions reopen {id} --tell-customers` shows it as open"
        ))?;
    }
    Ok(outcome)
}

fn link(arguments: &ActionLink, workspace: &Workspace, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let item = named(&arguments.id, workspace)?;
    evidence::address(&arguments.url)?;
    if let Some(old) =
        item.action.ticket.as_ref().filter(|old| old.value != arguments.url && session.shows_internal())
    {
        session.note(&format!("note: this replaces {}", old.value))?;
    }
    let mut edit = Edit::new(format!("Link the ticket of action {}", id_of(item.action)));
    edit.action(&item);
    edit.set("ticket", arguments.url.as_str());
    edit.carry_out(&arguments.commit, workspace, session)
}

/// Returns who verifies an action: a person who is here, and not its owner.
fn verifier(
    given: Option<&str>,
    item: &ActionItem<'_>,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<String, Stop> {
    let by = author::required(given, workspace, session)?;
    if item.is_owned_by(&by) {
        return Err(Stop::usage("the owner of an action cannot verify it")
            .hint("ask a colleague to check it and to run this command"));
    }
    let person = workspace.content.internal.people.as_ref().and_then(|people| people.person(&by));
    let has_left = person.and_then(|person| person.until).is_some_and(|until| until <= workspace.now);
    if has_left || by == author::MACHINE {
        return Err(Stop::usage(format!("`{by}` cannot verify an action")).hint("a person who is here does"));
    }
    Ok(by)
}

/// Returns the promise to customers that an action fulfils, if the version for customers makes it.
fn promise_of<'c>(item: &ActionItem<'c>) -> Option<&'c Commitment> {
    let wanted = item.action.commitment.as_ref()?;
    let public = item.folder.record.as_ref()?.postmortem.as_ref()?;
    public
        .commitments
        .iter()
        .find(|promise| promise.text.as_ref().is_some_and(|text| is_same_promise(text, &wanted.value)))
}

fn nothing_to_tell(id: &str, item: &ActionItem<'_>, state: &str) -> Stop {
    match &item.action.commitment {
        None => Stop::usage(format!("`{id}` fulfils no promise to customers"))
            .hint("leave `--tell-customers` out, or write the promise as its `commitment`"),
        Some(_) if promise_of(item).is_some() => {
            Stop::usage(format!("the page shows the promise of `{id}` as {state} already"))
        }
        Some(_) => Stop::usage("`comms/postmortem.md` makes no such promise")
            .hint("`commitment` repeats the `text` of a `[[commitment]]`"),
    }
}

fn dropped(id: &str) -> Stop {
    Stop::usage(format!("`{id}` was dropped"))
        .hint(format!("`allclear actions reopen {id}` takes it up again"))
}

fn id_of(action: &Action) -> String {
    action.id.as_ref().map(|id| id.value.clone()).unwrap_or_default()
}
