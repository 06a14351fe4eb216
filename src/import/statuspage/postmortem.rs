//! Converting the post-mortem of an incident: a file of its own with the original time of publication.
//!
//! An imported post-mortem needs no approval, because it was published before. For `check`, the settings of the site have
//! the time since which approvals are in use: one second after the last post-mortem. The settings depend only on the
//! export, never on the clock.

use std::collections::BTreeSet;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::event::{Event, Update};
use super::imported_components::ImportedComponents;
use super::timeline::{EventContext, keep_details};
use crate::authoring::{PlannedFile, Table, Value};
use crate::import::writable::markdown_file;
use crate::status::State;

/// Returns the time since which approvals are in use on a site with these events; `None` without post-mortems.
pub(super) fn approvals_since<'a>(events: impl Iterator<Item = &'a Event>) -> Option<DateTime<Utc>> {
    let published =
        events.filter(|event| !event.updates.is_empty()).filter_map(newest).map(|update| update.at);
    published.max()?.trunc_subsecs(0).checked_add_signed(TimeDelta::seconds(1))
}

/// Adds the file, if the incident has a post-mortem.
pub(super) fn plan(
    event: &Event,
    title: &str,
    folder: &str,
    files: &mut Vec<PlannedFile>,
    context: &mut EventContext<'_>,
) {
    let Some(update) = newest(event) else { return };
    let path = format!("{folder}/comms/postmortem.md");
    if event.postmortems.len() > 1 {
        context.notes.add(path.as_str(), "the export has several post-mortems; this is the newest");
        for other in event.postmortems.iter().rev().skip(1) {
            context.notes.add(path.as_str(), format!("an older post-mortem was left out: {}", other.body));
        }
    }
    let mut keys = Table::default();
    keys.set("title", title);
    keys.set("published", Value::Instant(update.at));
    keys.set("id", update.id.as_str());
    let mut imported = Table::default();
    affected(update, &path, &mut imported, context);
    keep_details(update, &mut imported, context.counts);
    let body = context.body(&update.body, &path);
    let file = PlannedFile::new(path, markdown_file(&keys, &[("imported", &imported)], &body));
    files.push(file.with_origin(format!("postmortem {}", update.id), event.id.as_str()));
}

fn newest(event: &Event) -> Option<&Update> {
    event.postmortems.last()
}

/// Keeps the data about components, for which a post-mortem has no key.
fn affected(update: &Update, path: &str, imported: &mut Table, context: &mut EventContext<'_>) {
    let mut others = ImportedComponents::default();
    others.has_unwritten = true;
    let mut seen = BTreeSet::new();
    for one in update.affected.iter().filter(|one| seen.insert(&one.code)) {
        match context.components.get(&one.code) {
            Some(component) => others.compare(one, component, State::Operational),
            None => context
                .notes
                .add(path, format!("names the group `{}`, which is not a component; left out", one.code)),
        }
    }
    others.add_to(imported);
}
