//! The files of the Statuspage v2 API (`components.json`, `incidents.json`, `scheduled-maintenances.json`,
//! `summary.json`), converted to content files.
//!
//! The keys of a file tell which one it is, and files may overlap. Nothing is fetched: only the files count. Data without
//! a key in content is kept in tables named `[imported]`, so that the read API can publish it unchanged.

mod body;
mod component;
mod component_files;
mod components;
mod counts;
mod event;
mod events;
mod groups;
mod imported_components;
mod mentions;
mod merge;
mod postmortem;
mod repair;
mod stems;
#[cfg(test)]
mod tests;
mod timeline;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveTime, Utc};

use super::error::ImportError;
use super::plan::{ImportPlan, Input, Notes};
use super::site_address::SiteAddress;
use crate::authoring::{ImportLock, PlannedFile, SITE_FILE, Table, Value, document};
use crate::content::derived_id;
use body::BodyConverter;
pub(super) use body::Notation;
use components::Components;
use counts::Counts;
use event::Kind;
use events::EventSlugs;
use merge::MergedExport;
pub(super) use merge::UNKNOWN_FILE;
use timeline::EventContext;

/// Whether a file of a folder is read: exports and feeds, by their extension.
#[must_use]
pub fn wants(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("json" | "atom" | "rss"))
}

/// Plans the content files for the inputs, in any order.
///
/// `escape` turns one line of plain text into Markdown that shows exactly that text. Nothing public is dated after `now`,
/// and what earlier imports wrote, according to `lock`, keeps its place.
///
/// # Errors
///
/// Returns the errors of all inputs if any of them is not a file of the format. Odd values in such a file are repaired.
pub fn plan(
    inputs: &[Input],
    escape: fn(&str) -> String,
    now: DateTime<Utc>,
    lock: &ImportLock,
) -> Result<ImportPlan, Vec<ImportError>> {
    plan_export(inputs, Notation::Html(escape), now, lock, Notes::default())
}

/// Plans the content files for inputs in the same form that were made from another system's; `notes` are what had to be said about
/// that.
pub(super) fn plan_export(
    inputs: &[Input],
    notation: Notation,
    now: DateTime<Utc>,
    lock: &ImportLock,
    mut notes: Notes,
) -> Result<ImportPlan, Vec<ImportError>> {
    let mut export = merge::merge(inputs, &mut notes)?;
    complete_events(&mut export, now, &mut notes);
    let mut files = Vec::new();
    let approvals_since = postmortem::approvals_since(export.events.values());
    if let Some(page) = &export.page {
        files.push(site(page, approvals_since, &mut notes));
    }
    let components = Components::plan(&export, lock, &mut files, &mut notes);
    let slugs = events::slugs(export.events.values(), lock, &mut notes);
    let bodies = BodyConverter { notation, addresses: addresses(&export, &slugs) };
    let mut counts = Counts::default();
    let mut context =
        EventContext { components: &components, bodies: &bodies, notes: &mut notes, counts: &mut counts };
    let poorer = poorer(&export, lock, context.notes);
    let events = export.events.values().filter(|event| !poorer.contains(event.id.as_str()));
    events::plan(events, &slugs, &mut files, &mut context);
    let mut summary = Notes::default();
    counts.add_notes(&mut summary);
    files.sort();
    let unknown = unknown(&export, &poorer, lock, &mut notes);
    let page = export.page.and_then(|page| page.id);
    Ok(ImportPlan {
        files,
        notes: notes.into_vec(),
        summary: summary.into_vec(),
        approvals_since,
        page,
        unknown,
    })
}

/// Adds the ids in the RSS feed, which are addresses of the page, and leaves out times in the future.
fn complete_events(export: &mut MergedExport, now: DateTime<Utc>, notes: &mut Notes) {
    let base = export.page.as_ref().and_then(|page| page.url.clone());
    let base = base.filter(|url| SiteAddress::read(url).is_some()).unwrap_or_default();
    let base = base.trim_end_matches('/');
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for event in export.events.values_mut() {
        for update in event.updates.iter_mut().chain(&mut event.postmortems) {
            if !ids.insert(update.id.clone()) {
                let id = derived_id("update", &["statuspage", &event.id, &update.id]);
                let message = format!("has the `id` of an update of another event; `{id}` is used instead");
                notes.add(format!("update `{}` of `{}`", update.id, event.id), message);
                ids.insert(id.clone());
                update.id = id;
            }
        }
        if event.rss_guid.is_none() && !base.is_empty() {
            event.rss_guid = Some(format!("{base}/incidents/{}", event.id));
        }
        for update in event.updates.iter_mut().chain(&mut event.postmortems).filter(|update| update.at > now)
        {
            // The day of the import stays the same when the import runs again on it.
            let today = now.date_naive().and_time(NaiveTime::MIN).and_utc();
            let at = update.created_at.filter(|at| *at <= now).unwrap_or(today);
            let message = format!("`display_at` is in the future, {}; {} is used instead", update.at, at);
            notes.add(format!("update `{}`", update.id), message);
            update.at = at;
        }
        event.order_updates();
    }
}

/// Returns the new paths of the incidents and maintenances of the old page, by their addresses there.
fn addresses(export: &MergedExport, slugs: &EventSlugs) -> BTreeMap<String, String> {
    let base = export.page.as_ref().and_then(|page| page.url.as_deref()).unwrap_or_default();
    let base = base.trim_end_matches('/');
    let mut addresses = BTreeMap::new();
    for ((kind, id), slug) in slugs {
        let Some(event) = export.events.get(&(*kind, id.clone())) else { continue };
        let path = match kind {
            Kind::Incident => format!("/incidents/{slug}/"),
            Kind::Maintenance => format!("/maintenance/{slug}/"),
        };
        if !base.is_empty() {
            addresses.insert(format!("{base}/incidents/{id}"), path.clone());
        }
        addresses
            .extend(event.shortlink.iter().map(|link| (link.trim_end_matches('/').to_owned(), path.clone())));
    }
    addresses
}

/// Returns the ids of events that these inputs have only from a feed, and an earlier import from an export.
fn poorer<'a>(export: &'a MergedExport, lock: &ImportLock, notes: &mut Notes) -> BTreeSet<&'a str> {
    let known = lock.record_folders();
    let mut poorer = BTreeSet::new();
    for event in export.events.values().filter(|event| event.is_from_feed && known.contains_key(&event.id)) {
        if !event.updates.iter().any(|update| lock.path_of(&format!("update {}", update.id)).is_some()) {
            notes.add(event.id.as_str(), "a feed has less than an earlier import; left alone");
            poorer.insert(event.id.as_str());
        }
    }
    poorer
}

/// Returns the ids of the files of earlier imports that these inputs cannot judge: events that they have only from a feed
/// or that are older than their lists, and components if there are such events or no list of components.
fn unknown(
    export: &MergedExport,
    poorer: &BTreeSet<&str>,
    lock: &ImportLock,
    notes: &mut Notes,
) -> BTreeSet<String> {
    let planned: BTreeSet<&str> = export.events.values().map(|event| event.id.as_str()).collect();
    let page = export.page.as_ref().and_then(|page| page.id.as_deref());
    if page.zip(lock.page()).is_some_and(|(new, known)| new != known) {
        notes.add("page", "an earlier import was of another page; all that it wrote was left alone");
        return lock.ids_where(|_, _| true);
    }
    let mut records: BTreeSet<String> = poorer.iter().map(|id| (*id).to_owned()).collect();
    for (id, folder) in lock.record_folders() {
        let kind = if folder.starts_with("maintenance/") { Kind::Maintenance } else { Kind::Incident };
        let day = lock.first_day(&id);
        let is_listed = export
            .complete_since
            .get(&kind)
            .is_some_and(|since| day.is_some_and(|day| day > since.format("%Y-%m-%d").to_string()));
        if !planned.contains(id.as_str()) && !is_listed {
            records.insert(id);
        }
    }
    let older = records.len() - poorer.len();
    if older > 0 {
        notes.add(
            "incidents and maintenances",
            format!("{older} of earlier imports are not in these files; left alone"),
        );
    }
    let keeps_components = !records.is_empty() || export.current.is_none();
    lock.ids_where(|id, record| {
        let is_record = !record.is_empty() && records.contains(record);
        let is_component = id.starts_with("component ") || id.starts_with("group ");
        is_record || is_component && keeps_components
    })
}

fn site(page: &wire::Page, approvals_since: Option<DateTime<Utc>>, notes: &mut Notes) -> PlannedFile {
    let mut keys = Table::default();
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let title = given(&page.name);
    let address = given(&page.url).and_then(|url| SiteAddress::read(&url));
    if title.is_none() || address.is_none() {
        notes.add(SITE_FILE, "the export has no title or URL of the page; set them");
    }
    keys.set("title", title.as_deref().unwrap_or("Status"));
    let url = address.as_ref().map_or("https://status.example", |address| &address.url);
    keys.set("url", url);
    keys.set_some("authority", address.as_ref().map(|address| address.authority.as_str()));
    if let Some(zone) = given(&page.time_zone) {
        if zone.parse::<chrono_tz::Tz>().is_ok() {
            keys.set("time_zone", if zone == "Etc/UTC" { "UTC" } else { zone.as_str() });
        } else {
            notes.add(SITE_FILE, format!("`{zone}` is not a time zone; left out, so it is UTC"));
        }
    }
    keys.set_some("id", page.id.as_deref());
    let mut approval = Table::default();
    approval.set_some("since", approvals_since.map(Value::Second));
    PlannedFile::new(SITE_FILE, document(&keys, &[("approval", &approval)]))
}
