//! `allclear import`: a history from elsewhere becomes content files.

use std::fs;

use super::report::number;
use super::session::Session;
use super::{Exit, Stop};
use crate::cli::ImportFiles;
use crate::import::{ApplyError, Input, Kept, KeptReason, apply, statuspage};
use crate::markdown::escape;

/// Reads the files, writes content, and tells what was decided on the way.
pub(super) fn run(arguments: &ImportFiles, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let inputs = inputs(arguments, session)?;
    let plan = match statuspage::plan(&inputs, escape) {
        Ok(plan) => plan,
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            return Err(Stop::content(lines.join("\nerror: ")).hint("nothing was written"));
        }
    };
    for note in &plan.notes {
        session.note(&format!("note: {}: {}", note.subject, note.message))?;
    }
    let report = apply(session.project().root(), &plan, arguments.dry_run).map_err(|error| stop(&error))?;
    for kept in &report.kept {
        session.note(&format!("note: `{}` {}", kept.path, reason(kept)))?;
    }
    let done = if arguments.dry_run { "would write" } else { "wrote" };
    session.say(&format!(
        "{done} {}, {} unchanged, {} left as they are",
        number(report.written.len(), "file"),
        report.unchanged.len(),
        report.kept.len()
    ))?;
    if !arguments.dry_run && !report.written.is_empty() {
        session.say("next: `allclear check`")?;
    }
    Ok(Exit::Done)
}

fn inputs(arguments: &ImportFiles, session: &Session<'_, '_>) -> Result<Vec<Input>, Stop> {
    let read = |path: &std::path::PathBuf| {
        let name = path.display().to_string();
        match fs::read_to_string(session.path(path)) {
            Ok(text) => Ok(Input { name, text }),
            Err(error) => Err(Stop::usage(format!("cannot read `{name}`: {error}"))),
        }
    };
    arguments.files.iter().map(read).collect()
}

fn reason(kept: &Kept) -> &'static str {
    match kept.reason {
        KeptReason::Edited => "stays as it is: it was changed since the import, or was there before",
        KeptReason::Deleted => "does not come back: it was deleted since the import",
        KeptReason::Settings => "stays as it is: the site's settings are yours",
        KeptReason::NotAFile => "is no file, so nothing is written there",
    }
}

fn stop(error: &ApplyError) -> Stop {
    let stop = Stop::usage(error.to_string());
    match error {
        ApplyError::Record(_) => {
            stop.hint("restore it from a backup; without it, edited files could be overwritten")
        }
        ApplyError::UnsafePath(_) | ApplyError::Io { .. } => stop,
    }
}
