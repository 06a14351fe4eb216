//! Publishing a draft: the mark is removed and the time is set, and nothing else changes unless an option says so.

use std::path::Path;
use std::sync::Arc;

use super::status::{refuse_lost_state, status_of};
use crate::authoring::records::{DRAFT_NOTE, NextUpdate, list};
use crate::authoring::{FrontMatterEdit, PlannedFile, Value};
use crate::cli::Post;
use crate::commands::change::Change;
use crate::commands::end::End;
use crate::commands::message;
use crate::commands::new::components::with_states;
use crate::commands::record_folder::{path_of as path_of_folder, slug_of_folder};
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::content::public::Update;
use crate::diagnostics::did_you_mean;
use crate::source::SourceFile;
use crate::status::State;

/// Returns the path of a draft relative to the project. It may be given relative to the current folder, to the project,
/// or by its name alone.
pub(in crate::commands) fn path_of(
    given: &Path,
    workspace: &Workspace,
    session: &Session<'_, '_>,
) -> Result<String, Stop> {
    let root = workspace.project.root();
    let candidates = [session.path(given), session.path_in_folder(given), root.join(given)];
    let exact = candidates.iter().find_map(|path| {
        let path = path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
        workspace.snapshot.at(&path).map(|_| path)
    });
    if let Some(path) = exact {
        return Ok(path);
    }
    let name = given.display().to_string();
    let stem = name.strip_suffix(".md").unwrap_or(&name);
    let mut drafts = drafts(workspace).filter(|(_, update)| update.stem == stem);
    match (drafts.next(), drafts.next()) {
        (Some((folder, update)), None) => Ok(path_of_update(folder, update)),
        (Some(_), Some(_)) => {
            Err(Stop::usage(format!("several drafts are called `{name}`")).hint("give the path of the file"))
        }
        (None, _) => {
            let stop = Stop::usage(format!("there is no draft `{name}`"));
            let known: Vec<String> =
                self::drafts(workspace).map(|(folder, update)| path_of_update(folder, update)).collect();
            Err(match known.as_slice() {
                [] => stop.hint("there are no drafts; write one with `allclear post --draft`"),
                known => stop.hint(format!("the drafts are `{}`", known.join("`, `"))),
            })
        }
    }
}

fn drafts(workspace: &Workspace) -> impl Iterator<Item = (&Arc<Folder>, &Update)> {
    let folders = workspace.content.internal.folders.iter();
    folders.flat_map(|folder| {
        let updates = folder.record.iter().flat_map(|record| &record.updates);
        updates.filter(|update| update.draft).map(move |update| (folder, update))
    })
}

fn path_of_update(folder: &Folder, update: &Update) -> String {
    // The folder of public updates, whose name only `source` decides on, is that of the update's own file.
    format!("{}/comms/{}.md", path_of_folder(folder), update.stem)
}

/// Returns an update of a record by its stem, with its file.
pub(super) fn update_file<'w>(
    stem: &str,
    folder: &'w Folder,
    workspace: &'w Workspace,
) -> Result<(&'w Update, &'w SourceFile), Stop> {
    let stem = stem.rsplit('/').next().unwrap_or(stem);
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let updates = || folder.record.iter().flat_map(|record| &record.updates);
    let found = updates().find(|update| update.stem == stem);
    let file = found.and_then(|update| Some((update, workspace.snapshot.file(update.span.file)?)));
    file.ok_or_else(|| {
        let stop = Stop::usage(format!("`{}` has no update `{stem}`", slug_of_folder(folder)));
        let stems: Vec<&str> = updates().map(|update| update.stem.as_str()).collect();
        match did_you_mean(stem, stems.iter().copied()) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None => stop.hint(format!("its updates are `{}`", stems.join("`, `"))),
        }
    })
}

/// Plans the publication of the draft at a path relative to the project.
pub(super) fn plan(
    path: &str,
    arguments: &Post,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Change, Stop> {
    let no_update = || Stop::usage(format!("`{path}` is not an update"));
    let source = workspace.snapshot.at(path).ok_or_else(no_update)?;
    let folder = workspace.content.internal.folders.iter().find_map(|folder| {
        let mut updates = folder.record.iter().flat_map(|record| &record.updates);
        updates.find(|update| update.span.file == source.id).map(|update| (folder, update))
    });
    let (folder, update) = folder.ok_or_else(no_update)?;
    if !update.draft {
        return Err(Stop::usage(format!("`{path}` is not a draft")).hint("it is published already"));
    }
    let record = folder.record.as_deref().ok_or_else(no_update)?;
    let slug = slug_of_folder(folder);
    let unreadable = |error| Stop::usage(format!("cannot edit `{path}`: {error}"));
    let mut edit = FrontMatterEdit::parse(&source.text).map_err(unreadable)?;
    let mut set = |key: &str, value: Value| edit.set(key, &value).map_err(unreadable);

    let status = arguments.status.as_deref().map(|word| status_of(word, record.kind)).transpose()?;
    let will_be = status.or(update.status.as_ref().map(|status| status.value));
    if let Some(title) = &arguments.title {
        set("title", Value::from(title.as_str()))?;
    }
    if let Some(status) = status {
        set("status", Value::from(status.as_str()))?;
    }
    if !arguments.components.is_empty() {
        let default = match will_be {
            Some(status) if status.is_closing() => State::Operational,
            _ => State::DegradedPerformance,
        };
        let asked = with_states(&arguments.components, &workspace.content.public, default)?;
        refuse_lost_state(&slug, None, will_be, &asked, record.kind)?;
        let asked = asked.into_iter().map(|(name, state)| (name, Value::from(state.as_str())));
        set("components", Value::Inline(asked.collect()))?;
    }
    if let Some(summary) = &arguments.summary {
        set("summary", Value::from(summary.as_str()))?;
    }
    if let Some(when) = arguments.next_update {
        set("next_update", NextUpdate::from(when).into())?;
    }
    if let Some(author) = &arguments.author {
        let author = crate::commands::author::optional(Some(author), workspace)?;
        set("author", Value::Text(author.unwrap_or_default()))?;
    }
    if !arguments.audience.is_empty() {
        set("audience", list(&arguments.audience))?;
    }
    if let Some(window) = &arguments.window {
        let (from, to) = super::window::parse(window, record)?;
        let ends = [("from", from), ("to", to)].into_iter();
        let ends = ends.filter_map(|(key, at)| Some((key.to_owned(), Value::set_time(at?))));
        set("window", Value::Inline(ends.collect()))?;
    }
    let is_closed = matches!(End::of(record, workspace.second), Some(End::Written(_)));
    if arguments.reopen || (is_closed && will_be.is_some_and(|status| !status.is_closing())) {
        set("reopened", Value::Bool(true))?;
    }
    // The file keeps its name, so its time has to be written down.
    let at = workspace.stamp_after(folder.record.as_deref()).now;
    if update.at != at {
        set("at", Value::set_time(at))?;
    }
    edit.remove("draft", DRAFT_NOTE);
    if let Some(text) = message::text(&arguments.message, session)? {
        edit.set_body(&text);
    } else if edit.has_no_body() {
        return Err(Stop::usage(format!("`{path}` has no text for customers"))
            .hint("write it below the second `+++`, or add `--message TEXT`"));
    }
    Ok(Change {
        file: PlannedFile::new(path, edit.into_text()),
        before: Some(source.text.to_string()),
        message: format!("Publish {} of {slug}", update.stem),
        remarks: Vec::new(),
        is_draft_before: true,
        is_public: true,
        waits_for_approval: false,
    })
}
