//! The chronology of a record: what was seen and done, and what customers were told, by day.

use chrono::NaiveDate;
use serde::Serialize;

use super::facts::Facts;
use super::moment::{Moment, day};
use super::open::{OutcomeView, reader_name};
use super::text::html;
use super::words::label;
use crate::content::Keyword as _;
use crate::response::{ChronologyEntry, Happened};

/// One day.
#[derive(Debug, Serialize)]
pub(super) struct ChronologyDay {
    day: String,
    entries: Vec<EntryView>,
}

/// Something that happened.
#[derive(Debug, Serialize)]
struct EntryView {
    at: Moment,
    /// Whether it is an update to customers, and not an internal entry.
    is_told: bool,
    /// What it is: a milestone, or the status of an update.
    label: Option<String>,
    /// Who wrote it, or who read it.
    who: Option<String>,
    outcome: Option<OutcomeView>,
    /// Changes that the entry makes: severity, roles.
    changes: Vec<String>,
    is_retracted: bool,
    html: String,
}

/// Returns a chronology by day, UTC.
pub(super) fn chronology_days(all: &[ChronologyEntry<'_>], facts: &Facts<'_>) -> Vec<ChronologyDay> {
    let mut days: Vec<(NaiveDate, Vec<EntryView>)> = Vec::new();
    for (index, entry) in all.iter().enumerate() {
        let date = entry.at.date_naive();
        let view = entry_view(entry, index, facts);
        match days.last_mut().filter(|(last, _)| *last == date) {
            Some((_, entries)) => entries.push(view),
            None => days.push((date, vec![view])),
        }
    }
    days.into_iter().map(|(date, entries)| ChronologyDay { day: day(date), entries }).collect()
}

fn entry_view(entry: &ChronologyEntry<'_>, index: usize, facts: &Facts<'_>) -> EntryView {
    let text = html(entry.text, &format!("entry-{index}"), &facts.site.url, 4);
    let at = Moment::clock(entry.at);
    match &entry.happened {
        Happened::Seen { author, milestone, severity, outcome, roles } => {
            let severity = severity.map(|severity| format!("Severity {severity}"));
            let roles =
                roles.iter().map(|(role, person)| format!("{}: {}", label(role), facts.person(person)));
            EntryView {
                at,
                is_told: false,
                label: milestone.map(|milestone| label(milestone.word())),
                who: author.map(|author| facts.person(author)),
                outcome: outcome.map(OutcomeView::new),
                changes: severity.into_iter().chain(roles).collect(),
                is_retracted: false,
                html: text,
            }
        }
        Happened::Told { status, audience, retracted } => {
            let readers: Vec<String> = audience.iter().map(|tag| reader_name(tag, facts)).collect();
            EntryView {
                at,
                is_told: true,
                label: status.map(|status| label(status.as_str())),
                who: Some(readers.join(", ")),
                outcome: None,
                changes: Vec::new(),
                is_retracted: *retracted,
                html: text,
            }
        }
    }
}
