//! One thing that is due, in a list.

use serde::Serialize;

use super::due_words::{settled_by, what, who};
use super::facts::Facts;
use super::moment::Moment;
use super::title::title;
use super::words::label;
use crate::response::{DueItem, DueWhat};

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

/// Returns what is due as a phrase with the names of customers.
pub(super) fn due_phrase(item: &DueItem<'_>, facts: &Facts<'_>) -> String {
    let named = match &item.what {
        DueWhat::Sla { tier, customers, target } => DueWhat::Sla {
            tier: tier.clone(),
            customers: customers.iter().map(|id| facts.customer(id)).collect(),
            target: *target,
        },
        DueWhat::ExecutiveNotice { customer, tier } => DueWhat::ExecutiveNotice {
            customer: customer.as_ref().map(|id| facts.customer(id)),
            tier: tier.clone(),
        },
        other => other.clone(),
    };
    label(&what(&named))
}

impl DueEntry {
    pub(super) fn new(item: &DueItem<'_>, facts: &Facts<'_>) -> Self {
        Self {
            at: Moment::new(item.at, facts.now),
            is_late: item.at <= facts.now,
            what: due_phrase(item, facts),
            who: who(item, facts.people),
            title: title(item.folder).to_owned(),
            address: facts.address(item.folder).to_owned(),
            command: settled_by(item, facts.snapshot),
        }
    }
}
