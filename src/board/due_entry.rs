//! One thing that is due, in a list.

use serde::Serialize;

use super::due_words::{settled_by, what, who};
use super::facts::Facts;
use super::moment::Moment;
use super::title::title;
use super::words::label;
use crate::response::DueItem;

/// One thing that is due.
#[derive(Debug, Serialize)]
pub(super) struct DueEntry {
    at: Moment,
    is_late: bool,
    what: String,
    who: String,
    /// The title of the incident or the maintenance.
    title: String,
    address: String,
    command: String,
}

impl DueEntry {
    pub(super) fn new(item: &DueItem<'_>, facts: &Facts<'_>) -> Self {
        Self {
            at: Moment::new(item.at, facts.now),
            is_late: item.at <= facts.now,
            what: label(&what(&item.what)),
            who: who(item, facts.people),
            title: title(item.folder).to_owned(),
            address: facts.address(item.folder).to_owned(),
            command: settled_by(item, facts.snapshot),
        }
    }
}
