//! `allclear approve`: adds the approval of exactly this text to an update or a post-mortem.

use super::approval::{ChangedText, table};
use super::author;
use super::change::Change;
use super::exit::Exit;
use super::post::publish::path_of;
use super::postmortem;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::records::DRAFT_NOTE;
use crate::authoring::{FrontMatterEdit, PlannedFile, Value};
use crate::cli::Approve;

/// Plans the approval, shows the text, then writes and commits it.
pub(super) fn run(arguments: &Approve, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let path = path_of(&arguments.file, &workspace, session)?;
    let source = workspace.snapshot.at(&path).ok_or_else(|| no_text(&path))?;
    if let Some(folder) = postmortem::approve::incident_of(source, &workspace) {
        return postmortem::approve::run(arguments, source, folder, &workspace, session);
    }
    let current = PlannedFile::new(path.as_str(), source.text.to_string());
    let text = ChangedText::new(&current, &workspace).ok_or_else(|| no_text(&path))?;
    let role = role(arguments, &current, &workspace)?;
    let by = author::required(arguments.by.as_deref(), &workspace, session)?;
    check_approver(&by, &role, &text, &workspace, session)?;
    let digest = text.digest().ok_or_else(|| no_text(&path))?;
    let unreadable = |error| Stop::usage(format!("cannot edit `{path}`: {error}"));
    let mut edit = FrontMatterEdit::parse(&source.text).map_err(unreadable)?;
    let is_postmortem = path.ends_with("/postmortem.md");
    // A post-mortem without a date is a draft too.
    let is_draft_before = edit.contains("draft") || is_postmortem && !edit.contains("published");
    edit.push_table("approval", &table(&by, &role, &digest, &workspace)).map_err(unreadable)?;
    if arguments.publish {
        edit.remove("draft", DRAFT_NOTE);
        let key = if is_postmortem { "published" } else { "at" };
        edit.set(key, &Value::set_time(workspace.second)).map_err(unreadable)?;
    }
    show(&source.text, session)?;
    let name = path.rsplit('/').next().unwrap_or(&path);
    let change = Change {
        file: PlannedFile::new(path.as_str(), edit.into_text()),
        before: Some(source.text.to_string()),
        message: format!("Approve {name} as {}", role.replace('_', " ")),
        remarks: Vec::new(),
        is_draft_before,
        is_public: arguments.publish || !is_draft_before,
        waits_for_approval: false,
    };
    let next = if arguments.publish || !is_draft_before {
        "next: commit it; readers see it with the next build"
    } else if is_postmortem {
        "next: commit it; the last approval publishes it with `--publish`"
    } else {
        "next: commit it; `allclear post --publish` with this file publishes it"
    };
    change.carry_out(next, arguments.yes, &arguments.commit, &workspace, session)
}

fn no_text(path: &str) -> Stop {
    Stop::usage(format!("`{path}` is neither an update nor a post-mortem for customers"))
}

/// Returns the role that was given, or the only one whose approval the text would need if it were published now.
fn role(arguments: &Approve, current: &PlannedFile, workspace: &Workspace) -> Result<String, Stop> {
    if let Some(role) = &arguments.role {
        return Ok(role.replace('-', "_"));
    }
    let unreadable = |error| Stop::usage(format!("cannot edit `{}`: {error}", current.path));
    let mut published = FrontMatterEdit::parse(&current.text).map_err(unreadable)?;
    published.remove("draft", DRAFT_NOTE);
    if current.path.ends_with("/postmortem.md") {
        published.set("published", &Value::set_time(workspace.second)).map_err(unreadable)?;
    }
    let published = PlannedFile::new(current.path.clone(), published.into_text());
    let roles = ChangedText::new(&published, workspace).map(|text| text.required(workspace));
    match roles.unwrap_or_default().as_slice() {
        [] => Err(Stop::usage("this text needs no approval")
            .hint("to approve it all the same, give the role: `--role commander`")),
        [role] => Ok(role.clone()),
        several => Err(Stop::usage("several roles must approve this text")
            .hint(format!("say which one you hold: `--role {}`", several.join("` or `--role ")))),
    }
}

/// Checks that a person may approve the text in a role now.
fn check_approver(
    by: &str,
    role: &str,
    text: &ChangedText,
    workspace: &Workspace,
    session: &Session<'_, '_>,
) -> Result<(), Stop> {
    let Some(who) = text.approvers(role, workspace) else {
        return Err(Stop::usage(format!("`{role}` is not a role that approves")).hint(
            "the roles are `commander` and `service_owner`; `allclear post --override` publishes without",
        ));
    };
    if who.iter().any(|id| id == by) {
        return Ok(());
    }
    if text.author() == Some(by) {
        return Err(Stop::usage("the author of a text cannot approve it").hint(named(&who, session)));
    }
    let role = role.replace('_', " ");
    Err(Stop::usage(format!("`{by}` is not the {role} of this incident, nor the alternate"))
        .hint(named(&who, session)))
}

/// Says who may approve, if names may be shown.
pub(super) fn named(who: &[String], session: &Session<'_, '_>) -> String {
    if who.is_empty() || !session.shows_internal() {
        return "the record of the incident, its timeline and `people.toml` say who may".to_owned();
    }
    format!("ask {}", who.join(" or "))
}

/// Shows the text as it is written, because an approval is for exactly this.
pub(super) fn show(text: &str, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    for line in text.trim_end().lines() {
        session.say(&format!("  {line}"))?;
    }
    Ok(())
}
