//! `allclear search`: incidents, causes and actions that have some words.
//!
//! The facts come from `response`; this only shows them. All of it is internal.

use serde_json::{Value, json};
use std::fmt::Write as _;

use super::exit::Exit;
use super::keys::table;
use super::record_folder::slug_of_folder;
use super::report::{format_time, number};
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::cli::{Search, SearchFormat};
use crate::content::{Keyword as _, as_of};
use crate::pipeline::Clock;
use crate::response::{Found, SearchHit, search};

/// How many characters of a line are shown.
const LINE_LENGTH: usize = 100;

/// Prints what has the words.
pub(super) fn run(arguments: &Search, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let query = arguments.words.join(" ");
    if !query.contains(char::is_alphanumeric) {
        return Err(Stop::usage(format!("`{query}` has no letter and no digit"))
            .hint("search for words, such as `allclear search pool timeout`"));
    }
    let mut workspace = Workspace::read(session)?;
    if let Clock::AsOf(instant) = session.clock() {
        workspace.content = as_of(std::mem::take(&mut workspace.content), instant);
    }
    let mut hits = search(&query, &workspace.content, &workspace.snapshot, workspace.now);
    if let Clock::AsOf(_) = session.clock() {
        // Nobody knew of an incident before the first entry of its timeline and the first update.
        hits.retain(|hit| hit.at.is_some());
    }
    match arguments.format {
        SearchFormat::Human => {
            session.print(&lines(&hits))?;
            let found =
                if hits.is_empty() { "nothing found".to_owned() } else { number(hits.len(), "result") };
            session.note(&found)?;
        }
        SearchFormat::Json => {
            let results: Vec<Value> = hits.iter().map(document).collect();
            session.print(&format!("{:#}\n", json!({ "query": query, "results": results })))?;
        }
    }
    Ok(Exit::Done)
}

/// Returns the table for people, with the line that was found below what has other words in its title.
fn lines(hits: &[SearchHit<'_>]) -> String {
    let rows: Vec<[String; 4]> = hits
        .iter()
        .map(|hit| {
            let id = match hit.what {
                Found::Action(action, _) => action.id.as_ref().map(|id| format!("{}: ", id.value)),
                Found::Incident | Found::Cause => None,
            };
            [
                hit.at.map_or_else(|| "no date".to_owned(), |at| at.date_naive().to_string()),
                hit.what.word().to_owned(),
                slug_of_folder(hit.folder),
                id.unwrap_or_default() + &hit.title,
            ]
        })
        .collect();
    let mut text = String::new();
    for (row, hit) in table(&rows).lines().zip(hits) {
        text.push_str(row);
        text.push('\n');
        if let Some(line) = &hit.line {
            let _ = writeln!(text, "            {}", cut(line));
        }
    }
    text
}

/// Returns the beginning of a line, if it is long.
fn cut(line: &str) -> String {
    if line.chars().count() <= LINE_LENGTH {
        return line.to_owned();
    }
    line.chars().take(LINE_LENGTH).chain(['…']).collect()
}

fn document(hit: &SearchHit<'_>) -> Value {
    let (action, state) = match hit.what {
        Found::Action(action, state) => (action.id.as_ref(), Some(state.word())),
        Found::Incident | Found::Cause => (None, None),
    };
    json!({
        "what": hit.what.word(),
        "title": hit.title,
        "incident": slug_of_folder(hit.folder),
        "folder": hit.folder.path(),
        "kind": hit.folder.incident.as_ref().map(|incident| incident.kind.word()),
        "at": hit.at.map(format_time),
        "action": action.map(|id| &id.value),
        "state": state,
        "in_title": hit.in_title,
        "line": hit.line,
    })
}
