//! One entry of the timeline, as the options or a line of input say it.

use chrono::{DateTime, Utc};

use super::checklist::Ticked;
use crate::authoring::PlannedFile;
use crate::authoring::records::NewTimelineEntry;
use crate::cli::Log;
use crate::commands::author::known;
use crate::commands::session::Session;
use crate::commands::severity::severity_of;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::content::internal::role_names;
use crate::diagnostics::did_you_mean;
use crate::response::step_ids;

/// One entry of the timeline.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    milestone: Option<String>,
    severity: Option<String>,
    outcome: Option<String>,
    roles: Vec<(String, String)>,
    evidence: Vec<String>,
    /// The step that was taken.
    did: Option<String>,
    text: String,
}

impl Entry {
    /// Reads the options. `None` if they say nothing, so that the entries are lines of input.
    pub(super) fn read(
        arguments: &Log,
        ticked: Option<&Ticked>,
        workspace: &Workspace,
        session: &mut Session<'_, '_>,
    ) -> Result<Option<Self>, Stop> {
        let roles = arguments
            .role
            .iter()
            .map(|written| handover(written, workspace))
            .collect::<Result<Vec<_>, _>>()?;
        let severity = arguments.severity.as_deref().map(|name| severity_of(name, workspace)).transpose()?;
        for link in &arguments.evidence {
            check_link(link)?;
        }
        let entry = Self {
            milestone: arguments.milestone.clone(),
            severity: severity.map(|severity| severity.as_str().to_owned()),
            outcome: arguments.outcome.clone(),
            roles,
            evidence: arguments.evidence.clone(),
            did: arguments.did.as_deref().map(|step| known_step(step, workspace)).transpose()?,
            text: text(arguments, ticked, session)?,
        };
        let says_something = !entry.text.is_empty()
            || entry.milestone.is_some()
            || entry.severity.is_some()
            || entry.outcome.is_some()
            || !entry.roles.is_empty()
            || !entry.evidence.is_empty()
            || entry.did.is_some();
        Ok(says_something.then_some(entry))
    }

    /// An entry that is only a text.
    pub(super) fn of_text(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// Returns the file of the entry.
    pub(super) fn file(&self, folder: &str, stem: &str) -> PlannedFile {
        let entry = NewTimelineEntry {
            milestone: self.milestone.as_deref(),
            severity: self.severity.as_deref(),
            outcome: self.outcome.as_deref(),
            roles: &self.roles,
            evidence: &self.evidence,
            did: self.did.as_deref(),
            source_id: None,
            text: &self.text,
        };
        entry.file(folder, stem)
    }

    /// Returns the message of the commit. The text is left out, because a message is read in more places than a file.
    pub(super) fn message(&self, slug: &str) -> String {
        let what = match (&self.milestone, &self.severity, self.roles.first()) {
            (Some(milestone), ..) => format!("Log {milestone}"),
            (None, Some(severity), _) => format!("Log severity {severity}"),
            (None, None, Some((role, _))) => format!("Hand over {role}"),
            (None, None, None) => match &self.did {
                Some(step) => format!("Log step {step}"),
                None => "Log an entry".to_owned(),
            },
        };
        format!("{what} for {slug}")
    }

    /// Returns what follows from the entry: a severity has deadlines of its own.
    pub(super) fn consequences(
        &self,
        at: DateTime<Utc>,
        folder: &Folder,
        workspace: &Workspace,
    ) -> Vec<String> {
        let Some(severity) = &self.severity else { return Vec::new() };
        let site = workspace.content.public.site.as_ref();
        let every =
            site.and_then(|site| site.severities.get(severity)).and_then(|policy| policy.update_every);
        let newest = folder.record.iter().flat_map(|record| &record.updates).rfind(|update| !update.draft);
        let due = every.and_then(|every| newest.map_or(at, |newest| newest.at).checked_add_signed(every));
        due.map(|due| format!("a {severity} needs the next update by {}", due.format("%Y-%m-%d %H:%M UTC")))
            .into_iter()
            .collect()
    }
}

/// Returns the text of the entry: what `--impact`, `--action` and `--next` say, then the message.
fn text(arguments: &Log, ticked: Option<&Ticked>, session: &mut Session<'_, '_>) -> Result<String, Stop> {
    let labelled = [("Impact", &arguments.impact), ("Action", &arguments.action), ("Next", &arguments.next)];
    let labelled =
        labelled.into_iter().filter_map(|(label, text)| Some(format!("{label}: {}", text.as_ref()?.trim())));
    let checked = ticked.iter().flat_map(|ticked| &ticked.items).map(|item| format!("Checked: {item}"));
    let mut lines: Vec<String> = labelled.chain(checked).collect();
    match arguments.message.as_deref() {
        Some("-") => {
            lines.push(session.input().map_err(|error| Stop::unreadable_input(&error))?.trim().to_owned());
        }
        Some(message) => lines.push(message.trim().to_owned()),
        None => {}
    }
    if arguments.message.is_some() && lines.last().is_some_and(String::is_empty) {
        return Err(Stop::usage("the text is empty").hint("omit `--message` to type one entry per line"));
    }
    Ok(lines.join("\n"))
}

/// Reads a handover such as `commander=ana`.
fn handover(written: &str, workspace: &Workspace) -> Result<(String, String), Stop> {
    let wrong = |message: String| Stop::usage(message).hint("write it as `commander=ana`");
    let (role, person) =
        written.split_once('=').ok_or_else(|| wrong(format!("`{written}` is not a handover")))?;
    let role = role.trim().replace('-', "_");
    if !role_names().any(|name| name == role) {
        let stop = Stop::usage(format!("there is no role `{role}`"));
        return Err(match did_you_mean(&role, role_names()) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None => stop.hint(format!("the roles are `{}`", role_names().collect::<Vec<_>>().join("`, `"))),
        });
    }
    Ok((role, known(person, workspace.content.internal.people.as_ref())?))
}

/// Returns a step that exists.
fn known_step(step: &str, workspace: &Workspace) -> Result<String, Stop> {
    let known = step_ids(&workspace.content);
    if known.iter().any(|known| known == step) {
        return Ok(step.to_owned());
    }
    let unknown = Stop::usage(format!("there is no step `{step}`"));
    Err(match did_you_mean(step, known.iter().map(String::as_str)) {
        Some(near) => unknown.hint(format!("did you mean `{near}`?")),
        None => unknown.hint("`allclear due` lists the open steps; `content/response.toml` has all of them"),
    })
}

fn check_link(link: &str) -> Result<(), Stop> {
    let is_link = ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme));
    if is_link && !link.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Ok(());
    }
    Err(Stop::usage(format!("`{link}` is not a link")).hint("write it as `https://…`"))
}
