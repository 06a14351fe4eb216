//! `allclear audit`: who wrote, approved, edited, published and withdrew what of an incident, and when, according to git.
//!
//! It prints paths, people, times and words of its own, and never a text of a record.

mod document;
mod row;
mod rows;
mod words;

use super::exit::Exit;
use super::published_texts::PUBLISHED;
use super::record_name::find_record;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::cli::{Audit, AuditFormat};
use crate::content::Content;
use crate::content::internal::People;
use crate::diagnostics::did_you_mean;
use crate::git::{CommitPerson, GitError, RecordLog};
use crate::response::{AuditWhat, Identity, file_events, person_of};
use row::{Person, Row};

/// Everything that is known about an incident.
struct Trace {
    /// The path of the folder, relative to the project.
    folder: String,
    /// The newest commit of the branch.
    head: String,
    /// The commit that the published ref points to; `None` without the ref.
    published: Option<String>,
    /// Whether files of the folder have changes that are in no commit.
    has_uncommitted: bool,
    /// What happened, the oldest first.
    rows: Vec<Row>,
}

/// Prints what happened.
pub(super) fn run(arguments: &Audit, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let log = RecordLog::read(workspace.project.root()).map_err(|error| stop(&error))?;
    let folder = folder(&arguments.record, &workspace, &log)?;
    let trace = trace(folder, &log, &workspace.content).map_err(|error| stop(&error))?;
    let text = match arguments.format {
        AuditFormat::Human => words::text(&trace),
        AuditFormat::Json => format!("{:#}\n", document::document(&trace)),
        AuditFormat::Csv => rows::table(&trace)?,
    };
    session.print(&text)?;
    if arguments.format == AuditFormat::Csv {
        session.note(&words::limits())?;
    }
    Ok(Exit::Done)
}

/// Returns the path of the folder of an incident that exists, or that the history knows.
fn folder(name: &str, workspace: &Workspace, log: &RecordLog) -> Result<String, Stop> {
    let unknown = match find_record(Some(name), workspace) {
        Ok(folder) => return Ok(folder.path()),
        Err(unknown) => unknown,
    };
    let names = log.folders();
    let last = |folder: &str| folder.rsplit('/').next().unwrap_or_default().to_owned();
    let exact: Vec<&&str> = names.iter().filter(|folder| last(folder) == name || **folder == name).collect();
    let partial: Vec<&&str> = names.iter().filter(|folder| last(folder).contains(name)).collect();
    match (exact.as_slice(), partial.as_slice()) {
        ([only], _) | ([], [only]) => Ok((**only).to_owned()),
        ([], []) => Err(unknown),
        (_, several) => {
            let several: Vec<String> = several.iter().map(|folder| last(folder)).collect();
            let near = did_you_mean(name, several.iter().map(String::as_str)).unwrap_or_default().to_owned();
            let stop = Stop::usage(format!("`{name}` names {} incidents of the history", several.len()));
            Err(stop.hint(format!("write more of the name, such as `{near}`")))
        }
    }
}

fn trace(folder: String, log: &RecordLog, content: &Content) -> Result<Trace, GitError> {
    let commits = log.of_folder(&folder)?;
    let hashes: Vec<&str> = commits.iter().map(|commit| commit.hash.as_str()).collect();
    let signatures = log.signatures(&hashes)?;
    let reached = log.reached_by(PUBLISHED, &hashes)?;
    let people = content.internal.people.as_ref();
    let mut rows = Vec::new();
    for (index, commit) in commits.iter().enumerate() {
        let (author, committer) = (person(&commit.author, people), person(&commit.committer, people));
        let is_published = reached.as_ref().and_then(|(_, reached)| reached.get(index).copied());
        for change in &commit.changes {
            let (before, after) = log.texts(change)?;
            let texts = (before.as_deref(), after.as_deref());
            let events = file_events(
                &change.path,
                change.earlier.is_some(),
                texts,
                (change.is_deleted(), change.is_merge),
            );
            rows.extend(events.into_iter().map(|event| Row {
                at: commit.committer.at,
                authored_at: commit.author.at,
                path: change.path.clone(),
                earlier: change.earlier.clone().filter(|_| event.what == AuditWhat::Renamed),
                commit: commit.hash.clone(),
                author: author.clone(),
                committer: committer.clone(),
                signature: signatures.get(&commit.hash).copied(),
                in_published_ref: is_published,
                event,
            }));
        }
    }
    Ok(Trace {
        has_uncommitted: log.has_uncommitted(&folder)?,
        folder,
        head: log.head().to_owned(),
        published: reached.map(|(commit, _)| commit),
        rows,
    })
}

fn person(signer: &CommitPerson, people: Option<&People>) -> Person {
    let identity = Identity { name: Some(signer.name.clone()), email: Some(signer.email.clone()) };
    let known = people.and_then(|people| person_of(&identity, people));
    Person {
        id: known.map(|person| person.id.value.clone()),
        name: signer.name.clone(),
        email: signer.email.clone(),
    }
}

fn stop(error: &GitError) -> Stop {
    let stop = Stop::usage(format!("cannot read the history: {error}"));
    match error {
        GitError::Missing => stop.hint("install git; the audit reads its history"),
        GitError::NoRepository => stop.hint("the audit reads the history of a repository"),
        GitError::NoRevision(_) => stop.hint("there is no commit yet"),
        GitError::CutOff => match error.hint() {
            Some(hint) => stop.hint(hint),
            None => stop,
        },
        GitError::NoContent(_) | GitError::NotMovable(_) | GitError::NotCommitted | GitError::Failed(_) => {
            stop
        }
    }
}
