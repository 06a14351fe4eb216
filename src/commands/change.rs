//! One changed file: it is shown, checked, written and committed, in this order.

use super::changed_site::{self, ChangedSite};
use super::commit::Commit;
use super::exit::Exit;
use super::interrupts::uninterrupted;
use super::prompt;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::{self, CreateError, PlannedFile, RewriteError};
use crate::cli::CommitArguments;

/// One file to write, and what that means.
pub(super) struct Change {
    /// The file with its new text.
    pub(super) file: PlannedFile,
    /// The text of the file before; `None` for a new file.
    pub(super) before: Option<String>,
    /// The message of the commit, in one line.
    pub(super) message: String,
    /// Remarks for the writer, such as what was filled in.
    pub(super) remarks: Vec<String>,
    /// Whether the file is a draft that is published now.
    pub(super) is_draft_before: bool,
    /// Whether readers see a change. A draft changes nothing.
    pub(super) is_public: bool,
    /// Whether it was written as a draft because it needs an approval.
    pub(super) waits_for_approval: bool,
}

impl Change {
    /// Shows and checks the change, then writes and commits it. `next` is what to do after that, unless it was
    /// committed.
    pub(super) fn carry_out(
        &self,
        next: &str,
        yes: bool,
        commit: &CommitArguments,
        workspace: &Workspace,
        session: &mut Session<'_, '_>,
    ) -> Result<Exit, Stop> {
        let paths = [self.file.path.clone()];
        // A draft that is published is shown as a whole, so it may have been written or edited just before.
        let clean = if self.is_draft_before { &[][..] } else { &paths };
        let commit = Commit::prepare(commit, clean, session)?;
        let changed = ChangedSite::new(workspace, std::slice::from_ref(&self.file), session);
        if let Some(exit) = changed.refusal(workspace, session)? {
            return Ok(exit);
        }
        show(self, &changed, session)?;
        if session.is_interactive() && !yes && !confirmed(self, session)? {
            return Err(prompt::cancelled());
        }
        write(self, session)?;
        commit.finish(&paths, &self.message, session)?;
        if !commit.is_wanted() {
            session.say(next)?;
        }
        Ok(Exit::Done)
    }
}

/// Shows how the update reads, and what it changes for whom.
fn show(change: &Change, changed: &ChangedSite, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    for remark in &change.remarks {
        session.note(&format!("note: {remark}"))?;
    }
    if change.is_public {
        for line in changed_site::preview(changed, &change.file, session.shows_customers()) {
            session.say(&line)?;
        }
    }
    Ok(())
}

fn confirmed(change: &Change, session: &mut Session<'_, '_>) -> Result<bool, Stop> {
    let question = if change.is_public { "publish this? (y/n)" } else { "write this draft? (y/n)" };
    prompt::ask(question, Some("y"), session, |answer| match answer.to_lowercase().as_str() {
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err(Stop::usage("write `y` or `n`")),
    })
}

fn write(change: &Change, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let root = session.project().root().to_owned();
    let path = &change.file.path;
    let written = uninterrupted(|| match &change.before {
        None => authoring::create(&root, std::slice::from_ref(&change.file)).map_err(|error| match error {
            CreateError::Exists(_) => Stop::usage("somebody else has just posted an update")
                .hint("read it, then run this command again if it is still needed"),
            CreateError::Io { .. } => Stop::usage(error.to_string()),
        }),
        Some(before) => {
            authoring::rewrite(&root, path, before, &change.file.text).map_err(|error| match error {
                RewriteError::Changed => Stop::usage(format!("somebody else has just changed `{path}`"))
                    .hint("read it, then run this command again"),
                RewriteError::Link | RewriteError::Io(_) => {
                    Stop::usage(format!("cannot write `{path}`: {error}"))
                }
            })
        }
    });
    written?;
    Ok(session.say(&format!("wrote {path}"))?)
}
