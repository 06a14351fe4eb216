//! The boundaries between the rooms (top-level modules), checked against the source text of `src/`: which room may
//! name which, which rooms are pure, and which may write, print, or open sockets.
//!
//! The compiler cannot check this, because the whole package is one crate. The scanner reads tokens, so comments do not
//! mislead it and every spelling of a `use` is recognised. `planted.rs` tests the scanner on planted violations.

mod cycles;
mod order;
mod paths;
mod planted;
mod rules;
mod tokens;

use std::fs;
use std::path::Path;

use rules::{PURE, violations};

/// Every source file except tests, sorted: its path below `src/` and its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("a directory entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a UTF-8 name");
            if path.is_dir() && name != "tests" {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests.rs" {
                let file = path.strip_prefix(&root).expect("below src").display().to_string();
                sources.push((file, fs::read_to_string(&path).expect("a source file")));
            }
        }
    }
    sources.sort();
    sources
}

#[test]
fn no_room_breaks_its_rules() {
    let found: Vec<String> = sources().iter().flat_map(|(file, text)| violations(file, text)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_pure_room_exists_and_is_scanned() {
    let sources = sources();
    for room in PURE {
        let files = sources.iter().filter(|(file, _)| file.starts_with(&format!("{room}/"))).count();
        assert!(files > 2, "`{room}` has only {files} files: was it renamed?");
    }
    assert!(sources.iter().any(|(file, text)| file == "release/site.rs" && text.contains("crate::content")));
}

#[test]
fn only_some_rooms_name_the_folder_of_public_updates() {
    // A room that interprets paths itself would be a second definition of what is public.
    let allowed: [&str; 4] = ["source/", "content/", "commands/", "import/"];
    for (file, text) in sources() {
        let is_allowed = allowed.iter().any(|room| file.starts_with(room));
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let names_folder =
            code.lines().any(|line| !line.trim_start().starts_with("//") && line.contains("\"comms\""));
        assert!(
            is_allowed || !names_folder,
            "{file} names the folder `comms`: ask `source` for the side of a path"
        );
    }
}
