//! `allclear export`: actions for a tracker, post-mortems for a wiki, and summaries for a chat. Nothing is sent.
//!
//! Actions are internal. Their titles are text wherever they end up: no cell, no line of a script and no line of a
//! description is ever run. A post-mortem is internal and says so, unless the published one is asked for. A summary contains
//! only what is published.

mod github;
mod gitlab;
mod issue;
mod jira;
mod postmortem;
mod released;
mod summary;

use super::exit::Exit;
use super::record_name::find_record;
use super::report::number;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::cli::{Export, ExportTable, ExportedActions};
use crate::response::actions;
use issue::Issue;
use postmortem::Form;

/// Exports actions, a post-mortem or a summary.
pub(super) fn run(what: &Export, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match what {
        Export::Confluence(arguments) => {
            let form = Form::Confluence(arguments.space.as_deref());
            return postmortem::run(&arguments.postmortem, form, session);
        }
        Export::Markdown(arguments) => return postmortem::run(arguments, Form::Markdown, session),
        Export::Summary(arguments) => return summary::run(arguments, session),
        Export::Jira(ExportTable { actions }) => {
            let workspace = Workspace::read(session)?;
            let issues = issues(actions, &workspace)?;
            session.print(&jira::table(&issues, &actions.label)?)?;
            session.note(&format!(
                "{} exported; in the import, choose `yyyy-MM-dd` as the format of dates",
                number(issues.len(), "action")
            ))?;
        }
        Export::Gitlab(ExportTable { actions }) => {
            let workspace = Workspace::read(session)?;
            let issues = issues(actions, &workspace)?;
            session.print(&gitlab::table(&issues, &actions.label)?)?;
            session.note(&format!("{} exported", number(issues.len(), "action")))?;
        }
        Export::Github(arguments) => {
            let workspace = Workspace::read(session)?;
            let issues = issues(&arguments.actions, &workspace)?;
            github::write(&issues, arguments, session)?;
        }
    }
    Ok(Exit::Done)
}

/// Returns the actions that are left to do and have no ticket.
fn issues(wanted: &ExportedActions, workspace: &Workspace) -> Result<Vec<Issue>, Stop> {
    for label in &wanted.label {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if label.is_empty() || label.starts_with('-') || !label.chars().all(is_plain) {
            return Err(Stop::usage(format!("`{label}` cannot be a label in every tracker"))
                .hint("use letters, digits, hyphens, underscores and dots"));
        }
    }
    let only = wanted.incident.as_deref().map(|name| find_record(Some(name), workspace)).transpose()?;
    let mut items = actions(&workspace.content, workspace.now);
    items.retain(|item| {
        let is_wanted = only.is_none_or(|only| std::ptr::eq(item.folder, only.as_ref()));
        !item.state.is_closed() && item.action.ticket.is_none() && is_wanted
    });
    Ok(items.iter().map(Issue::new).collect())
}
