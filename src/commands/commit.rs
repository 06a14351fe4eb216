//! What `--commit`, `--push` and `--branch` do, for every command that writes content.

use std::collections::BTreeSet;
use std::path::Path;

use super::session::Session;
use super::stop::Stop;
use crate::cli::CommitArguments;
use crate::diagnostics::Severity;
use crate::git::{CommitError, CommitOptions, Committer};
use crate::pipeline::{Clock, Settings, build};
use crate::source::{Project, ScanOptions, scan};

/// The commit of a command, prepared before anything is written.
pub(super) struct Commit {
    committer: Option<Committer>,
    pushes: bool,
}

impl Commit {
    /// Checks that the files at `paths`, relative to the project, can be committed and pushed as the arguments say.
    pub(super) fn prepare(
        arguments: &CommitArguments,
        paths: &[String],
        session: &Session<'_, '_>,
    ) -> Result<Self, Stop> {
        let pushes = arguments.push || arguments.branch.is_some();
        if !arguments.commit && !pushes {
            return Ok(Self { committer: None, pushes });
        }
        let options = CommitOptions { push: pushes, branch: arguments.branch.as_deref() };
        let committer =
            Committer::prepare(session.project().root(), paths, options).map_err(|error| refused(&error))?;
        Ok(Self { committer: Some(committer), pushes })
    }

    /// Whether the files will be committed.
    pub(super) const fn is_wanted(&self) -> bool {
        self.committer.is_some()
    }

    /// Commits and pushes the written files.
    pub(super) fn finish(
        &self,
        paths: &[String],
        message: &str,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let Some(committer) = &self.committer else { return Ok(()) };
        let done = committer.commit(paths, message).map_err(|error| stop(&error))?;
        if !done.output.is_empty() {
            session.note(&done.output)?;
        }
        session.say(&format!("committed {} on {}", done.hash, done.branch))?;
        if !self.pushes {
            return Ok(());
        }
        let clock = session.running_clock();
        let mut errors = |root: &Path| errors(root, clock);
        let pushed = committer.push(&mut errors).map_err(|error| stop(&error))?;
        let after = if pushed.rebased { ", on top of what others pushed" } else { "" };
        session.say(&format!("pushed to {}/{}{after}", pushed.remote, pushed.branch))?;
        if !pushed.local_follows {
            session.note(
                "note: your branch still has the commit as it was made; `git pull --rebase` brings it up to date",
            )?;
        }
        Ok(())
    }
}

/// Returns the errors of a project, each as a path and a rule. Messages are left out: they may name internal things.
fn errors(root: &Path, clock: Clock) -> BTreeSet<String> {
    let (snapshot, found) = scan(&Project::new(root), ScanOptions { public_only: false });
    let settings = Settings { clock, strict_internal: true, strict: false, judged_elsewhere: false };
    let Err(failed) = build(&snapshot, found, settings) else { return BTreeSet::new() };
    let errors = failed.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| {
            let file = finding.span.and_then(|span| snapshot.file(span.file));
            let path = file.map_or("content", |file| file.path.as_str());
            format!("{path}: {}", finding.rule.name)
        })
        .collect()
}

/// An error before anything was written.
fn refused(error: &CommitError) -> Stop {
    let stop = Stop::usage(format!("{error}; nothing was written"));
    with_hint(stop, error)
}

/// An error after the files were written.
fn stop(error: &CommitError) -> Stop {
    with_hint(Stop::usage(error.to_string()), error)
}

fn with_hint(stop: Stop, error: &CommitError) -> Stop {
    match error.hint() {
        Some(hint) => stop.hint(hint),
        None => stop,
    }
}
