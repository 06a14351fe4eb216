//! The post-mortem of an incident: a file of its own, published when it was published there.
//!
//! Nobody approved it here, and nobody has to: it was out before the site came over. So that `check` knows, the
//! site's settings say since when approvals are used, and that is the second after the last of them. The settings
//! follow from the export alone, never from the clock.

use std::collections::BTreeSet;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::aside::Aside;
use super::body;
use super::entries::{Telling, keep_details};
use super::event::{Event, Update};
use crate::import::plan::PlannedFile;
use crate::import::toml_text::{Table, Value, markdown_file};
use crate::status::State;

/// Since when approvals are used on a site with these events; none if nothing was published without one.
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
    telling: &mut Telling<'_>,
) {
    let Some(update) = newest(event) else { return };
    let path = format!("{folder}/comms/postmortem.md");
    if event.postmortems.len() > 1 {
        telling.notes.add(path.as_str(), "the export has several post-mortems, and this is the newest");
    }
    let mut keys = Table::default();
    keys.set("title", title);
    keys.set("published", Value::Instant(update.at));
    keys.set("id", update.id.as_str());
    let mut imported = Table::default();
    affected(update, &path, &mut imported, telling);
    keep_details(update, &mut imported, telling.counts);
    let body = body::markdown(&update.body, telling.escape);
    files.push(PlannedFile { path, text: markdown_file(&keys, &[("imported", &imported)], &body) });
}

fn newest(event: &Event) -> Option<&Update> {
    event.postmortems.last()
}

/// What it says of components has no key here, so all of it is kept aside.
fn affected(update: &Update, path: &str, imported: &mut Table, telling: &mut Telling<'_>) {
    let mut aside = Aside::default();
    aside.not_all_shown = true;
    let mut met = BTreeSet::new();
    for one in update.affected.iter().filter(|one| met.insert(&one.code)) {
        match telling.components.get(&one.code) {
            Some(component) => aside.compare(one, component, State::Operational),
            None => telling.notes.add(path, format!("names `{}`, which is a group; left out", one.code)),
        }
    }
    aside.keep(imported);
}
