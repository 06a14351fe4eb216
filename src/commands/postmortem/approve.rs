//! Approving an internal post-mortem. The approval is bound to what people wrote, and `postmortem publish` judges it.

use crate::authoring::{FrontMatterEdit, PlannedFile};
use crate::check::approvers;
use crate::cli::Approve;
use crate::commands::approval::table;
use crate::commands::approve::{named, show};
use crate::commands::author;
use crate::commands::change::Change;
use crate::commands::exit::Exit;
use crate::commands::report::number;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::source::SourceFile;

/// Returns the incident whose internal post-mortem this file is.
pub(in crate::commands) fn incident_of<'w>(
    file: &SourceFile,
    workspace: &'w Workspace,
) -> Option<&'w Folder> {
    let mut folders = workspace.content.internal.folders.iter().map(AsRef::as_ref);
    folders.find(|folder| folder.postmortem.as_ref().is_some_and(|one| one.span.file == file.id))
}

/// Adds an approval to the internal post-mortem of an incident.
pub(in crate::commands) fn run(
    arguments: &Approve,
    file: &SourceFile,
    folder: &Folder,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let Some(postmortem) = &folder.postmortem else {
        return Err(Stop::usage(format!("`{}` cannot be read", file.path)));
    };
    if arguments.publish {
        return Err(Stop::usage("an internal post-mortem is never published")
            .hint("`allclear postmortem publish` writes the version for customers"));
    }
    if !postmortem.placeholders.is_empty() {
        let places = number(postmortem.placeholders.len(), "place");
        return Err(Stop::content(format!("`{}` still has {places} to fill in", file.path))
            .hint("they are marked `{{ write: … }}` and `{{ unknown: … }}`; `allclear postmortem draft` reads the record again"));
    }
    let role = arguments.role.as_deref().map(|role| role.replace('-', "_")).ok_or_else(|| {
        Stop::usage("several roles approve a post-mortem")
            .hint("say which one you hold: `--role commander` or `--role service_owner`")
    })?;
    let by = author::required(arguments.by.as_deref(), workspace, session)?;
    let is_author = |id: &str| postmortem.author.as_ref().is_some_and(|author| author.value == id);
    let who = approvers(&role, &[folder], &workspace.content, workspace.second).ok_or_else(|| {
        Stop::usage(format!("`{role}` is not a role that approves"))
            .hint("the roles are `commander` and `service_owner`")
    })?;
    let who: Vec<String> = who.into_iter().filter(|id| !is_author(id)).map(str::to_owned).collect();
    if is_author(&by) {
        return Err(Stop::usage("the author of a text cannot approve it").hint(named(&who, session)));
    }
    if !who.contains(&by) {
        let role = role.replace('_', " ");
        return Err(Stop::usage(format!("`{by}` is not the {role} of this incident, nor the alternate"))
            .hint(named(&who, session)));
    }
    let digest = postmortem.approved_text.as_ref().map(|text| text.digest(&[]));
    let digest = digest.ok_or_else(|| Stop::usage(format!("`{}` cannot be read", file.path)))?;
    let unreadable = |error| Stop::usage(format!("cannot edit `{}`: {error}", file.path));
    let mut edit = FrontMatterEdit::parse(&file.text).map_err(unreadable)?;
    edit.push_table("approval", &table(&by, &role, &digest, workspace)).map_err(unreadable)?;
    if session.shows_internal() {
        show(&file.text, session)?;
    }
    let change = Change {
        file: PlannedFile::new(file.path.clone(), edit.into_text()),
        before: Some(file.text.to_string()),
        message: format!("Approve the post-mortem of {} as {}", folder.slug(), role.replace('_', " ")),
        remarks: Vec::new(),
        is_draft_before: false,
        is_public: false,
        waits_for_approval: false,
    };
    let next = "next: commit it; `allclear postmortem publish` writes the version for customers once both have approved";
    change.carry_out(next, arguments.yes, &arguments.commit, workspace, session)
}
