//! Approvals of a text that a command is about to write: whether one is needed, who may give it, and the table to add.

use super::author;
use super::change::Change;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::{FrontMatterEdit, PlannedFile, Table, Value};
use crate::check::{approvers, judge};
use crate::cli::Post;
use crate::content::{self, Content, Folder, text_to_approve};
use crate::source::Snapshot;
use crate::span::FileId;

/// A text of an incident as it would be after a change.
pub(super) struct ChangedText {
    content: Content,
    snapshot: Snapshot,
    id: FileId,
}

impl ChangedText {
    /// Reads the project with the file of a change. `None` if the file is not part of an incident.
    pub(super) fn new(file: &PlannedFile, workspace: &Workspace) -> Option<Self> {
        let snapshot = workspace.snapshot.with_text(&file.path, &file.text);
        let (content, _) = content::load(&snapshot);
        let id = snapshot.at(&file.path)?.id;
        let text = Self { content, snapshot, id };
        text.folder().is_some().then_some(text)
    }

    /// Returns the roles that must approve the text. A draft needs nobody.
    pub(super) fn required(&self, workspace: &Workspace) -> Vec<String> {
        let (verdict, _) = judge(&self.content, &self.snapshot, Some(workspace.second));
        verdict.required_roles(self.id).to_vec()
    }

    /// Returns the people who may approve the text in a role now, without its author. `None` if there is no such role.
    pub(super) fn approvers(&self, role: &str, workspace: &Workspace) -> Option<Vec<String>> {
        let folder = self.folder()?;
        let all = approvers(role, &[folder], &self.content, workspace.second)?;
        let author = self.author();
        Some(all.into_iter().filter(|id| Some(*id) != author).map(str::to_owned).collect())
    }

    /// Returns the author of the text.
    pub(super) fn author(&self) -> Option<&str> {
        let record = self.folder()?.record.as_deref()?;
        let update = record.updates.iter().find(|update| update.span.file == self.id);
        let postmortem = || record.postmortem.as_ref().and_then(|postmortem| postmortem.author.as_ref());
        let author = update.map_or_else(postmortem, |update| update.author.as_ref());
        author.map(|author| author.value.as_str())
    }

    /// Returns the digest that an approval of the text is bound to.
    pub(super) fn digest(&self) -> Option<String> {
        let record = self.folder()?.record.as_deref()?;
        let file = self.snapshot.file(self.id)?;
        let update = record.updates.iter().find(|update| update.span.file == self.id);
        let (images, audience) = match (update, &record.postmortem) {
            (Some(update), _) => (&update.body.images, record.audience_of(update)),
            (None, Some(postmortem)) => {
                let tags = postmortem.audience.as_ref().map(|tags| tags.value.as_slice());
                (&postmortem.body.images, tags.unwrap_or(record.usual_audience()))
            }
            (None, None) => return None,
        };
        Some(text_to_approve(file, images)?.digest(audience))
    }

    fn folder(&self) -> Option<&Folder> {
        let folders = self.content.internal.folders.iter().map(AsRef::as_ref);
        let is_it = |folder: &&Folder| {
            folder.record.as_deref().is_some_and(|record| {
                record.updates.iter().any(|update| update.span.file == self.id)
                    || record.postmortem.as_ref().is_some_and(|postmortem| postmortem.span.file == self.id)
            })
        };
        let mut folders = folders.filter(is_it);
        folders.next()
    }
}

/// Returns the table of an approval.
pub(super) fn table(by: &str, role: &str, digest: &str, workspace: &Workspace) -> Table {
    let mut table = Table::default();
    table.set("by", by);
    table.set("role", role);
    table.set("at", Value::set_time(workspace.second));
    table.set("digest", digest);
    table
}

/// Turns a change into a draft if what it publishes needs an approval, and says who may give it.
///
/// A change of a text that readers have already is left as it is: as a draft it would disappear, so the checks refuse it.
pub(super) fn held_for_approval(
    mut change: Change,
    workspace: &Workspace,
    session: &Session<'_, '_>,
) -> Result<Change, Stop> {
    if !change.is_public || (change.before.is_some() && !change.is_draft_before) {
        return Ok(change);
    }
    let Some(text) = ChangedText::new(&change.file, workspace) else { return Ok(change) };
    let (verdict, _) = judge(&text.content, &text.snapshot, Some(workspace.second));
    let roles = verdict.required_roles(text.id);
    let Some(role) = roles.first().filter(|_| verdict.is_negative()) else { return Ok(change) };
    if change.is_draft_before {
        let stop = Stop::usage("this draft needs an approval before it is published");
        return Err(
            stop.hint(format!("`allclear approve FILE --role {role} --publish` approves and publishes it"))
        );
    }
    let unreadable = |error| Stop::usage(format!("cannot edit `{}`: {error}", change.file.path));
    let mut edit = FrontMatterEdit::parse(&change.file.text).map_err(unreadable)?;
    edit.set("draft", &Value::Bool(true)).map_err(unreadable)?;
    let who = text.approvers(role, workspace).filter(|who| !who.is_empty() && session.shows_internal());
    let who = who.map_or_else(String::new, |who| format!(": {}", who.join(" or ")));
    let role = role.replace('_', " ");
    change
        .remarks
        .push(format!("this needs the approval of the {role}{who}; it is written as a draft until then"));
    change.file = PlannedFile::new(change.file.path.clone(), edit.into_text());
    (change.is_public, change.waits_for_approval) = (false, true);
    Ok(change)
}

/// Turns the first update of a new incident into a draft if it needs an approval. Returns the role that must approve it.
pub(super) fn hold_first_update(
    files: &mut [PlannedFile],
    update: usize,
    workspace: &Workspace,
) -> Result<Option<String>, Stop> {
    let snapshot = files
        .iter()
        .fold(workspace.snapshot.clone(), |snapshot, file| snapshot.with_text(&file.path, &file.text));
    let (content, _) = content::load(&snapshot);
    let (verdict, _) = judge(&content, &snapshot, Some(workspace.second));
    let Some(file) = files.get_mut(update) else { return Ok(None) };
    let roles = snapshot.at(&file.path).map(|source| verdict.required_roles(source.id).to_vec());
    let Some(role) = roles.unwrap_or_default().into_iter().next() else { return Ok(None) };
    let unreadable = |error| Stop::usage(format!("cannot edit `{}`: {error}", file.path));
    let mut edit = FrontMatterEdit::parse(&file.text).map_err(unreadable)?;
    edit.set("draft", &Value::Bool(true)).map_err(unreadable)?;
    *file = PlannedFile::new(file.path.clone(), edit.into_text());
    Ok(Some(role))
}

/// Adds an override to a change, so that it is published without the approval that it needs.
pub(super) fn overridden(
    mut change: Change,
    reason: &str,
    arguments: &Post,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Change, Stop> {
    let by = author::required(arguments.author.as_deref(), workspace, session)?;
    let digest = ChangedText::new(&change.file, workspace).and_then(|text| text.digest());
    let digest = digest.ok_or_else(|| Stop::usage(format!("`{}` cannot be read", change.file.path)))?;
    let mut table = table(&by, "override", &digest, workspace);
    table.set("reason", reason);
    let unreadable = |error| Stop::usage(format!("cannot edit `{}`: {error}", change.file.path));
    let mut edit = FrontMatterEdit::parse(&change.file.text).map_err(unreadable)?;
    edit.push_table("approval", &table).map_err(unreadable)?;
    change.file = PlannedFile::new(change.file.path.clone(), edit.into_text());
    change
        .remarks
        .push("published without approval; `check` and `status` report this until it is given".to_owned());
    Ok(change)
}
