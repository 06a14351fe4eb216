//! The recipes of `deploy/`, run for real as far as a machine without a network can: a push that a web server shows, the
//! clock, the order of an upload; and that the rest names what is there.

mod bucket;
mod caddy;
mod clock;
mod files;
mod http;
mod nginx;
mod server;
mod story;

use std::fs;
use std::path::{Path, PathBuf};

/// A file of `deploy/`.
fn recipe(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name)
}

fn text_of(name: &str) -> String {
    fs::read_to_string(recipe(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A text with another part in place of one that must be there.
#[track_caller]
fn replaced(text: &str, part: &str, by: &str) -> String {
    assert!(text.contains(part), "the recipe no longer says `{part}`");
    text.replace(part, by)
}
