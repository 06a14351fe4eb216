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
mod stems;
#[cfg(test)]
mod tests;
mod timeline;
mod wire;

use chrono::{DateTime, Utc};

use super::error::ImportError;
use super::plan::{ImportPlan, Input, Notes};
use crate::authoring::{PlannedFile, SITE_FILE, Table, Value, document};
use components::Components;
use counts::Counts;
use timeline::EventContext;

/// Whether a file of a folder is read: exports and feeds, by their extension.
#[must_use]
pub fn wants(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("json" | "atom" | "rss"))
}

/// Plans the content files for the inputs, in any order.
///
/// `escape` turns one line of plain text into Markdown that shows exactly that text.
///
/// # Errors
///
/// Returns the errors of all inputs if any of them cannot be read.
pub fn plan(inputs: &[Input], escape: fn(&str) -> String) -> Result<ImportPlan, Vec<ImportError>> {
    let mut notes = Notes::default();
    let export = merge::merge(inputs, &mut notes)?;
    let mut files = Vec::new();
    let approvals_since = postmortem::approvals_since(export.events.values());
    if let Some(page) = &export.page {
        files.push(site(page, approvals_since, &mut notes));
    }
    let components = Components::plan(&export, &mut files, &mut notes);
    let mut counts = Counts::default();
    let mut context =
        EventContext { components: &components, escape, notes: &mut notes, counts: &mut counts };
    events::plan(export.events.values(), &mut files, &mut context);
    counts.add_notes(&mut notes);
    files.sort();
    Ok(ImportPlan { files, notes: notes.into_vec(), approvals_since })
}

fn site(page: &wire::Page, approvals_since: Option<DateTime<Utc>>, notes: &mut Notes) -> PlannedFile {
    let mut keys = Table::default();
    keys.set_some("title", page.name.as_deref());
    keys.set_some("url", page.url.as_deref());
    keys.set_some("authority", page.url.as_deref().map(authority).filter(|host| !host.is_empty()));
    let zone = page.time_zone.as_deref().map(|zone| if zone == "Etc/UTC" { "UTC" } else { zone });
    keys.set_some("time_zone", zone);
    keys.set_some("id", page.id.as_deref());
    if page.name.is_none() || page.url.is_none() {
        notes.add(SITE_FILE, "the export has no title or URL of the page; set them");
    }
    let mut approval = Table::default();
    approval.set_some("since", approvals_since.map(Value::Second));
    PlannedFile::new(SITE_FILE, document(&keys, &[("approval", &approval)]))
}

/// The host of a URL, which the ids of the new site are derived from.
fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
