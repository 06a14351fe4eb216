//! The timeline that items are imported into, as it is now.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::internal::{Milestone, People};

/// The timeline of an incident.
#[derive(Debug)]
pub struct Target<'a> {
    /// The folder of the incident, relative to the project: `content/incidents/2026-03-14-checkout`.
    pub folder: &'a str,
    /// The paths of all files in the timeline.
    pub taken: BTreeSet<String>,
    /// The imported entries, by the id of their items.
    pub imported: BTreeMap<String, Present>,
    /// The milestones of the entries that have no `source_id`.
    pub own_milestones: BTreeSet<Milestone>,
    /// The people whom authors are found among.
    pub people: Option<&'a People>,
    /// Whether items may set milestones.
    pub sets_milestones: bool,
}

/// An entry that an import wrote earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Its path, relative to the project.
    pub path: String,
    /// The milestone that it marks.
    pub milestone: Option<Milestone>,
}
