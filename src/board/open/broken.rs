//! Files of a record that have errors. They are shown as broken, so that the rest does not look complete.

use serde::Serialize;

use crate::board::facts::Facts;
use crate::content::Folder;
use crate::span::Position;

/// A file with errors.
#[derive(Debug, Serialize)]
pub(in crate::board) struct BrokenFile {
    path: String,
    line: usize,
    message: String,
    hint: Option<String>,
    /// What the file says, as it is.
    text: String,
}

impl BrokenFile {
    /// Returns the files of an incomplete record in which something was found, in the order of their paths.
    pub(in crate::board) fn of(folder: &Folder, facts: &Facts<'_>) -> Vec<Self> {
        if !folder.record_incomplete {
            return Vec::new();
        }
        let below = format!("{}/", folder.path());
        let mut all: Vec<Self> = Vec::new();
        for finding in facts.findings.iter() {
            let Some(span) = finding.span else { continue };
            let Some(file) = facts.snapshot.file(span.file) else { continue };
            let Some(rest) = file.path.strip_prefix(&below) else { continue };
            let is_record = rest == "incident.md" || rest.starts_with("timeline/");
            if !is_record || all.iter().any(|known| known.path == file.path) {
                continue;
            }
            all.push(Self {
                path: file.path.clone(),
                line: Position::of(&file.text, span.start).line,
                message: finding.message.clone(),
                hint: finding.hint.clone(),
                text: file.text.to_string(),
            });
        }
        all.sort_by(|one, other| one.path.cmp(&other.path));
        all
    }
}
