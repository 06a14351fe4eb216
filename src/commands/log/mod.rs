//! `allclear log`: writes entries of the internal timeline, one file each.
//!
//! Two people who write at the same time never collide: each entry is a new file, and the first free name is taken.

mod checklist;
mod entry;

use super::author;
use super::commit::Commit;
use super::exit::Exit;
use super::interrupts::uninterrupted;
use super::record_folder::{path_of, slug_of_folder};
use super::record_name::find_record;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::records::timeline_stems;
use crate::authoring::{self, CreateError, PlannedFile};
use crate::cli::Log;
use crate::content::Folder;
use crate::content::public::RecordKind;
use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use entry::Entry;

/// How many names are tried before giving up. Each is a second later than the one before.
const NAMES: usize = 600;

/// Writes one entry, or with `--message` and its like left out, one entry per line of input.
pub(super) fn run(arguments: &Log, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let folder = find_record(arguments.record.as_deref(), &workspace)?;
    if folder.kind == RecordKind::Maintenance {
        return Err(Stop::usage(format!(
            "`{}` is a maintenance, which has no timeline",
            slug_of_folder(folder)
        ))
        .hint("name an incident; what happens to a maintenance is said with `allclear post`"));
    }
    let author = author::required(arguments.author.as_deref(), &workspace, session)?;
    let ticked = checklist::ticked(&arguments.check, folder, &workspace)?;
    let entry = Entry::read(arguments, ticked.as_ref(), &workspace, session)?;
    match entry {
        Some(entry) => {
            let at = arguments.at.unwrap_or(workspace.second);
            let mut prepared: Vec<String> = ticked.iter().map(|ticked| ticked.path.clone()).collect();
            prepared.push(some_entry(folder));
            let commit = Commit::prepare(&arguments.commit, &prepared, session)?;
            let mut paths = Vec::new();
            if let Some(ticked) = &ticked {
                ticked.write(session)?;
                paths.push(ticked.path.clone());
            }
            paths.push(write(&entry, at, &author, folder, session)?);
            commit.finish(&paths, &entry.message(&slug_of_folder(folder)), session)?;
            for line in entry.consequences(at, folder, &workspace) {
                session.say(&line)?;
            }
        }
        None => keep_asking(arguments, &author, folder, session)?,
    }
    Ok(Exit::Done)
}

/// Writes an entry for each line of input, at the time of the line, until the end of input.
fn keep_asking(
    arguments: &Log,
    author: &str,
    folder: &Folder,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    let slug = slug_of_folder(folder);
    let asks = session.is_interactive();
    if asks {
        session
            .note(&format!("timeline of {slug}: one entry per line, the end of input (Ctrl-D) ends it"))?;
    }
    // Checked before the first line, so that no line is typed in vain.
    Commit::prepare(&arguments.commit, &[some_entry(folder)], session)?;
    loop {
        if asks {
            session.ask("> ")?;
        }
        let Some(line) = session.line().map_err(|error| Stop::unreadable_input(&error))? else { break };
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let commit = Commit::prepare(&arguments.commit, &[some_entry(folder)], session)?;
        let entry = Entry::of_text(line);
        let at = session.running_clock_time();
        let path = write(&entry, at, author, folder, session)?;
        commit.finish(&[path], &entry.message(&slug), session)?;
    }
    if asks {
        session.complain("")?;
    }
    Ok(())
}

/// A path in the timeline. Which name an entry gets is known only when it is written, but git would ignore all or none.
fn some_entry(folder: &Folder) -> String {
    format!("{}/timeline/entry.md", path_of(folder))
}

/// Writes an entry under the first name that is free, and returns its path.
fn write(
    entry: &Entry,
    at: DateTime<Utc>,
    author: &str,
    folder: &Folder,
    session: &mut Session<'_, '_>,
) -> Result<String, Stop> {
    let root = session.project().root().to_owned();
    let folder = path_of(folder);
    let at = at.duration_trunc(TimeDelta::seconds(1)).unwrap_or(at);
    let minute = format!("{}", at.format("%Y-%m-%dT%H%M"));
    let timeline = root.join(&folder).join("timeline");
    let entries = std::fs::read_dir(&timeline).into_iter().flatten().flatten();
    // Entries of one minute sort by their seconds, whoever wrote them. Monitoring may write on several machines at once.
    let minute_is_taken = author == author::MACHINE
        || entries.map(|entry| entry.file_name()).any(|name| name.to_string_lossy().starts_with(&minute));
    for stem in timeline_stems(at, author, minute_is_taken).take(NAMES) {
        let file: PlannedFile = entry.file(&folder, &stem);
        let written = uninterrupted(|| authoring::create(&root, std::slice::from_ref(&file)));
        match written {
            Ok(()) => {
                session.say(&format!("wrote {}", file.path))?;
                return Ok(file.path);
            }
            Err(CreateError::Exists(_)) => {}
            Err(error @ CreateError::Io { .. }) => return Err(Stop::usage(error.to_string())),
        }
    }
    Err(Stop::usage("too many entries at the same time"))
}
