//! A site of [cState](https://github.com/cstate/cstate), which is a site of Hugo, as `content/` files.
//!
//! Configuration, systems, categories, issues, affected pages and free pages are taken over; looks, pictures and
//! workings are not. cState checks nothing, so real sites hold much that contradicts itself: every repair and
//! everything that found no place is told with its file and line. Nothing here reads the history in git, which knows
//! when each update was really written.

mod comments;
mod components;
mod counts;
mod entry;
mod events;
mod fit;
mod groups;
mod heading;
mod hidden;
mod html;
mod issue;
mod label;
mod page;
mod pages;
mod schedule;
mod shortcode;
mod site;
mod toml;
mod tree;
mod unpublished;
mod updates;
mod yaml;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::error::ImportError;
use super::folder::Folder;
use super::plan::{Notes, Plan, PlannedFile};
use super::slugs::Slugs;
use components::Components;
use counts::Counts;
use events::Writer;
use fit::Places;
use issue::{Issue, Kind};
use page::Page;
use site::{Config, Reading};
use unpublished::Unpublished;

/// Whether a file of a site is to be read; all others are only named in the report.
#[must_use]
pub fn wants(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "md" | "markdown" | "html" | "htm" => path.starts_with("content/"),
        "yml" | "yaml" | "toml" | "json" => !path.contains('/') || path.starts_with("config/_default/"),
        _ => false,
    }
}

/// Plans the content for a whole site. Times without a zone are of `zone`, else of the site's own zone, else UTC. When
/// any file cannot be read there is no plan, but all errors. What Hugo would not show as of `now` becomes no public text.
pub fn plan(folder: &Folder, zone: Option<Tz>, now: DateTime<Utc>) -> Result<Plan, Vec<ImportError>> {
    let config = Config::read(folder).map_err(|error| vec![error])?;
    let (mut notes, mut counts) = (Notes::default(), Counts::default());
    let zone = config.zone(zone, &mut notes);
    let mut reading = Reading { zone, notes: &mut notes, counts: &mut counts };
    let mut sorted = Sorted::default();
    sorted.read(folder, &config, now, &mut reading);
    if !sorted.errors.is_empty() {
        return Err(sorted.errors);
    }
    let files = sorted.write(&config, &mut reading);
    tell_others(folder, &config, &mut notes);
    counts.tell(&mut notes);
    Ok(Plan { files, notes: notes.into_vec(), approvals_since: None })
}

/// The files of a site by what they are.
#[derive(Debug, Default)]
struct Sorted<'a> {
    issues: Vec<Issue<'a>>,
    affected: Vec<Page<'a>>,
    pages: Vec<Page<'a>>,
    errors: Vec<ImportError>,
}

impl<'a> Sorted<'a> {
    fn read(&mut self, folder: &'a Folder, config: &Config, now: DateTime<Utc>, reading: &mut Reading<'_>) {
        for input in folder.texts.iter().filter(|input| input.name.starts_with("content/")) {
            let page = match Page::read(input, format!("{}/{}", folder.name, input.name)) {
                Ok(page) => page,
                Err(error) => {
                    self.errors.push(error);
                    continue;
                }
            };
            let unpublished = Unpublished::read(&page, config, now, reading);
            if page.front.text_of("section") == Some("issue") {
                match Issue::read(page, unpublished.as_ref(), reading) {
                    Ok(issue) => self.issues.push(issue),
                    Err(error) => self.errors.push(error),
                }
            } else if page.path.starts_with("content/issues/") {
                reading
                    .notes
                    .add(page.at(1), "has no `section: issue`, so cState shows it nowhere; left out");
            } else if page.path.starts_with("content/affected/") {
                // The component itself comes from the configuration or the issues: only its text is at stake.
                if let Some(reason) = unpublished.filter(|_| page.has_text()) {
                    reason.tell(&page, ": a component has no draft of its text; left out", reading);
                } else {
                    self.affected.push(page);
                }
            } else if !page.has_text() {
                reading.notes.add(page.at(1), "has no text; left out");
            } else if let Some(reason) = unpublished {
                reason.tell(&page, ": a page has no drafts here; left out", reading);
            } else {
                self.pages.push(page);
            }
        }
    }

    fn write(&self, config: &Config, reading: &mut Reading<'_>) -> Vec<PlannedFile> {
        let mut places = Places { base: config.base(), moved: BTreeMap::new() };
        let mut slugs = Slugs::default();
        let mut named = Vec::new();
        for issue in &self.issues {
            let slug = slugs.give(issue.page.stem(), "issue", &issue.page.name, reading.notes);
            let new = match issue.kind {
                Kind::Incident => format!("/incidents/{slug}/"),
                Kind::Maintenance => format!("/maintenance/{slug}/"),
                Kind::Notice => "/".to_owned(),
            };
            places.moved.insert(format!("/issues/{}", issue.page.stem()), new);
            named.push((issue, slug));
        }
        let mut page_slugs = pages::slugs();
        let mut named_pages = Vec::new();
        for page in &self.pages {
            let slug = page_slugs.give(page.stem(), "page", &page.name, reading.notes);
            places.moved.insert(format!("/pages/{}", page.stem()), format!("/{slug}/"));
            named_pages.push((page, slug));
        }
        let mut files = vec![config.site_file(reading.zone, &places, reading.notes)];
        let mut components = Components::plan(config, &self.issues, &places, &mut files, reading);
        places.moved.extend(components.addresses());
        for page in self.affected.iter().filter(|page| page.has_text()) {
            if !components.describe(page, &places, reading) {
                reading.notes.add(page.at(1), "describes a component that nothing names; left out");
            }
        }
        for (issue, slug) in named {
            match issue.kind {
                Kind::Incident => reading.counts.incidents += 1,
                Kind::Maintenance => reading.counts.maintenances += 1,
                Kind::Notice => reading.counts.notices += 1,
            }
            if issue.kind == Kind::Notice {
                pages::notice(issue, &slug, &places, &mut files, reading);
            } else {
                let (components, places) = (&components, &places);
                Writer { components, places, reading, files: &mut files }.write(issue, &slug);
            }
        }
        for (page, slug) in named_pages {
            pages::page(page, &slug, config, &places, &mut files, reading);
        }
        files.extend(components.into_files());
        files.sort();
        files
    }
}

/// Files that were not read: each of `content/`, and the others by their folder.
fn tell_others(folder: &Folder, config: &Config, notes: &mut Notes) {
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
        notes.add(format!("{}/{path}", folder.name), format!("{files} about looks or workings; left out"));
    }
}
