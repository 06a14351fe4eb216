//! Who writes: the person that was named, or the one with the user's git identity.

use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::content::internal::People;
use crate::diagnostics::did_you_mean;
use crate::git::identity;
use crate::response::{Identity, person_of};

/// The author of timeline entries that monitoring writes.
pub(super) const MACHINE: &str = "monitor";

/// Returns the person with the user's git identity, if there is one.
pub(super) fn person_from_git(workspace: &Workspace) -> Option<String> {
    let people = workspace.content.internal.people.as_ref()?;
    let (name, email) = identity(workspace.project.root());
    person_of(&Identity { name, email }, people).map(|person| person.id.value.clone())
}

/// Returns the author of an entry of the timeline, which needs one.
pub(super) fn required(
    given: Option<&str>,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<String, Stop> {
    let people = workspace.content.internal.people.as_ref();
    if let Some(given) = given {
        return if given == MACHINE { Ok(given.to_owned()) } else { known(given, people) };
    }
    if let Some(person) = person_from_git(workspace) {
        return Ok(person);
    }
    if session.is_interactive() {
        return super::prompt::ask("who are you (id in `people.toml`)", None, session, |id| {
            known(id, people)
        });
    }
    Err(Stop::usage("nobody in `people.toml` has your git identity")
        .hint("add your e-mail address to your entry there, or say who you are with `--author`"))
}

/// Returns the author of an update, which may have none.
pub(super) fn optional(given: Option<&str>, workspace: &Workspace) -> Result<Option<String>, Stop> {
    match given {
        Some(given) => known(given, workspace.content.internal.people.as_ref()).map(Some),
        None => Ok(person_from_git(workspace)),
    }
}

/// Returns the id of a person, given by the id or the handle on GitHub. Without a `people.toml`, any name will do.
pub(super) fn known(given: &str, people: Option<&People>) -> Result<String, Stop> {
    let given = given.trim();
    if given.is_empty() || given.contains(['/', '\\', '\0', '\n']) {
        return Err(Stop::usage(format!("`{given}` is not the id of a person")));
    }
    let Some(people) = people else { return Ok(given.to_owned()) };
    if people.has_person(given) {
        return Ok(given.to_owned());
    }
    let handle = given.strip_prefix('@');
    let by_handle = handle.and_then(|handle| {
        people
            .people
            .iter()
            .find(|person| person.github.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(handle)))
    });
    if let Some(person) = by_handle {
        return Ok(person.id.value.clone());
    }
    let stop = Stop::usage(format!("nobody in `people.toml` has the id `{given}`"));
    let ids = people.people.iter().map(|person| person.id.value.as_str());
    Err(match did_you_mean(given, ids) {
        Some(near) => stop.hint(format!("did you mean `{near}`?")),
        None => stop.hint(format!("add a table `[person.{given}]`, or use an id that exists")),
    })
}
