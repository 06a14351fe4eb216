//! The clocks of the service level agreements as a table: one row for each affected tier, and one for each affected
//! customer of it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::deadline::is_marked;
use crate::board::facts::{Facts, customer_address};
use crate::board::moment::Moment;
use crate::board::words::{label, span};
use crate::content::Folder;
use crate::response::{IncidentClocks, NoClocks, TierClocks};
use crate::status::sla::{Clock, Standing};

/// The clocks of an incident.
#[derive(Debug, Default, Serialize)]
pub(in crate::board) struct ClocksView {
    rows: Vec<ClockRow>,
    /// Whether a resolution is still to come, so that there is time left to show.
    is_running: bool,
    /// Why there are none.
    none: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct ClockRow {
    name: String,
    /// The address of the customer's page; `None` for a tier.
    customer: Option<String>,
    response: Option<ClockCell>,
    resolution: Option<ClockCell>,
    /// What the customer's own clock says, if it says something else.
    own: Option<OwnClock>,
}

#[derive(Clone, Debug, Serialize)]
struct ClockCell {
    /// `met`, `missed`, `late` or `running`.
    standing: &'static str,
    /// How long it took.
    took: Option<String>,
    due: Moment,
    target: String,
    is_marked: bool,
}

/// The clock in a customer's own view.
#[derive(Debug, Serialize)]
struct OwnClock {
    words: &'static str,
    at: Option<Moment>,
}

impl ClocksView {
    /// Returns the clocks of an incident. A customer's own clock comes from what was released to it.
    pub(in crate::board) fn new(
        clocks: &Result<IncidentClocks, NoClocks>,
        folder: &Folder,
        facts: &Facts<'_>,
    ) -> Self {
        match clocks {
            Ok(clocks) if clocks.tiers.is_empty() => {
                Self { none: Some("No target was agreed for this severity."), ..Self::default() }
            }
            Ok(clocks) => {
                let rows: Vec<ClockRow> =
                    clocks.tiers.iter().flat_map(|tier| rows(tier, folder, facts)).collect();
                let is_open =
                    |clock: &Option<Clock>| clock.as_ref().is_some_and(|clock| clock.reached.is_none());
                let is_running = clocks.tiers.iter().any(|tier| is_open(&tier.resolution));
                Self { rows, is_running, none: None }
            }
            Err(reason) => Self { none: Some(words(*reason)), ..Self::default() },
        }
    }
}

const fn words(reason: NoClocks) -> &'static str {
    match reason {
        NoClocks::NotAnIncident => "No agreement applies: this is not an incident of customers.",
        NoClocks::Unreadable => "Unknown: a file of the record has errors.",
        NoClocks::NoSeverity => "Unknown: no record gives a severity that the site has.",
        NoClocks::NotBegun => "They have not begun: the timeline has no entry.",
    }
}

fn rows(tier: &TierClocks, folder: &Folder, facts: &Facts<'_>) -> Vec<ClockRow> {
    let cell = |clock: &Option<Clock>| clock.as_ref().map(|clock| ClockCell::new(clock, facts.now));
    let (response, resolution) = (cell(&tier.response), cell(&tier.resolution));
    let whole = ClockRow {
        name: label(&tier.tier),
        customer: None,
        response: response.clone(),
        resolution: resolution.clone(),
        own: None,
    };
    let customers = tier.customers.iter().map(|id| ClockRow {
        name: facts.customer(id),
        customer: Some(customer_address(id)),
        response: response.clone(),
        resolution: resolution.clone(),
        own: own(id, tier, folder, facts),
    });
    std::iter::once(whole).chain(customers).collect()
}

/// Returns what a customer's own clock says, if it differs from the one of the tier.
fn own(id: &str, tier: &TierClocks, folder: &Folder, facts: &Facts<'_>) -> Option<OwnClock> {
    let customer = facts.customers.iter().find(|customer| customer.customer.id == id)?;
    if !customer.shows_clocks() {
        return Some(OwnClock { words: "Their view shows no clocks.", at: None });
    }
    let Some(theirs) = customer.clocks(&folder.slug()) else {
        return Some(OwnClock { words: "Not in their view.", at: None });
    };
    let (ours, theirs) = (tier.resolution.as_ref()?, theirs.resolution.as_ref());
    match theirs {
        None => Some(OwnClock { words: "Their view shows no resolution.", at: None }),
        Some(theirs) if theirs.due != ours.due => {
            Some(OwnClock { words: "Their view says due", at: Some(Moment::new(theirs.due, facts.now)) })
        }
        Some(theirs) if theirs.standing != ours.standing => Some(OwnClock {
            words: match theirs.standing {
                Standing::Met => "Their view says met.",
                Standing::Missed => "Their view says missed.",
                Standing::Running => "Their view still runs.",
            },
            at: None,
        }),
        Some(_) => None,
    }
}

impl ClockCell {
    fn new(clock: &Clock, now: DateTime<Utc>) -> Self {
        let standing = match (clock.standing, clock.reached) {
            (Standing::Met, _) => "met",
            (Standing::Missed, Some(_)) => "missed",
            (Standing::Missed, None) => "late",
            (Standing::Running, _) => "running",
        };
        Self {
            standing,
            took: clock.took.map(span),
            due: Moment::new(clock.due, now),
            target: span(clock.target),
            is_marked: is_marked(clock, now),
        }
    }
}
