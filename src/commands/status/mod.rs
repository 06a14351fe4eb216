//! `allclear status`: what is open, who leads, what is due next, and what is missing.
//!
//! The facts come from `response`; this only shows them. All of it is internal.

mod document;
mod lines;
mod links;
mod screen;

use super::exit::Exit;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::cli::{AnswerFormat, Status};
use crate::content::as_of;
use crate::git::{Remote, remote};
use crate::pipeline::Clock;
use crate::response::Situation;
use crate::source::Scan;

/// Shows the status once, or keeps showing it.
pub(super) fn run(arguments: &Status, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let facts = Facts::new(Workspace::read(session)?, arguments, session);
    if arguments.watch {
        return screen::run(arguments, session);
    }
    let text = facts.text(arguments, session);
    session.print(&text)?;
    Ok(Exit::Done)
}

/// What is shown, as of one look at the files.
struct Facts {
    workspace: Workspace,
    remote: Option<Remote>,
}

impl Facts {
    fn new(mut workspace: Workspace, arguments: &Status, session: &Session<'_, '_>) -> Self {
        if let Clock::AsOf(instant) = session.clock() {
            workspace.content = as_of(std::mem::take(&mut workspace.content), instant);
        }
        let remote = arguments.links.then(|| remote(workspace.project.root())).flatten();
        Self { workspace, remote }
    }

    fn of(scan: Scan, arguments: &Status, session: &Session<'_, '_>) -> Self {
        let snapshot = (*scan.snapshot).clone();
        Self::new(Workspace::of(session.project(), snapshot, scan.findings, session), arguments, session)
    }

    /// Returns the status as it is now.
    fn text(&self, arguments: &Status, session: &Session<'_, '_>) -> String {
        let Workspace { content, snapshot, .. } = &self.workspace;
        let (now, _) = session.running_clock().read(&content.public);
        let situation = Situation::of(content, snapshot, now);
        let mut links = Vec::new();
        if arguments.links {
            links = links::of(&situation, self.remote.as_ref(), &self.workspace, now);
        }
        match arguments.format {
            AnswerFormat::Human => {
                let mut text = lines::text(&situation, &links, content, snapshot, now);
                if arguments.links && links.is_empty() && !situation.incidents.is_empty() {
                    text.push_str(
                        "\nno links: customers have had no update, or the remote is neither on GitHub nor on GitLab\n",
                    );
                }
                text
            }
            AnswerFormat::Json => format!("{:#}\n", document::document(&situation, &links, snapshot, now)),
        }
    }
}
