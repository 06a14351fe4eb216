//! A text that waits for an approval or for its publication.

use serde::Serialize;

use crate::board::facts::Facts;
use crate::board::moment::Moment;
use crate::board::words::label;
use crate::check::{Waiting, WaitingText};
use crate::content::Folder;

/// A text that waits.
#[derive(Debug, Serialize)]
pub(in crate::board) struct WaitingView {
    /// What it is: `“Resolved” update`.
    what: String,
    /// Who wrote it.
    author: Option<String>,
    at: Option<Moment>,
    /// What it waits for.
    state: &'static str,
    /// The roles that have to approve it, each with the people who may.
    needs: Vec<Need>,
    /// The command that settles it.
    command: Option<String>,
    path: String,
    /// Whether somebody has to act.
    is_urgent: bool,
}

#[derive(Debug, Serialize)]
struct Need {
    role: String,
    people: Vec<String>,
}

impl WaitingView {
    pub(in crate::board) fn new(text: &WaitingText, folder: &Folder, facts: &Facts<'_>) -> Self {
        let update = folder
            .record
            .iter()
            .flat_map(|record| &record.updates)
            .find(|update| update.span.file == text.file);
        let what = match (update, update.and_then(|update| update.status.as_ref())) {
            (Some(_), Some(status)) => format!("“{}” update", label(status.value.as_str())),
            (Some(_), None) => "Update".to_owned(),
            (None, _) => "Post-mortem for customers".to_owned(),
        };
        let path = facts.path(text.file).to_owned();
        let need = |(role, people): &(String, Vec<String>)| Need {
            role: label(role).to_lowercase(),
            people: facts.persons(people),
        };
        let role = text.roles.first().map(|(role, _)| format!(" --role {role}")).unwrap_or_default();
        let (state, command, is_urgent) = match text.waiting {
            Waiting::Approval => ("drafted", Some(format!("allclear approve {path}{role} --publish")), true),
            Waiting::Publication => ("approved, not published", None, false),
            Waiting::AfterOverride => {
                ("published without approval", Some(format!("allclear approve {path}{role}")), true)
            }
            Waiting::Refused => {
                ("held back by every build", Some(format!("allclear approve {path}{role}")), true)
            }
        };
        Self {
            what,
            author: text.author.as_ref().map(|author| facts.person(author)),
            at: text.at.map(|at| Moment::new(at, facts.now)),
            state,
            needs: text.roles.iter().map(need).collect(),
            command,
            path,
            is_urgent,
        }
    }
}
