//! Updates that were promised to customers.

use chrono::{DateTime, Utc};

use super::Share;
use crate::content::internal::IncidentKind;
use crate::content::public::{RecordKind, Update};
use crate::content::{Content, Folder};
use crate::response::{ReaderView, reader_views};
use crate::status::{promise_counts, promise_kept};

/// A promise that fell due.
#[derive(Clone, Debug)]
pub(super) struct DuePromise {
    /// When it fell due, UTC.
    due: DateTime<Utc>,
    is_kept: bool,
    /// The incident, and the update that made it.
    name: String,
}

/// Counts the promises that fell due at a time that counts.
pub(super) fn promises(all: &[DuePromise], counts: &impl Fn(DateTime<Utc>) -> bool) -> Share {
    let mut share = Share::default();
    for promise in all.iter().filter(|promise| counts(promise.due)) {
        share.add(promise.is_kept, || promise.name.clone());
    }
    share
}

/// Returns the promises of incidents that fell due by `now` (UTC). One is kept if everybody who saw it had another update by
/// then.
pub(super) fn due_promises(content: &Content, now: DateTime<Utc>) -> Vec<DuePromise> {
    let mut all = Vec::new();
    for folder in &content.internal.folders {
        let kind = folder.incident.as_ref().map_or(IncidentKind::Incident, |incident| incident.kind);
        if folder.kind != RecordKind::Incident || kind != IncidentKind::Incident {
            continue;
        }
        let views = reader_views(folder, content);
        for update in folder.released() {
            let Some(due) = promised(update).filter(|due| *due <= now) else { continue };
            all.push(DuePromise { due, is_kept: is_kept(update, due, &views), name: name(folder, update) });
        }
    }
    all
}

/// Returns when an update falls due that another one promised, if the promise counts.
fn promised(update: &Update) -> Option<DateTime<Utc>> {
    let withdrawn = update.retracted.as_ref().map(|retraction| retraction.at);
    update.next_update_due().filter(|due| promise_counts(update.came(), *due, withdrawn))
}

fn is_kept(update: &Update, due: DateTime<Utc>, views: &[ReaderView<'_>]) -> bool {
    let saw = views.iter().filter(|view| view.updates.iter().any(|other| other.span == update.span));
    let mut saw = saw.peekable();
    // Nobody saw it, so nobody had what it promised.
    saw.peek().is_some()
        && saw.all(|view| {
            let mut came: Vec<DateTime<Utc>> = view.updates.iter().map(|other| other.came()).collect();
            came.sort_unstable();
            promise_kept(update.came(), due, &came)
        })
}

fn name(folder: &Folder, update: &Update) -> String {
    format!("{} {}", folder.slug(), update.at.format("%Y-%m-%d %H:%M UTC"))
}
