//! The order of the rooms: which top-level module may depend on which.

use super::paths::paths;
use super::sources;
use super::tokens::tokens;

/// The top-level modules from the leaves upwards (`ARCHITECTURE.md`). A room may name only the rooms above it in this
/// table.
const ROOMS: [&str; 29] = [
    "span",
    "artifact",
    "pointer_cache",
    "status",
    "markdown",
    "document",
    "chat",
    "diagnostics",
    "source",
    "content",
    "check",
    "release",
    "site",
    "seal",
    "gate",
    "output",
    "pipeline",
    "response",
    "board",
    "authoring",
    "deliver",
    "notify",
    "import",
    "git",
    "preview",
    "watch",
    "cli",
    "commands",
    "main",
];

/// Rooms that must not name each other, although the order would allow one direction.
const INDEPENDENT: [(&str, &str); 1] = [("preview", "watch")];

/// Dependencies against the order that are still being removed, each as a file and the room that it names.
const EXCEPTIONS: [(&str, &str); 0] = [];

/// The room of a file; `file` is its path below `src/`.
pub(super) fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The other rooms that a file names, in alphabetical order. `main` reaches the library by the name of the crate.
fn named_rooms(file: &str, source: &str) -> Vec<String> {
    let mut rooms: Vec<String> = paths(&tokens(source), file)
        .into_iter()
        .filter(|path| matches!(path[0].as_str(), "crate" | "allclear"))
        .filter_map(|path| path.into_iter().nth(1))
        .filter(|name| ROOMS.contains(&name.as_str()) && name != room(file))
        .collect();
    rooms.sort();
    rooms.dedup();
    rooms
}

/// Whether `room` may depend on `other`.
fn may_name(room: &str, other: &str) -> bool {
    let position = |name: &str| ROOMS.iter().position(|room| *room == name);
    let is_independent = INDEPENDENT.iter().any(|pair| *pair == (room, other) || *pair == (other, room));
    position(other) < position(room) && !is_independent
}

/// Every dependency against the order, as a file and the room that it names.
fn violations(sources: &[(String, String)]) -> Vec<(&str, String)> {
    let named = sources.iter().flat_map(|(file, text)| {
        named_rooms(file, text).into_iter().map(move |other| (file.as_str(), other))
    });
    named.filter(|(file, other)| !may_name(room(file), other)).collect()
}

#[test]
fn every_room_names_only_rooms_before_it() {
    let sources = sources();
    let found = violations(&sources);
    let unexpected: Vec<String> = found
        .iter()
        .filter(|(file, other)| !EXCEPTIONS.contains(&(file, other)))
        .map(|(file, other)| {
            format!("{file} names `{other}`, which comes after `{}` in the order", room(file))
        })
        .collect();
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
    for (file, other) in EXCEPTIONS {
        let is_needed = found.iter().any(|(from, to)| *from == file && to == other);
        assert!(is_needed, "{file} no longer names `{other}`: remove the exception");
    }
}

#[test]
fn the_order_lists_every_room_once() {
    let mut existing: Vec<String> = sources().iter().map(|(file, _)| room(file).to_owned()).collect();
    existing.retain(|room| room != "lib");
    existing.sort();
    existing.dedup();
    let mut listed = ROOMS.to_vec();
    listed.sort_unstable();
    assert_eq!(listed, existing, "ROOMS (left) and the modules in `src/` (right) differ");
}

#[test]
fn a_dependency_against_the_order_is_found_in_every_spelling() {
    for source in [
        "use crate::site::Page;",
        "use crate::{diagnostics, site::Page};",
        "use super::super::super::site;",
        "fn f() { crate::site::render(); }",
        "fn f(page: &crate::site::Page) {}",
    ] {
        let sources = [("content/public/update.rs".to_owned(), source.to_owned())];
        assert_eq!(violations(&sources), [("content/public/update.rs", "site".to_owned())], "{source}");
    }
    let independent = [("watch/watcher.rs".to_owned(), "use crate::preview::Stage;".to_owned())];
    assert_eq!(violations(&independent).len(), 1);
}

#[test]
fn a_dependency_in_the_order_is_accepted() {
    for (file, source) in [
        ("content/load.rs", "use crate::source::Snapshot; use super::body::Body;"),
        ("content/load.rs", "// use crate::site::Page;\n#[cfg(test)] mod tests { use crate::site::Page; }"),
        ("main.rs", "use allclear::commands::run;"),
    ] {
        assert!(violations(&[(file.to_owned(), source.to_owned())]).is_empty(), "{source}");
    }
}
