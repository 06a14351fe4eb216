//! What is said about messages. It names destinations, events, counts and reasons, and never an address or a text.

use std::collections::BTreeMap;

use crate::commands::report::number;
use crate::deliver::Report;
use crate::notify::Outgoing;

/// Returns what happened in one line.
pub(in crate::commands) fn report_line(report: &Report) -> String {
    match report {
        Report::Sent { destination, event } => format!("sent: {destination}: {event}"),
        Report::Retrying { destination, event, reason, after } => {
            let after = after.as_secs();
            format!("failed: {destination}: {event}: {reason}; trying again in {after} s")
        }
        Report::SetAside { destination, event, reason } => {
            format!("set aside: {destination}: {event}: {reason}")
        }
        Report::Left { destination, count } => {
            format!("left: {destination}: {} for the next run", number(*count, "message"))
        }
        Report::NotRecorded(reason) => {
            format!("error: the ledger cannot be written, so nothing more is sent: {reason}")
        }
    }
}

/// Returns what would be sent to a destination, for `--dry-run`.
pub(super) fn planned_line(outgoing: &Outgoing) -> String {
    let mut events: BTreeMap<&str, usize> = BTreeMap::new();
    for message in &outgoing.queued {
        *events.entry(message.event).or_default() += 1;
    }
    let events: Vec<String> = events.iter().map(|(event, count)| format!("{event} {count}")).collect();
    let events = if events.is_empty() { String::new() } else { format!(" ({})", events.join(", ")) };
    let messages = number(outgoing.queued.len(), "message");
    let skipped = outgoing.skipped.len();
    let skipped = if skipped == 0 { String::new() } else { format!("; {skipped} skipped") };
    format!("{}: {messages}{events}{skipped}", outgoing.name)
}

/// Returns the last line of a run.
pub(super) fn summary(sent: usize, skipped: usize) -> String {
    let sent = number(sent, "message");
    if skipped == 0 { format!("{sent} sent") } else { format!("{sent} sent, {skipped} skipped") }
}
