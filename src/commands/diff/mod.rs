//! `allclear diff`: says in words what readers would see change between a revision and the files.
//!
//! Both sides go through the whole build, so drafts do not count, approvals do, and the gate reads both. Everything that
//! is said about the public comes from what was released to the public.

mod customers;
mod lines;
mod markdown;
mod text;

use serde_json::json;

use super::changed_site::{ChangedSite, changed_paths};
use super::exit::Exit;
use super::published_texts::PUBLISHED;
use super::report;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Diff, DiffFormat, Format};
use crate::diagnostics::{Findings, Severity};
use crate::git::{GitError, is_shallow, revision_files};
use crate::pipeline::{Built, Failed, Settings};
use crate::site::difference::Difference;
use crate::source::{ScanOptions, Snapshot, scan};

/// The revision to compare with.
struct Earlier {
    /// The name that was given, or the one that is usual.
    name: String,
    /// The abbreviated hash.
    commit: String,
}

/// How many files of the output change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Files {
    pages: usize,
    others: usize,
}

/// Compares the public site, and on a terminal the views of customers.
pub(super) fn run(arguments: &Diff, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let project = session.project();
    if !project.content().is_dir() {
        let message = format!("no folder `content` in `{}`", project.root().display());
        return Err(Stop::usage(message).hint("name the project's folder with `-C`"));
    }
    let (earlier, before) = earlier(arguments.revision.as_deref(), session)?;
    let after = scan(&project, ScanOptions { public_only: false });
    let settings =
        Settings { clock: session.clock(), strict_internal: false, strict: false, judged_elsewhere: false };
    let changed = ChangedSite::between(before, after, settings);
    match (&changed.before, &changed.after) {
        (_, Err(failed)) => refused(failed, &changed.snapshot, arguments.format, session),
        (Err(failed), Ok(_)) => incomparable(failed, &earlier, arguments.format, session),
        (Ok(before), Ok(after)) => {
            let difference = changed.difference(&before.site, &after.site);
            let files = files(before, after);
            match arguments.format {
                DiffFormat::Markdown => session.print(&markdown::change(&earlier, &difference, files))?,
                DiffFormat::Json => {
                    session.print(&document(&earlier, &difference, files, after, &changed.snapshot))?;
                }
                DiffFormat::Human => {
                    session.print(&text::change(&earlier, &difference, files))?;
                    if session.shows_customers() {
                        session.print(&customers::changes(&changed, before, after, &difference))?;
                    }
                }
            }
            Ok(Exit::Done)
        }
    }
}

/// Reads the files of the revision. Without a name it is the one that was published last, or else the newest commit.
fn earlier(name: Option<&str>, session: &Session<'_, '_>) -> Result<(Earlier, (Snapshot, Findings)), Stop> {
    let project = session.project();
    let root = project.root();
    let found = match name {
        Some(name) => revision_files(root, name).map(|found| (name, found)),
        None => match revision_files(root, PUBLISHED) {
            Ok(found) => Ok((PUBLISHED, found)),
            Err(GitError::NoRevision(_) | GitError::NoContent(_)) => {
                revision_files(root, "HEAD").map(|found| ("HEAD", found))
            }
            Err(error) => Err(error),
        },
    };
    let (name, (commit, files)) = found.map_err(|error| no_revision(&error, name, root))?;
    let read = Snapshot::default().with_folders(&Findings::default(), &[(String::new(), files)].into());
    let commit = commit.get(..12).unwrap_or(&commit).to_owned();
    Ok((Earlier { name: name.to_owned(), commit }, read))
}

fn no_revision(error: &GitError, given: Option<&str>, root: &std::path::Path) -> Stop {
    let stop = Stop::usage(error.to_string());
    match error {
        GitError::Missing => stop.hint("install git; the comparison is with a revision of it"),
        GitError::NoRepository => {
            stop.hint("the comparison is with a revision of git; start with `git init`")
        }
        GitError::NoRevision(_) if given.is_none() => {
            Stop::usage("there is no commit yet, so there is nothing to compare with").hint("commit first")
        }
        GitError::NoRevision(name) if is_shallow(root) => {
            // An earlier commit of something has no name in the remote.
            let fetch = if name.contains(['~', '^', '@']) {
                "git fetch --deepen=10".to_owned()
            } else {
                format!("git fetch --depth=1 origin {name}")
            };
            stop.hint(format!(
                "this is a shallow clone, which has only the newest commits; fetch it first with `{fetch}`"
            ))
        }
        GitError::NoRevision(_) => stop.hint("name a branch, a tag or a commit, such as `HEAD~1`"),
        GitError::NoContent(_) => stop.hint("the project was not in this folder then; name a newer revision"),
        GitError::NotMovable(_) | GitError::NotCommitted | GitError::CutOff | GitError::Failed(_) => stop,
    }
}

/// The files would not be published, so nothing changes for readers.
fn refused(
    failed: &Failed,
    snapshot: &Snapshot,
    format: DiffFormat,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let format = match format {
        DiffFormat::Human => Format::Human,
        DiffFormat::Json => Format::Json,
        DiffFormat::Markdown => {
            session.print(&markdown::refused(failed, snapshot))?;
            Format::Human
        }
    };
    let consequence = Some("this would not be published, so readers see no change");
    report::failed(failed, snapshot, format, consequence, session)
}

/// The revision was never published as it is, so nobody knows what readers saw.
fn incomparable(
    failed: &Failed,
    earlier: &Earlier,
    format: DiffFormat,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let errors = failed.findings.count(Severity::Error);
    match format {
        DiffFormat::Human => {}
        DiffFormat::Markdown => session.print(&markdown::incomparable(earlier, errors))?,
        DiffFormat::Json => {
            let document = json!({ "compared_with": compared_with(earlier), "errors_then": errors });
            session.print(&format!("{document:#}\n"))?;
        }
    }
    let message = format!(
        "`{}` ({}) has {}, so it was not published and there is nothing to compare with",
        earlier.name,
        earlier.commit,
        report::number(errors, "error")
    );
    Err(Stop::content(message).hint("the files themselves have none; name an earlier revision"))
}

fn files(before: &Built, after: &Built) -> Files {
    let changed = changed_paths(before, after);
    let pages = changed.iter().filter(|path| path.rsplit_once('.').is_some_and(|(_, kind)| kind == "html"));
    let pages = pages.count();
    Files { pages, others: changed.len() - pages }
}

fn compared_with(earlier: &Earlier) -> serde_json::Value {
    json!({ "revision": earlier.name, "commit": earlier.commit })
}

fn document(
    earlier: &Earlier,
    difference: &Difference,
    files: Files,
    after: &Built,
    snapshot: &Snapshot,
) -> String {
    let more = [
        ("compared_with", compared_with(earlier)),
        ("changes", json!(difference)),
        ("changed_pages", files.pages.into()),
        ("other_changed_files", files.others.into()),
    ];
    report::document(&after.findings, snapshot, more)
}
