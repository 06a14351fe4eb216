//! Tests of the room with whole records.

mod due;
mod tier_sla;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::content::{self, Content, Folder};
use crate::source::Snapshot;

/// Reads the content of files, which must have no errors.
fn content_of(files: &[(&str, &str)]) -> Content {
    let (content, findings) = content::load(&Snapshot::of_texts(files.iter().copied()));
    assert!(!findings.has_errors(), "{findings:?}");
    content
}

/// Returns the folder with this name.
fn folder<'c>(content: &'c Content, name: &str) -> &'c Arc<Folder> {
    content.internal.folders.iter().find(|folder| folder.name == name).expect("the folder exists")
}

/// Reads a time.
fn time(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}
