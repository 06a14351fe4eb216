//! The recipes in `deploy/`, run as far as a machine without a network allows: a push that changes the page of a real
//! web server, the scheduled rebuild, and the order of an upload. Recipes that cannot be run are checked for syntax and
//! for the files that they name.

mod bucket;
mod caddy;
mod files;
mod http;
mod nginx;
mod post_receive;
mod pre_receive;
mod push;
mod rebuild_when_due;
mod responses;
mod server;
mod versions;
mod views;

use std::fs;
use std::path::{Path, PathBuf};

/// The path of a file in `deploy/`.
fn recipe(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name)
}

fn text_of(name: &str) -> String {
    fs::read_to_string(recipe(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Replaces a part of a recipe; fails if the recipe does not contain it.
#[track_caller]
fn replaced(text: &str, part: &str, replacement: &str) -> String {
    assert!(text.contains(part), "the recipe no longer contains `{part}`");
    text.replace(part, replacement)
}
