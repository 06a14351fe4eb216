//! What is known about a new incident: from a file, and from the options, which replace what the file says.

use chrono::{DateTime, Utc};

use super::{alert, from_file};
use crate::cli::{CriticalityWord, NewIncident, ScopeWord, UrgencyWord, When};
use crate::commands::message;
use crate::commands::record_name::open_incidents;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::{Workspace, path_of, slug_of_folder};
use crate::response::{Criticality, Scope, SeverityAnswers, Urgency};

/// What is known about a new incident. Texts are as they were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    pub(super) title: Option<String>,
    pub(super) internal_title: Option<String>,
    pub(super) severity: Option<String>,
    pub(super) components: Vec<String>,
    pub(super) tiers: Vec<String>,
    pub(super) customers: Vec<String>,
    pub(super) observed: Option<String>,
    pub(super) commander: Option<String>,
    pub(super) reported_by: Option<String>,
    pub(super) status: Option<String>,
    pub(super) next_update: Option<When>,
    pub(super) text: Option<String>,
    pub(super) slug: Option<String>,
    /// When monitoring detected it, UTC.
    pub(super) detected: Option<DateTime<Utc>>,
    pub(super) evidence: Vec<String>,
    /// The line in the record by which a repeated alert is recognised.
    pub(super) alert: Option<String>,
    /// Whether the alert says that it is over.
    pub(super) is_over: bool,
}

impl Request {
    /// Reads the file and the options.
    pub(super) fn read(
        arguments: &NewIncident,
        workspace: &Workspace,
        session: &mut Session<'_, '_>,
    ) -> Result<Self, Stop> {
        let mut request = match &arguments.from {
            None => Self::default(),
            Some(path) => {
                let name = path.display().to_string();
                let text =
                    if name == "-" { session.input() } else { std::fs::read_to_string(session.path(path)) };
                let text = text.map_err(|error| Stop::usage(format!("cannot read `{name}`: {error}")))?;
                match alert::parse(&text, workspace) {
                    Some(alert) => alert,
                    None => from_file::parse(&text, &name)?,
                }
            }
        };
        let replace = |old: &mut Option<String>, new: &Option<String>| {
            if new.is_some() {
                old.clone_from(new);
            }
        };
        replace(&mut request.title, &arguments.title);
        replace(&mut request.internal_title, &arguments.internal_title);
        replace(&mut request.severity, &arguments.severity.clone().or(answered(arguments)));
        replace(&mut request.observed, &arguments.observed);
        replace(&mut request.commander, &arguments.commander);
        replace(&mut request.reported_by, &arguments.reported_by);
        replace(&mut request.status, &arguments.status);
        replace(&mut request.slug, &arguments.slug);
        replace(&mut request.text, &message::text(&arguments.message, session)?);
        let lists = [
            (&mut request.components, &arguments.components),
            (&mut request.tiers, &arguments.tiers),
            (&mut request.customers, &arguments.customers),
        ];
        for (old, new) in lists.into_iter().filter(|(_, new)| !new.is_empty()) {
            old.clone_from(new);
        }
        request.next_update = arguments.next_update.or(request.next_update);
        Ok(request)
    }

    /// Returns the slug of an open incident that the same alert has opened already.
    pub(super) fn already_open(&self, workspace: &Workspace) -> Option<String> {
        let alert = self.alert.as_deref()?;
        let open = open_incidents(workspace).into_iter().find(|folder| {
            let record = workspace.snapshot.at(&format!("{}/incident.md", path_of(folder)));
            record.is_some_and(|record| record.text.lines().any(|line| line == alert))
        });
        open.map(|folder| slug_of_folder(folder))
    }
}

/// Returns the severity that the three answers give.
fn answered(arguments: &NewIncident) -> Option<String> {
    let scope = match arguments.scope? {
        ScopeWord::Few => Scope::Few,
        ScopeWord::Some => Scope::Some,
        ScopeWord::Most => Scope::Most,
    };
    let criticality = match arguments.criticality? {
        CriticalityWord::Minor => Criticality::Minor,
        CriticalityWord::Important => Criticality::Important,
        CriticalityWord::Core => Criticality::Core,
    };
    let urgency = match arguments.urgency? {
        UrgencyWord::Days => Urgency::Days,
        UrgencyWord::Today => Urgency::Today,
        UrgencyWord::Now => Urgency::Now,
    };
    Some(SeverityAnswers { scope, criticality, urgency }.severity().to_owned())
}
