//! Updates that were promised to customers.

use chrono::{DateTime, Utc};

use super::Share;
use crate::content::internal::IncidentKind;
use crate::content::public::{RecordKind, Update};
use crate::content::{Content, Folder};
use crate::response::{ReaderView, reader_views};

/// Counts the promises of incidents that fell due by `now` (UTC) at a time that counts. One is kept if everybody who saw it
/// had another update by then.
pub(super) fn promises(
    content: &Content,
    counts: &impl Fn(DateTime<Utc>) -> bool,
    now: DateTime<Utc>,
) -> Share {
    let mut share = Share::default();
    for folder in &content.internal.folders {
        let kind = folder.incident.as_ref().map_or(IncidentKind::Incident, |incident| incident.kind);
        if folder.kind != RecordKind::Incident || kind != IncidentKind::Incident {
            continue;
        }
        let views = reader_views(folder, content);
        for update in folder.released() {
            let Some(due) = promised(update).filter(|due| *due <= now && counts(*due)) else { continue };
            share.add(is_kept(update, due, &views), || name(folder, update));
        }
    }
    share
}

/// Returns when an update falls due that another one promised. A promise that was withdrawn, or written down only later,
/// before it fell due is none.
fn promised(update: &Update) -> Option<DateTime<Utc>> {
    let due = update.next_update_due()?;
    let is_withdrawn = update.retracted.as_ref().is_some_and(|retraction| retraction.at <= due);
    (!is_withdrawn && came(update) < due).then_some(due)
}

/// When customers could read an update, UTC. One that was added later has the time of what it is about.
fn came(update: &Update) -> DateTime<Utc> {
    update.added.map_or(update.at, |added| added.max(update.at))
}

fn is_kept(update: &Update, due: DateTime<Utc>, views: &[ReaderView<'_>]) -> bool {
    let is_same = |other: &&Update| other.span == update.span;
    let saw = views.iter().filter(|view| view.updates.iter().any(is_same));
    let mut saw = saw.peekable();
    // Nobody saw it, so nobody had what it promised.
    saw.peek().is_some()
        && saw.all(|view| {
            let others = view.updates.iter().filter(|other| !is_same(other));
            others.map(|other| came(other)).any(|at| came(update) <= at && at <= due)
        })
}

fn name(folder: &Folder, update: &Update) -> String {
    format!("{} {}", folder.slug(), update.at.format("%Y-%m-%d %H:%M UTC"))
}
