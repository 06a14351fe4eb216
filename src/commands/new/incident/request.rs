//! What is known about a new incident.

use chrono::{DateTime, Utc};

use crate::cli::When;
use crate::commands::record_folder::{path_of, slug_of_folder};
use crate::commands::record_name::open_incidents;
use crate::commands::workspace::Workspace;

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
