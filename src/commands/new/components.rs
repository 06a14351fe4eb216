//! Components on the command line: `checkout=partial_outage`, `api`, `payments/*`.

use std::collections::BTreeSet;

use crate::authoring::records::ComponentStates;
use crate::commands::Stop;
use crate::content::public::Component;
use crate::content::{ComponentNames, Keyword as _, Lookup, PublicContent};
use crate::diagnostics::did_you_mean;
use crate::status::State;

/// How many components a hint lists; if there are more, it names their folder.
const LISTED: usize = 12;

/// Returns the components, each by the shortest name that only it has, with the given state or `default`. A component
/// that is named twice has the last of its states.
pub(in crate::commands) fn with_states(
    written: &[String],
    content: &PublicContent,
    default: State,
) -> Result<ComponentStates, Stop> {
    let mut found = ComponentStates::new();
    for written in written {
        let (names, state) = match written.split_once('=') {
            Some((names, word)) => (names, state(word)?),
            None => (written.as_str(), default),
        };
        for name in named(names.trim(), &content.components)? {
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = state,
                None => found.push((name, state)),
            }
        }
    }
    Ok(found)
}

/// Returns the components, each once, by the shortest name that only it has.
pub(in crate::commands) fn without_states(
    written: &[String],
    content: &PublicContent,
) -> Result<Vec<String>, Stop> {
    let mut found: Vec<String> = Vec::new();
    for written in written {
        found.extend(named(written.trim(), &content.components)?);
    }
    let mut seen = BTreeSet::new();
    found.retain(|name| seen.insert(name.clone()));
    Ok(found)
}

/// Returns the components that a name stands for: one, or with `payments/*` all in a group that are not retired.
fn named(written: &str, components: &[Component]) -> Result<Vec<String>, Stop> {
    let names = ComponentNames::new(components);
    let short: Vec<&str> = names.short_names().collect();
    let name_of = |index: usize| short.get(index).map(|name| (*name).to_owned());
    if let Some(group) = written.strip_suffix('*').filter(|group| group.is_empty() || group.ends_with('/')) {
        let below = components
            .iter()
            .enumerate()
            .filter(|(_, component)| component.path.starts_with(group) && component.retired.is_none());
        let found: Vec<String> = below.filter_map(|(index, _)| name_of(index)).collect();
        return if found.is_empty() { Err(unknown(written, &short)) } else { Ok(found) };
    }
    match names.find(written) {
        Lookup::One(index) => Ok(name_of(index).into_iter().collect()),
        Lookup::Unknown => Err(unknown(written, &short)),
        Lookup::Several(paths) => Err(Stop::usage(format!("several components are called `{written}`"))
            .hint(format!("write one of `{}`", paths.join("`, `")))),
    }
}

fn unknown(written: &str, known: &[&str]) -> Stop {
    let stop = Stop::usage(format!("there is no component `{written}`"));
    match did_you_mean(written, known.iter().copied()) {
        Some(near) => stop.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => stop.hint("add one with `allclear new component`"),
        None if known.len() <= LISTED => stop.hint(format!("the components are `{}`", known.join("`, `"))),
        None => stop.hint("the components are the files in `content/components/`"),
    }
}

fn state(word: &str) -> Result<State, Stop> {
    let all = State::ALL.map(State::word);
    State::ALL.into_iter().find(|state| state.word() == word.trim()).ok_or_else(|| {
        let stop = Stop::usage(format!("there is no state `{word}`"));
        match did_you_mean(word, all) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None => stop.hint(format!("the states are `{}`", all.join("`, `"))),
        }
    })
}
