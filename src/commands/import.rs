//! `allclear import`: a history from elsewhere becomes content files.

use std::io;
use std::path::Path;

use super::report::number;
use super::session::Session;
use super::{Exit, Stop};
use crate::cli::{Import, ImportFiles, ImportSite};
use crate::import::{
    ApplyError, Folder, ImportError, Input, Recovered, KeptReason, Plan, apply, cstate, statuspage,
};
use crate::markdown::escape;
use crate::pipeline::Clock;

/// Reads what there is, writes content, and tells what was decided on the way.
pub(super) fn run(from: &Import, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let (plan, dry_run) = match from {
        Import::Statuspage(files) => (statuspage::plan(&inputs(files, session)?, escape), files.dry_run),
        Import::Cstate(site) => {
            let (Clock::Real(now) | Clock::Now(now) | Clock::AsOf(now)) = session.clock();
            (cstate::plan(&site_folder(site, session)?, site.time_zone, now), site.dry_run)
        }
    };
    lay(&plan.map_err(|errors| unreadable(&errors))?, dry_run, session)
}

fn unreadable(errors: &[ImportError]) -> Stop {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Stop::content(lines.join("\nerror: ")).hint("nothing was written")
}

fn lay(plan: &Plan, dry_run: bool, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    for note in &plan.notes {
        session.note(&format!("note: {}: {}", note.subject, note.message))?;
    }
    let report = apply(session.project().root(), plan, dry_run).map_err(|error| stop(&error))?;
    for kept in &report.kept {
        session.note(&format!("note: `{}` {}", kept.path, reason(kept)))?;
    }
    if let Some(needed) = plan.settings_to_add(&report) {
        session.note(&format!("note: {needed}"))?;
    }
    let done = if dry_run { "would write" } else { "wrote" };
    session.say(&format!(
        "{done} {}, {} unchanged, {} left as they are",
        number(report.written.len(), "file"),
        report.unchanged.len(),
        report.kept.len()
    ))?;
    if !dry_run && !report.written.is_empty() {
        session.say("next: `allclear check`")?;
    }
    Ok(Exit::Done)
}

fn inputs(arguments: &ImportFiles, session: &Session<'_, '_>) -> Result<Vec<Input>, Stop> {
    let mut inputs = Vec::new();
    for path in &arguments.files {
        let name = path.display().to_string();
        let span = session.path(path);
        if span.is_dir() {
            let folder = read_folder(&span, &name, statuspage::wants)?;
            if folder.texts.is_empty() {
                return Err(Stop::usage(format!("`{name}` has no `.json`, `.atom` or `.rss` file in it")));
            }
            inputs.extend(
                folder
                    .texts
                    .into_iter()
                    .map(|input| Input { name: format!("{}/{}", folder.name, input.name), text: input.text }),
            );
        } else {
            let text = std::fs::read_to_string(&span).map_err(|error| cannot_read(&name, &error))?;
            inputs.push(Input { name, text });
        }
    }
    Ok(inputs)
}

fn site_folder(arguments: &ImportSite, session: &Session<'_, '_>) -> Result<Folder, Stop> {
    read_folder(&session.path(&arguments.dir), &arguments.dir.display().to_string(), cstate::wants)
}

fn read_folder(span: &Path, name: &str, wants: fn(&str) -> bool) -> Result<Folder, Stop> {
    Folder::read(span, name, wants).map_err(|(path, error)| cannot_read(&path.display().to_string(), &error))
}

fn cannot_read(name: &str, error: &io::Error) -> Stop {
    Stop::usage(format!("cannot read `{name}`: {error}"))
}

fn reason(kept: &Recovered) -> &'static str {
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
