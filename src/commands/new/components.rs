//! Components on the command line: `checkout=partial_outage`, `api`, `payments/*`.

use std::collections::BTreeSet;

use crate::commands::Stop;
use crate::content::public::Component;
use crate::content::{ComponentNames, Keyword as _, Lookup, PublicContent};
use crate::diagnostics::did_you_mean;
use crate::import::toml_text::Value;
use crate::status::State;

/// How many components a hint names before it says where they are.
const NAMED: usize = 12;

/// Components, each by the shortest name that only it has, with the state that was given or `usual`. One that is
/// named twice has the state that was given last.
pub(super) fn with_states(
    written: &[String],
    content: &PublicContent,
    usual: State,
) -> Result<Vec<(String, State)>, Stop> {
    let mut found: Vec<(String, State)> = Vec::new();
    for written in written {
        let (names, state) = match written.split_once('=') {
            Some((names, word)) => (names, state(word)?),
            None => (written.as_str(), usual),
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

/// Components without states.
pub(super) fn without_states(written: &[String], content: &PublicContent) -> Result<Vec<String>, Stop> {
    let mut found: Vec<String> = Vec::new();
    for written in written {
        found.extend(named(written.trim(), &content.components)?);
    }
    let mut seen = BTreeSet::new();
    found.retain(|name| seen.insert(name.clone()));
    Ok(found)
}

/// As a list of names.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> Value {
    Value::List(names.into_iter().map(|name| Value::from(name.as_str())).collect())
}

/// As a table of states.
pub(super) fn table(components: &[(String, State)]) -> Value {
    let pair = |(name, state): &(String, State)| (name.clone(), Value::from(state.as_str()));
    Value::Inline(components.iter().map(pair).collect())
}

/// The components that a name means: one, or with `payments/*` all below a group that are in use.
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
        None if known.len() <= NAMED => stop.hint(format!("there are `{}`", known.join("`, `"))),
        None => stop.hint("they are the files of `content/components/`"),
    }
}

fn state(word: &str) -> Result<State, Stop> {
    let all = State::ALL.map(State::word);
    State::ALL.into_iter().find(|state| state.word() == word.trim()).ok_or_else(|| {
        let stop = Stop::usage(format!("there is no state `{word}`"));
        match did_you_mean(word, all) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None => stop.hint(format!("states are `{}`", all.join("`, `"))),
        }
    })
}
