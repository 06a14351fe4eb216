//! Sites of [cState](https://github.com/cstate/cstate), a theme for Hugo, converted to content files.
//!
//! The configuration, systems, categories, issues, descriptions of affected systems and free pages are converted; the
//! look, images and scripts are not. cState validates nothing, so real sites contain contradictions: a note with file
//! and line reports every repair and everything that has no counterpart. The git history, which has the real times of
//! the updates, is not read.
//!
//! `parse` reads the files of the site, `text` converts the text of an issue or a page, and `convert` builds
//! records from both. Each uses only the ones before it.

mod convert;
mod parse;
mod text;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::error::ImportError;
use super::folder::Folder;
use super::plan::{ImportPlan, Notes};
use crate::authoring::ImportLock;
use convert::context::ConversionContext;
use convert::counts::Counts;
use convert::site_content::SiteContent;
use parse::config::Config;
pub(super) use parse::tree::Node as YamlNode;
pub(super) use parse::yaml::read as read_yaml;
pub(super) use text::markdown::{AddressMap, convert as convert_markdown};

/// Whether a file of a site is read; the report only names all others.
#[must_use]
pub fn wants(path: &str) -> bool {
    let extension =
        path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "md" | "markdown" | "html" | "htm" => path.starts_with("content/"),
        "yml" | "yaml" | "toml" | "json" => !path.contains('/') || path.starts_with("config/_default/"),
        _ => false,
    }
}

/// Plans the content files for a whole site. Times without a zone are in `zone`, else in the zone of the site, else in
/// UTC. Pages that Hugo would not show at `now` become drafts or are left out. Ids of earlier imports are taken from `lock`.
///
/// # Errors
///
/// Returns an error if the folder is not a site, or its configuration cannot be read.
pub fn plan(
    folder: &Folder,
    zone: Option<Tz>,
    now: DateTime<Utc>,
    lock: &ImportLock,
) -> Result<ImportPlan, Vec<ImportError>> {
    let config = Config::read(folder).map_err(|error| vec![error])?;
    let (mut notes, mut counts) = (Notes::default(), Counts::default());
    let zone = config.zone(zone, &mut notes);
    let mut context = ConversionContext { zone, now, notes: &mut notes, counts: &mut counts };
    let mut site = SiteContent::default();
    site.read(folder, &config, now, &mut context);
    let files = site.convert(&config, lock, &mut context);
    note_other_files(folder, &config, &mut notes);
    let mut summary = Notes::default();
    counts.add_notes(&mut summary);
    Ok(ImportPlan { files, notes: notes.into_vec(), summary: summary.into_vec(), ..ImportPlan::default() })
}

/// Notes the files that were not read: each file of `content/`, and the number of others by folder.
fn note_other_files(folder: &Folder, config: &Config, notes: &mut Notes) {
    let mut elsewhere: BTreeMap<&str, usize> = BTreeMap::new();
    let unread = folder.texts.iter().map(|input| input.name.as_str());
    let unread = unread
        .filter(|path| !path.starts_with("content/") && format!("{}/{path}", folder.name) != config.name);
    for path in folder.others.iter().map(String::as_str).chain(unread) {
        match path.split_once('/') {
            Some(("content", _)) => {
                notes.add(format!("{}/{path}", folder.name), "is neither Markdown nor HTML; left out");
            }
            Some((first, _)) => *elsewhere.entry(first).or_default() += 1,
            None => *elsewhere.entry(path).or_default() += 1,
        }
    }
    for (path, count) in elsewhere {
        let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        notes.add(format!("{}/{path}", folder.name), format!("{files} without content; left out"));
    }
}
