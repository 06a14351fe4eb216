//! `allclear new incident`: the internal record, the checklist, and the first update.
//!
//! What is known about the incident is collected in a [`Request`](request::Request): from a file or an alert, then from the options, then
//! on a terminal from answers. An incomplete request is refused.

mod alert;
mod ask;
mod complete;
mod components;
mod from_file;
mod gaps;
mod options;
mod pagerduty;
mod repeated;
mod report;
mod request;

use super::next_step_of_update;
use crate::authoring::records;
use crate::authoring::{ImportLock, PlannedFile};
use crate::cli::{CommitArguments, NewIncident};
use crate::commands::approval;
use crate::commands::author::person_from_git;
use crate::commands::changed_site::{self, ChangedSite};
use crate::commands::exit::Exit;
use crate::commands::session::Session;
use crate::commands::snippet::{Placeholders, filled, public_name};
use crate::commands::stop::Stop;
use crate::commands::timeline_target::timeline_target;
use crate::commands::workspace::Workspace;
use crate::import::timeline::{self, Reading, Target};
use complete::Complete;

/// The snippet that a draft of a first update begins with, if it exists.
const FIRST_UPDATE: &str = "first-update";

/// The position of the first update among the files of a new incident.
const FIRST_UPDATE_FILE: usize = 1;

/// Opens an incident.
pub(super) fn run(
    arguments: &NewIncident,
    commit: &CommitArguments,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let mut request = options::request(arguments, workspace, session)?;
    if let Some(open) = request.already_open(workspace) {
        return repeated::run(request.clone(), open, commit, workspace, session);
    }
    if request.is_over {
        session.say("the alert is resolved; nothing was written")?;
        return Ok(Exit::Done);
    }
    if session.is_interactive() {
        ask::missing(&mut request, workspace, session)?;
    }
    let gaps = if arguments.from.is_some() { gaps::fill(&mut request, workspace) } else { Vec::new() };
    let incident = Complete::of(request, workspace)?;
    let mut files = files(&incident, arguments, workspace)?;
    let waits_for = approval::hold_first_update(&mut files, FIRST_UPDATE_FILE, workspace)?;
    let changed = ChangedSite::new(workspace, &files, session);
    if let Some(exit) = changed.refusal(workspace, session)? {
        return Ok(exit);
    }
    let is_public = incident.text.is_some() && waits_for.is_none();
    if let Some(update) = files.get(FIRST_UPDATE_FILE).filter(|_| is_public) {
        for line in changed_site::preview(&changed, update, session.shows_customers()) {
            session.say(&line)?;
        }
    }
    let slug = &incident.slug;
    let severity = incident.severity.as_str();
    let is_committed = super::write(&files, &format!("Open incident {slug} ({severity})"), commit, session)?;
    for line in report::lines(&incident, workspace) {
        session.say(&line)?;
    }
    for gap in &gaps {
        session.say(&format!("missing: {gap}"))?;
    }
    if let (Some(role), Some(update)) = (&waits_for, files.get(FIRST_UPDATE_FILE)) {
        let path = &update.path;
        session.say(&format!(
            "the first update is a draft: it needs the approval of the {}\nnext: `allclear approve {path} --role {role} --publish`",
            role.replace('_', " ")
        ))?;
    } else if !(is_committed && is_public) {
        session.say(&format!("next: {}", next_step_of_update(incident.text.as_deref())))?;
    }
    Ok(Exit::Done)
}

/// Returns the record, the first update, and for an alert the entry of the timeline that says when it was detected.
fn files(
    incident: &Complete,
    arguments: &NewIncident,
    workspace: &Workspace,
) -> Result<Vec<PlannedFile>, Stop> {
    let author = person_from_git(workspace);
    let draft = match &incident.text {
        Some(_) => None,
        None => draft_text(incident, arguments, workspace)?,
    };
    let body = body(incident, workspace);
    let new = records::NewIncident {
        title: &incident.title,
        internal_title: &incident.internal_title,
        slug: &incident.slug,
        severity: incident.severity.as_str(),
        status: &incident.status,
        components: incident.components.clone(),
        tiers: &incident.tiers,
        customers: &incident.customers,
        reported_by: incident.reported_by.as_deref(),
        commander: incident.commander.as_deref(),
        source_key: incident.source_key.as_deref(),
        body: &body,
        author: author.as_deref(),
        next_update: incident.next_update,
        text: incident.text.as_deref().or(draft.as_deref()),
        draft: incident.text.is_none(),
    };
    let mut files = new.files(workspace.stamp());
    files.extend(entries(incident, workspace));
    Ok(files)
}

/// Returns the text of a draft: that of the snippet that was named, or of the usual one if it exists.
fn draft_text(
    incident: &Complete,
    arguments: &NewIncident,
    workspace: &Workspace,
) -> Result<Option<String>, Stop> {
    let snippets = &workspace.content.internal.snippets;
    let usual = || snippets.iter().any(|snippet| snippet.name == FIRST_UPDATE).then_some(FIRST_UPDATE);
    let Some(name) = arguments.snippet.as_deref().or_else(usual) else { return Ok(None) };
    let placeholders = Placeholders {
        // A title that is not written yet leaves the placeholder, which `check` reports.
        title: if incident.title == request::OPEN_TITLE {
            "{{ title }}".to_owned()
        } else {
            incident.title.clone()
        },
        components: incident
            .components
            .iter()
            .map(|(name, _)| public_name(name, &workspace.content))
            .collect(),
        next_update: incident.next_update_due(workspace.now),
    };
    filled(name, &placeholders, workspace).map(Some)
}

/// Returns the text of the record: what was observed, and the checklist of the severity.
fn body(incident: &Complete, workspace: &Workspace) -> String {
    let mut parts = vec![incident.observed.clone()];
    let checklists = &workspace.content.internal.checklists;
    let checklist = checklists.iter().find(|checklist| checklist.severity == incident.severity);
    if let Some(checklist) = checklist.filter(|checklist| !checklist.text.is_empty()) {
        if !checklist.text.starts_with('#') {
            parts.push("## Checklist".to_owned());
        }
        parts.push(checklist.text.clone());
    }
    parts.join("\n\n")
}

/// Returns the entries of the timeline that come from an alert. The first one says when it was detected.
fn entries(incident: &Complete, workspace: &Workspace) -> Vec<PlannedFile> {
    let folder = format!("content/incidents/{}", incident.slug);
    let mut reading = Reading::default();
    reading.items.clone_from(&incident.items);
    let target = Target { sets_milestones: true, ..timeline_target(&folder, None, workspace) };
    timeline::plan("alert", reading, &target, &ImportLock::default()).files
}
