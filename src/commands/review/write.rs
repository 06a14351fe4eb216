//! `allclear review --write`: writes the figures into the record of the review, and keeps what people wrote.

use super::Shown;
use super::text::{details, summary};
use crate::authoring::records::review::{FigureText, REVIEW, ReviewFigures, new_review, refreshed_review};
use crate::authoring::{self, CreateError, PlannedFile, RewriteError};
use crate::cli::CommitArguments;
use crate::commands::commit::Commit;
use crate::commands::exit::Exit;
use crate::commands::interrupts::uninterrupted;
use crate::commands::report::number;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;

/// The name of the project's own template.
const TEMPLATE: &str = "review";

/// What a review of a month that is not over says.
const NOT_OVER: &str = "The month was not over, so these figures could still change.";

/// Writes or refreshes the review of a month.
pub(super) fn write(
    shown: &Shown<'_>,
    path: &str,
    workspace: &Workspace,
    commit: &CommitArguments,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let month = shown.window.first.format("%B %Y").to_string();
    let figures = figures(shown);
    let before = workspace.snapshot.at(path);
    if before.is_some_and(|file| !file.readable) {
        return Err(Stop::content(format!("`{path}` cannot be read, so nothing was written")));
    }
    let before = before.map(|file| file.text.to_string());
    let text = match &before {
        None => new_review(template(workspace), &month, &figures)
            .ok_or_else(|| Stop::usage(format!("the template `{TEMPLATE}` has no place for the figures")))
            .map_err(|stop| stop.hint("add a line `{{ figures }}` to `content/templates/review.md`"))?,
        Some(before) => refreshed(before, path, &figures, session)?,
    };
    if before.as_ref() == Some(&text) {
        session.say(&format!("{path} is up to date"))?;
        return Ok(Exit::Done);
    }
    let paths = [path.to_owned()];
    // People write into the file, so it may have changes of theirs.
    let commit = Commit::prepare(commit, if before.is_some() { &[] } else { &paths }, session)?;
    put(PlannedFile::new(path, text), before.as_deref(), session)?;
    commit.finish(&paths, &format!("Review {month}"), session)?;
    Ok(Exit::Done)
}

/// Returns the text with fresh figures, and says which of them are other ones.
fn refreshed(
    before: &str,
    path: &str,
    figures: &ReviewFigures,
    session: &mut Session<'_, '_>,
) -> Result<String, Stop> {
    let fresh = refreshed_review(before, figures).ok_or_else(|| {
        Stop::usage(format!("`{path}` has no block of figures, so nothing was written"))
            .hint("move the file away, run this command again, and copy the text back")
    })?;
    if fresh.has_kept {
        session
            .note("note: somebody changed the block of figures; that text is kept below the fresh block")?;
    }
    if !fresh.revised.is_empty() {
        let (count, names) = (number(fresh.revised.len(), "figure"), fresh.revised.join(", "));
        session.note(&format!("note: {count} changed since: {names}"))?;
    }
    Ok(fresh.text)
}

fn put(file: PlannedFile, before: Option<&str>, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let root = session.project().root().to_owned();
    let path = file.path.clone();
    uninterrupted(|| match before {
        None => authoring::create(&root, &[file]).map_err(|error| match error {
            CreateError::Exists(_) => Stop::usage(format!("somebody else has just written `{path}`"))
                .hint("run this command again to refresh it"),
            CreateError::Io { .. } => Stop::usage(error.to_string()),
        }),
        Some(before) => authoring::rewrite(&root, &path, before, &file.text).map_err(|error| match error {
            RewriteError::Changed => {
                Stop::usage(format!("somebody else has just changed `{path}`")).hint("run this command again")
            }
            RewriteError::Link | RewriteError::Io(_) => {
                Stop::usage(format!("cannot write `{path}`: {error}"))
            }
        }),
    })?;
    Ok(session.say(&format!("wrote {path}"))?)
}

/// Returns the template: the project's own, or the built-in one.
fn template(workspace: &Workspace) -> &str {
    let mut own = workspace.content.internal.templates.iter();
    own.find(|template| template.name == TEMPLATE).map_or(REVIEW, |template| &template.text)
}

fn figures(shown: &Shown<'_>) -> ReviewFigures {
    let against = shown.against.map(|months| {
        let (first, last) = (months.first.format("%Y-%m"), months.last.format("%Y-%m"));
        format!("{first}..{last}")
    });
    let figure = |metric: &super::Metric<'_>| FigureText {
        title: metric.title.clone(),
        value: summary(&metric.figure),
        details: details(metric).into_iter().map(|(word, text)| format!("{word}: {text}")).collect(),
    };
    ReviewFigures {
        as_of: shown.now.format("%Y-%m-%d %H:%M UTC").to_string(),
        against,
        remark: (!shown.is_over).then_some(NOT_OVER),
        figures: shown.metrics.iter().map(figure).collect(),
    }
}
