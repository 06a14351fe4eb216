//! Statuspage's v2 files (`components.json`, `incidents.json`, `scheduled-maintenances.json`, `summary.json`)
//! as `content/` files.
//!
//! Files are told apart by their keys and may overlap. Nothing is looked up anywhere: what the files do not
//! say is not there. What the export holds and content has no key for is kept in tables
//! called `[imported]`, so that the read API can give it out again as it was.

mod aside;
mod body;
mod component_files;
mod components;
mod counts;
mod entries;
mod event;
mod events;
mod gather;
mod groups;
mod mentions;
mod postmortem;
mod stems;
#[cfg(test)]
mod tests;
mod wire;

use chrono::{DateTime, Utc};

use super::error::ImportError;
use super::plan::{Input, Notes, Plan, PlannedFile, SITE_FILE};
use super::toml_text::{Table, Value, document};
use components::Components;
use counts::Counts;
use entries::Telling;

/// Whether a file of a folder is to be read: exports and feeds, by their ending.
#[must_use]
pub fn wants(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("json" | "atom" | "rss"))
}

/// Plans the content for everything that the inputs hold, in any order, each thing once.
///
/// `escape` turns one line of plain text into Markdown that shows exactly that text. When any input cannot be
/// read there is no plan, but all errors.
pub fn plan(inputs: &[Input], escape: fn(&str) -> String) -> Result<Plan, Vec<ImportError>> {
    let mut notes = Notes::default();
    let found = gather::gather(inputs, &mut notes)?;
    let mut files = Vec::new();
    let approvals_since = postmortem::approvals_since(found.events.values());
    if let Some(page) = &found.page {
        files.push(site(page, approvals_since, &mut notes));
    }
    let components = Components::plan(&found, &mut files, &mut notes);
    let mut counts = Counts::default();
    let mut telling = Telling { components: &components, escape, notes: &mut notes, counts: &mut counts };
    events::plan(found.events.values(), &mut files, &mut telling);
    counts.tell(&mut notes);
    files.sort();
    Ok(Plan { files, notes: notes.into_vec(), approvals_since })
}

fn site(page: &wire::Page, approvals_since: Option<DateTime<Utc>>, notes: &mut Notes) -> PlannedFile {
    let mut keys = Table::default();
    keys.set_some("title", page.name.as_deref());
    keys.set_some("url", page.url.as_deref());
    let zone = page.time_zone.as_deref().map(|zone| if zone == "Etc/UTC" { "UTC" } else { zone });
    keys.set_some("time_zone", zone);
    keys.set_some("id", page.id.as_deref());
    if page.name.is_none() || page.url.is_none() {
        notes.add(SITE_FILE, "the export does not name the page's title or address; fill them in");
    }
    let mut approval = Table::default();
    approval.set_some("since", approvals_since.map(Value::Second));
    PlannedFile { path: SITE_FILE.to_owned(), text: document(&keys, &[("approval", &approval)]) }
}
