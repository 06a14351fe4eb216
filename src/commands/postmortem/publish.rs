//! `allclear postmortem publish`: writes the version for customers, once the internal post-mortem is approved.
//!
//! Nothing of the internal text is copied. The version for customers begins with what customers were told already, and
//! with the commitments of actions, which are written for customers.

use super::incident;
use crate::authoring::records::postmortem::{PublicDraft, commitment};
use crate::authoring::{FrontMatterEdit, PlannedFile};
use crate::check::missing_internal_approvals;
use crate::cli::PostmortemPublish;
use crate::commands::author;
use crate::commands::change::Change;
use crate::commands::exit::Exit;
use crate::commands::record_folder::{path_of, slug_of_folder};
use crate::commands::report::number;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::content::internal::{Action, ActionStatus, InternalPostmortem};
use crate::content::public::Postmortem;
use crate::site::{DraftHeadings, Theme};

/// Writes the version for customers.
pub(super) fn run(arguments: &PostmortemPublish, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let folder = incident(&arguments.record, &workspace)?;
    let postmortem = approved(folder, &workspace, session)?;
    let path = format!("{}/comms/postmortem.md", path_of(folder));
    let existing = folder.record.as_ref().and_then(|record| record.postmortem.as_ref());
    let change = match existing {
        Some(public) => match with_new_commitments(&path, postmortem, public, &workspace)? {
            Some(change) => change,
            None => return nothing_to_add(&path, public, session),
        },
        None => new_file(&path, arguments, folder, postmortem, &workspace)?,
    };
    let next = format!(
        "next: fill in what is marked `{{{{ write: … }}}}`, then let both approve it: `allclear approve {path} --role commander`, \
         and with `--publish` the second one"
    );
    change.carry_out(&next, true, &arguments.commit, &workspace, session)
}

/// Returns the internal post-mortem if the version for customers may be made from it.
fn approved<'w>(
    folder: &'w Folder,
    workspace: &Workspace,
    session: &Session<'_, '_>,
) -> Result<&'w InternalPostmortem, Stop> {
    let slug = slug_of_folder(folder);
    let path = format!("{}/postmortem.md", path_of(folder));
    let postmortem = folder.postmortem.as_ref().ok_or_else(|| {
        Stop::content(format!("`{slug}` has no internal post-mortem that can be read"))
            .hint(format!("begin it with `allclear postmortem draft {slug}`"))
    })?;
    if !postmortem.placeholders.is_empty() {
        let places = number(postmortem.placeholders.len(), "place");
        return Err(Stop::content(format!("`{path}` still has {places} to fill in"))
            .hint("they are marked `{{ write: … }}` and `{{ unknown: … }}`"));
    }
    if postmortem.confidence.is_none() {
        return Err(Stop::content(format!("`{path}` does not say how sure you are of the root cause")).hint(
            "write `root_cause_confidence = \"probable\"`: `confirmed`, `probable`, `suspected` or `unknown`",
        ));
    }
    let missing =
        missing_internal_approvals(folder, &workspace.content, &workspace.snapshot, workspace.second);
    if let Some(first) = missing.first() {
        let role = first.role.replace('_', " ");
        let message = match &first.fault {
            Some(fault) if session.shows_internal() => format!("the approval of the {role} is void: {fault}"),
            Some(_) => format!("the approval of the {role} is void"),
            None => format!("the {role} has not approved `{path}`"),
        };
        return Err(Stop::content(message)
            .hint(format!("ask for it: `allclear approve {path} --role {}`", first.role)));
    }
    Ok(postmortem)
}

fn new_file(
    path: &str,
    arguments: &PostmortemPublish,
    folder: &Folder,
    postmortem: &InternalPostmortem,
    workspace: &Workspace,
) -> Result<Change, Stop> {
    let slug = slug_of_folder(folder);
    let record =
        folder.record.as_deref().filter(|_| folder.released().next().is_some()).ok_or_else(|| {
            Stop::content(format!("customers have had no update of `{slug}`, so there is nothing to explain"))
                .hint("tell them first: `allclear post --status resolved --title \"…\"`")
        })?;
    // Whoever wrote the internal text, and not whoever runs this: the author cannot approve.
    let author = match (&arguments.author, &postmortem.author) {
        (None, Some(author)) => Some(author.value.clone()),
        (named, _) => author::optional(named.as_deref(), workspace)?,
    };
    let headings = headings(workspace)?;
    let draft = PublicDraft::new(record, &workspace.content, &headings);
    let commitments: Vec<&Action> = promised(postmortem).collect();
    let file = draft.file(path, arguments.title.as_deref(), author.as_deref(), &commitments);
    Ok(change(file, None, format!("Write the post-mortem of {slug} for customers")))
}

/// Returns the headings in the language of the site, in which customers read the text.
fn headings(workspace: &Workspace) -> Result<DraftHeadings, Stop> {
    let Some(site) = &workspace.content.public.site else {
        return Err(Stop::content("`content/site.toml` cannot be read")
            .hint("`allclear check` says what is wrong with it"));
    };
    let headings = Theme::load(&workspace.snapshot, &site.theme)
        .and_then(|theme| DraftHeadings::of(&theme, &site.language.value));
    headings.map_err(|_| {
        Stop::content("the theme or its language cannot be read")
            .hint("`allclear check` says what is wrong with it")
    })
}

/// Adds the commitments of actions that the existing version for customers does not have. `None` if it has all.
fn with_new_commitments(
    path: &str,
    postmortem: &InternalPostmortem,
    public: &Postmortem,
    workspace: &Workspace,
) -> Result<Option<Change>, Stop> {
    let is_new = |action: &&Action| {
        let text = action.commitment.as_ref().map(|text| text.value.trim());
        !public.commitments.iter().any(|made| made.text.as_deref().map(str::trim) == text)
    };
    let new: Vec<&Action> = promised(postmortem).filter(is_new).collect();
    let Some(source) = workspace.snapshot.at(path).filter(|_| !new.is_empty()) else { return Ok(None) };
    let unreadable = |error| Stop::usage(format!("cannot edit `{path}`: {error}"));
    let mut edit = FrontMatterEdit::parse(&source.text).map_err(unreadable)?;
    for action in new {
        edit.push_table("commitment", &commitment(action)).map_err(unreadable)?;
    }
    let file = PlannedFile::new(path, edit.into_text());
    Ok(Some(change(file, Some(source.text.to_string()), "Add commitments to a post-mortem".to_owned())))
}

/// Returns the actions that customers are promised.
fn promised(postmortem: &InternalPostmortem) -> impl Iterator<Item = &Action> {
    let is_dropped =
        |action: &&Action| action.status.as_ref().is_some_and(|status| status.value == ActionStatus::Dropped);
    postmortem
        .actions
        .iter()
        .filter(|action| action.commitment.is_some())
        .filter(move |action| !is_dropped(action))
}

fn change(file: PlannedFile, before: Option<String>, message: String) -> Change {
    Change {
        file,
        before,
        message,
        remarks: Vec::new(),
        is_draft_before: true,
        is_public: false,
        waits_for_approval: false,
    }
}

/// Says what an existing version for customers still needs.
fn nothing_to_add(path: &str, public: &Postmortem, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let line = if public.published.is_some() {
        format!("{path} is published; correct it there, with a note: `edited = [{{ at = …, note = \"…\" }}]`")
    } else if public.placeholders.is_empty() {
        format!(
            "{path} is complete; next: `allclear approve {path} --role commander`, and with `--publish` the second approval"
        )
    } else {
        format!("{path} still has {} to fill in", number(public.placeholders.len(), "place"))
    };
    session.say(&line)?;
    Ok(Exit::Done)
}
