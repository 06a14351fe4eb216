//! The content files of a site, sorted by kind, and their conversion.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::components::Components;
use super::context::ConversionContext;
use super::events::EventWriter;
use super::issue::{Issue, Kind};
use super::pages::{self, Announcements};
use super::site_file::site_file;
use super::unpublished::Unpublished;
use crate::authoring::{ImportLock, PlannedFile};
use crate::import::cstate::parse::config::Config;
use crate::import::cstate::parse::page::{Page, join};
use crate::import::cstate::text::markdown::AddressMap;
use crate::import::error::ImportError;
use crate::import::folder::Folder;
use crate::import::slugs::Slugs;

/// The content files of a site, by kind.
#[derive(Debug, Default)]
pub(in crate::import::cstate) struct SiteContent<'a> {
    issues: Vec<Issue<'a>>,
    affected: Vec<Page<'a>>,
    pages: Vec<Page<'a>>,
}

impl<'a> SiteContent<'a> {
    /// Reads all content files; one that cannot be read is left out and noted. Hugo's drafts, and pages that it would not show at `now`, stay unpublished.
    pub(in crate::import::cstate) fn read(
        &mut self,
        folder: &'a Folder,
        config: &Config,
        now: DateTime<Utc>,
        context: &mut ConversionContext<'_>,
    ) {
        for input in folder.texts.iter().filter(|input| input.name.starts_with("content/")) {
            let page = match Page::read(input, format!("{}/{}", folder.name, input.name)) {
                Ok(page) => page,
                Err(error) => {
                    left_out(&error, &input.text, context);
                    continue;
                }
            };
            let unpublished = Unpublished::read(&page, config, now, context);
            if page.front.text_of("section") == Some("issue") {
                match Issue::read(page, unpublished.as_ref(), context) {
                    Ok(issue) => self.issues.push(issue),
                    Err(error) => left_out(&error, &input.text, context),
                }
            } else if page.path.starts_with("content/issues/") {
                let text = join(&page.body);
                context.notes.add(
                    page.at(1),
                    format!(
                        "`section: issue` is missing, so cState does not show it; left out. Its text:\n{}",
                        text.trim()
                    ),
                );
            } else if page.path.starts_with("content/affected/") {
                // The component itself comes from the configuration or the issues; only its text can be unpublished.
                if let Some(reason) = unpublished.filter(|_| page.has_text()) {
                    let outcome = "; the text of a component cannot be a draft, so it is left out";
                    reason.add_note(&page, &with_text(outcome, &page), context);
                } else {
                    self.affected.push(page);
                }
            } else if !page.has_text() {
                context.notes.add(page.at(1), "has no text; left out");
            } else if let Some(reason) = unpublished {
                let outcome = "; a page cannot be a draft, so it is left out";
                reason.add_note(&page, &with_text(outcome, &page), context);
            } else {
                self.pages.push(page);
            }
        }
    }

    /// Returns the planned files.
    pub(in crate::import::cstate) fn convert(
        &self,
        config: &Config,
        lock: &ImportLock,
        context: &mut ConversionContext<'_>,
    ) -> Vec<PlannedFile> {
        let mut addresses = AddressMap { base: config.base_url(), moved: BTreeMap::new() };
        let mut slugs = Slugs::default();
        let mut page_slugs = pages::slugs();
        let mut named_pages = Vec::new();
        for page in &self.pages {
            let slug = page_slugs.assign(page.stem(), "page", &page.name, context.notes);
            addresses.moved.insert(format!("/pages/{}", page.stem()), format!("/{slug}/"));
            named_pages.push((page, slug));
        }
        let mut announcements = Announcements::new(&mut page_slugs, context.notes);
        let mut named = Vec::new();
        for issue in &self.issues {
            let slug = slugs.assign(issue.page.stem(), "issue", &issue.page.name, context.notes);
            let new = match issue.kind {
                Kind::Incident => format!("/incidents/{slug}/"),
                Kind::Maintenance => format!("/maintenance/{slug}/"),
                Kind::Notice => announcements.address(issue, context.now),
            };
            addresses.moved.insert(format!("/issues/{}", issue.page.stem()), new);
            named.push((issue, slug));
        }
        let mut files = vec![site_file(config, context.zone, &addresses, context.notes)];
        let mut components = Components::plan(config, &self.issues, &addresses, &mut files, context);
        addresses.moved.extend(components.addresses());
        for page in self.affected.iter().filter(|page| page.has_text()) {
            if !components.describe(page, &addresses, context) {
                context.notes.add(
                    page.at(1),
                    "describes a component that neither the configuration nor an issue names; left out",
                );
            }
        }
        for (issue, slug) in named {
            match issue.kind {
                Kind::Incident => context.counts.incidents += 1,
                Kind::Maintenance => context.counts.maintenances += 1,
                Kind::Notice => context.counts.notices += 1,
            }
            if issue.kind == Kind::Notice {
                announcements.add(issue, &slug, &addresses, &mut files, context);
            } else {
                let (components, addresses) = (&components, &addresses);
                EventWriter { components, addresses, lock, context, files: &mut files }.write(issue, &slug);
            }
        }
        announcements.finish(&mut files);
        for (page, slug) in named_pages {
            pages::page(page, &slug, config, &addresses, &mut files, context);
        }
        files.extend(components.into_files());
        files.sort();
        files
    }
}

/// Adds the text of a page to the note that it is left out, because a text is never lost.
fn with_text(outcome: &str, page: &Page<'_>) -> String {
    format!("{outcome}. Its text:\n{}", join(&page.body).trim())
}

/// Notes a file that cannot be read, with its text, so that nothing is lost.
fn left_out(error: &ImportError, text: &str, context: &mut ConversionContext<'_>) {
    let hint = match error {
        ImportError::Json { .. } => "; correct the front matter and import again",
        _ => "",
    };
    context.notes.add(error.to_string(), format!("left out{hint}. Its text:\n{}", text.trim()));
}
