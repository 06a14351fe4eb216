//! What is known about a new incident.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::components::components;
use crate::cli::When;
use crate::commands::record_folder::path_of;
use crate::commands::record_name::open_incidents;
use crate::commands::snippet::public_name;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::import::timeline::Item;

/// The title of a draft until somebody has written it.
pub(super) const OPEN_TITLE: &str = "{{ write: the title that customers read }}";

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
    /// What the slug is derived from if there is no title.
    pub(super) slug_title: Option<String>,
    /// Whether an alert says all this, in words that nobody has read yet.
    pub(super) is_alert: bool,
    /// The names in an alert that no component has.
    pub(super) unknown_components: Vec<String>,
    /// The entries of the timeline: what monitoring detected.
    pub(super) items: Vec<Item>,
    /// The key by which a repeated alert is recognised: `alertmanager:{}:{alertname="HighErrors"}`.
    pub(super) source_key: Option<String>,
    /// The line by which earlier versions recognised it.
    pub(super) former_key: Option<String>,
    /// Whether the alert says that it is over.
    pub(super) is_over: bool,
}

impl Request {
    /// Returns what all alerts have in common; `written` are the names that may be those of components.
    pub(super) fn of_alert(written: impl Iterator<Item = String>, workspace: &Workspace) -> Self {
        let (components, unknown_components) = components(written, workspace);
        let names: Vec<String> =
            components.iter().map(|name| public_name(name, &workspace.content)).collect();
        Self {
            slug_title: Some(if names.is_empty() {
                "Incident".to_owned()
            } else {
                format!("Problems with {}", joined(&names))
            }),
            components,
            unknown_components,
            reported_by: Some("monitoring".to_owned()),
            is_alert: true,
            ..Self::default()
        }
    }

    /// Returns the open incident that the same alert has opened already.
    pub(super) fn already_open<'w>(&self, workspace: &'w Workspace) -> Option<&'w Arc<Folder>> {
        let key = self.source_key.as_deref()?;
        open_incidents(workspace).into_iter().find(|folder| {
            let incident = folder.incident.as_ref();
            let own = incident.and_then(|incident| incident.source_key.as_ref());
            let record = workspace.snapshot.at(&format!("{}/incident.md", path_of(folder)));
            let has_line =
                |line: &str| record.is_some_and(|record| record.text.lines().any(|written| written == line));
            own.is_some_and(|own| own.value == key) || self.former_key.as_deref().is_some_and(has_line)
        })
    }

    /// Returns when monitoring detected it, UTC.
    pub(super) fn detected(&self) -> Option<DateTime<Utc>> {
        self.items.iter().filter(|item| item.milestone.is_some()).map(|item| item.at).min()
    }
}

fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
