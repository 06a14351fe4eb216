//! The list of rules in the manual.

use std::{env, fs};

use allclear::diagnostics::rules;

/// With `UPDATE_DOCS=1` the file is written anew.
#[test]
fn the_manual_lists_the_rules_as_they_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    let text = rules::as_markdown();
    if env::var_os("UPDATE_DOCS").is_some_and(|update| update == "1") {
        fs::write(path, &text).expect("the manual can be written");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == text, "docs/rules.md is out of date: run the test with UPDATE_DOCS=1");
}
