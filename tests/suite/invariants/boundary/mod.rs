//! The rooms and their walls, read from the source text of `src/`: who names whom, who writes, who prints, and who
//! knows nothing but its arguments.
//!
//! The compiler cannot hold these, because one package is one crate to it. The scanner reads tokens, so that neither
//! a comment nor a `use` that is spelt another way deceives it, and proves itself on planted violations first.

mod paths;
mod planted;
mod rules;
mod tokens;

use std::fs;
use std::path::Path;

use rules::{PURE, violations};

/// Every source file that is no test: its path below `src/`, and its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
            if path.is_dir() && name != "tests" {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests.rs" {
                let file = path.strip_prefix(&root).expect("below src").display().to_string();
                sources.push((file, fs::read_to_string(&path).expect("a source")));
            }
        }
    }
    sources.sort();
    sources
}

#[test]
fn every_room_keeps_to_its_walls() {
    let found: Vec<String> = sources().iter().flat_map(|(file, text)| violations(file, text)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_pure_room_is_there_and_was_read() {
    let sources = sources();
    for room in PURE {
        let files = sources.iter().filter(|(file, _)| file.starts_with(&format!("{room}/"))).count();
        assert!(files > 2, "`{room}` has only {files} files: was it renamed?");
    }
    assert!(sources.iter().any(|(file, text)| file == "release/site.rs" && text.contains("crate::content")));
}

#[test]
fn the_source_text_names_no_folder_of_the_content_but_at_the_boundary() {
    // Whoever judges paths on their own draws a second boundary.
    let may: [&str; 4] = ["source/", "content/", "commands/", "import/"];
    for (file, text) in sources() {
        let elsewhere = !may.iter().any(|room| file.starts_with(room));
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let draws =
            code.lines().any(|line| !line.trim_start().starts_with("//") && line.contains("\"comms\""));
        assert!(!(elsewhere && draws), "{file} judges paths of its own");
    }
}
