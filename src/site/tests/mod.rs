//! Tests of the module as a whole: its pages, their heads, and the documentation of the template contexts.

mod documentation;
mod fixture;
mod head;
mod pages;
mod sealed;
mod stamps;
mod templates;

use std::sync::Arc;

use crate::artifact::Artifact;
use crate::release::Site;
use crate::site::{Theme, render};

/// All outputs of a site, with the built-in theme.
fn outputs(site: &Site) -> Vec<Arc<Artifact>> {
    render(site, &Theme::built_in()).expect("the built-in theme renders")
}

/// A file of the output as text.
fn text<'a>(outputs: &'a [Arc<Artifact>], path: &str) -> &'a str {
    let output = outputs.iter().find(|output| output.path == path);
    let output = output.unwrap_or_else(|| panic!("{path} is not there"));
    std::str::from_utf8(&output.bytes).expect("it is text")
}

/// The pages among the outputs.
fn pages(outputs: &[Arc<Artifact>]) -> impl Iterator<Item = (&str, &str)> {
    let pages = outputs.iter().filter(|output| output.bytes.starts_with(b"<!doctype html>"));
    pages.map(|page| (page.path.as_str(), std::str::from_utf8(&page.bytes).expect("it is text")))
}
