//! The documents that are made from the code say what the code says.

use std::{env, fs, path::Path};

/// Compares a document with what the code makes of it; `UPDATE_DOCS=1` rewrites it.
#[track_caller]
fn same(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, made).expect("the document can be written");
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == made, "{path} is not what the code says; UPDATE_DOCS=1 tests/run rewrites it");
}

#[test]
fn the_manual_of_content_is_made_from_the_kinds_of_files() {
    same("docs/content.md", &allclear::content::manual());
}

#[test]
fn the_list_of_rules_is_made_from_the_rules() {
    same("docs/rules.md", &allclear::diagnostics::rules::as_markdown());
}
