//! `allclear import`: turns the history of another system into content files.

use std::io;
use std::path::Path;

use super::report::number;
use super::session::Session;
use super::{Exit, Stop};
use crate::authoring::{ApplyError, KeptFile, KeptReason, apply};
use crate::cli::{Import, ImportFiles, ImportSite};
use crate::import::{Folder, ImportError, ImportPlan, Input, cstate, statuspage};
use crate::markdown::escape;
use crate::pipeline::Clock;

/// Reads the history, writes the content files, and reports every decision.
pub(super) fn run(from: &Import, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let (plan, dry_run) = match from {
        Import::Statuspage(files) => (statuspage::plan(&inputs(files, session)?, escape), files.dry_run),
        Import::Cstate(site) => {
            let (Clock::Real(now) | Clock::Now(now) | Clock::AsOf(now)) = session.clock();
            (cstate::plan(&site_folder(site, session)?, site.time_zone, now), site.dry_run)
        }
    };
    write(&plan.map_err(|errors| unreadable(&errors))?, dry_run, session)
}

fn unreadable(errors: &[ImportError]) -> Stop {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Stop::content(lines.join("\nerror: ")).hint("nothing was written")
}

fn write(plan: &ImportPlan, dry_run: bool, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    for note in &plan.notes {
        session.note(&format!("note: {}: {}", note.subject, note.message))?;
    }
    let report = apply(session.project().root(), &plan.files, dry_run).map_err(|error| stop(&error))?;
    for kept in &report.kept {
        session.note(&format!("note: `{}` {}", kept.path, reason(kept)))?;
    }
    if let Some(needed) = plan.settings_to_add(&report) {
        session.note(&format!("note: {needed}"))?;
    }
    let done = if dry_run { "would write" } else { "wrote" };
    session.say(&format!(
        "{done} {}, {} unchanged, {} kept",
        number(report.written.len(), "file"),
        report.unchanged.len(),
        report.kept.len()
    ))?;
    if !dry_run && !report.written.is_empty() {
        session.say("next: run `allclear check`")?;
    }
    Ok(Exit::Done)
}

fn inputs(arguments: &ImportFiles, session: &Session<'_, '_>) -> Result<Vec<Input>, Stop> {
    let mut inputs = Vec::new();
    for path in &arguments.files {
        let name = path.display().to_string();
        let absolute = session.path(path);
        if absolute.is_dir() {
            let folder = read_folder(&absolute, &name, statuspage::wants)?;
            if folder.texts.is_empty() {
                return Err(Stop::usage(format!("`{name}` contains no `.json`, `.atom` or `.rss` file")));
            }
            inputs.extend(
                folder
                    .texts
                    .into_iter()
                    .map(|input| Input { name: format!("{}/{}", folder.name, input.name), text: input.text }),
            );
        } else {
            let text = std::fs::read_to_string(&absolute).map_err(|error| cannot_read(&name, &error))?;
            inputs.push(Input { name, text });
        }
    }
    Ok(inputs)
}

fn site_folder(arguments: &ImportSite, session: &Session<'_, '_>) -> Result<Folder, Stop> {
    read_folder(&session.path(&arguments.dir), &arguments.dir.display().to_string(), cstate::wants)
}

fn read_folder(path: &Path, name: &str, wants: fn(&str) -> bool) -> Result<Folder, Stop> {
    Folder::read(path, name, wants).map_err(|(path, error)| cannot_read(&path.display().to_string(), &error))
}

fn cannot_read(name: &str, error: &io::Error) -> Stop {
    Stop::usage(format!("cannot read `{name}`: {error}"))
}

fn reason(kept: &KeptFile) -> &'static str {
    match kept.reason {
        KeptReason::Edited => "was kept: it was edited since the last import, or existed before",
        KeptReason::Deleted => "was not written again: it was deleted since the last import",
        KeptReason::Settings => "was kept: the settings of the site are written only once",
        KeptReason::NotAFile => "is not a regular file, so it was kept",
    }
}

fn stop(error: &ApplyError) -> Stop {
    let stop = Stop::usage(error.to_string());
    match error {
        ApplyError::Manifest(_) => {
            stop.hint("restore the file from a backup; without it, an import could overwrite edited files")
        }
        ApplyError::UnsafePath(_) | ApplyError::Io { .. } => stop,
    }
}
