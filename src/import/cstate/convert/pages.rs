//! Converting announcements to notices, and free pages to pages.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::context::ConversionContext;
use super::issue::{Issue, shown};
use super::old_address;
use crate::authoring::{PlannedFile, Table, Value};
use crate::import::cstate::parse::config::Config;
use crate::import::cstate::parse::page::{Page, join};
use crate::import::cstate::text::comments;
use crate::import::cstate::text::markdown::{self, AddressMap};
use crate::import::cstate::text::track;
use crate::import::plan::Notes;
use crate::import::slugs::Slugs;
use crate::import::writable::{self, markdown_file};
use crate::markdown::escape;

/// How long an announcement without an end is shown. On the first page of cState, newer posts replace it.
const DEFAULT_DURATION: TimeDelta = TimeDelta::days(14);

/// How long an announcement without an end is shown if it is pinned.
const PINNED_DURATION: TimeDelta = TimeDelta::days(90);

/// The page with the announcements that are over.
const ANNOUNCEMENTS: &str = "announcements";

/// Slugs that the site itself uses.
const RESERVED: [&str; 10] = [
    "incidents",
    "maintenance",
    "components",
    "history",
    "api",
    "assets",
    "v",
    "postmortems",
    "response",
    "subscribe",
];

/// Returns the slugs for pages, with the reserved ones in use.
pub(in crate::import::cstate) fn slugs() -> Slugs {
    let mut slugs = Slugs::default();
    for name in RESERVED {
        slugs.reserve(name);
    }
    slugs
}

/// The announcements of a site: those that are shown become notices, and those that are over become sections of one page,
/// because a notice is not readable after its end.
#[derive(Debug)]
pub(in crate::import::cstate) struct Announcements {
    slug: String,
    /// Newest first: the time, the title and the text of each.
    past: Vec<(DateTime<Utc>, String)>,
    /// The addresses that they had.
    aliases: BTreeSet<String>,
}

impl Announcements {
    /// Chooses the address of the page; `slugs` are those of pages.
    pub(in crate::import::cstate) fn new(slugs: &mut Slugs, notes: &mut Notes) -> Self {
        let slug = slugs.assign(ANNOUNCEMENTS, ANNOUNCEMENTS, "announcements", notes);
        Self { slug, past: Vec::new(), aliases: BTreeSet::new() }
    }

    /// Returns the new address of an announcement.
    pub(in crate::import::cstate) fn address(&self, issue: &Issue<'_>, now: DateTime<Utc>) -> String {
        if end(issue) <= now { format!("/{}/", self.slug) } else { "/".to_owned() }
    }

    /// Converts an announcement.
    pub(in crate::import::cstate) fn add(
        &mut self,
        issue: &Issue<'_>,
        slug: &str,
        addresses: &AddressMap,
        files: &mut Vec<PlannedFile>,
        context: &mut ConversionContext<'_>,
    ) {
        // `Issue::read` has added a note with the reason.
        if issue.draft {
            let line = issue.page.body.first().map_or(1, |line| line.number);
            let text = join(&issue.page.body);
            let note = format!("a notice cannot be a draft, so it is left out. Its text:\n{}", text.trim());
            context.notes.add(issue.page.at(line), note);
            return;
        }
        let to = end(issue);
        let is_over = to <= context.now;
        let at = issue.page.at_key("informational");
        if is_over {
            context
                .notes
                .add(at, format!("is over since {}, so it is on the page `/{}/`", shown(to), self.slug));
        } else if issue.end.is_none() {
            context.notes.add(at, format!("an announcement without an end; shown until {}", shown(to)));
        }
        for (name, line) in &issue.affected {
            context
                .notes
                .add(issue.page.at(*line), format!("a notice has no components; `{name}` is left out"));
        }
        let body = text(&issue.page, &format!("/issues/{}/", issue.page.stem()), addresses, context);
        if is_over {
            let day = issue.start.with_timezone(&context.zone).format("%Y-%m-%d");
            let section = format!("## {}\n\n{day}\n\n{body}", escape(&issue.title));
            self.past.push((issue.start, section));
            self.aliases.extend(old_address::alias(issue.page.path));
            return;
        }
        let mut keys = Table::default();
        keys.set("title", issue.title.as_str());
        keys.set("from", Value::set_time(issue.start));
        keys.set("to", Value::set_time(to));
        keys.set_some("aliases", old_address::aliases(issue.page.path));
        if issue.pinned {
            keys.set("pinned", Value::Bool(true));
        }
        let path = format!("content/notices/{slug}.md");
        files.push(PlannedFile::new(path, markdown_file(&keys, &[], &body)));
    }

    /// Adds the page of the announcements that are over, if there are any.
    pub(in crate::import::cstate) fn finish(mut self, files: &mut Vec<PlannedFile>) {
        if self.past.is_empty() {
            return;
        }
        self.past.sort_by(|a, b| b.cmp(a));
        let mut keys = Table::default();
        keys.set("title", "Announcements");
        keys.set("nav", Value::Integer(100));
        if !self.aliases.is_empty() {
            keys.set(
                "aliases",
                Value::List(self.aliases.iter().map(|alias| Value::from(alias.as_str())).collect()),
            );
        }
        let sections: Vec<String> = self.past.into_iter().map(|(_, section)| section).collect();
        let text = markdown_file(&keys, &[], &sections.join("\n\n"));
        files.push(PlannedFile::new(format!("content/pages/{}.md", self.slug), text));
    }
}

/// Returns the time until which an announcement is shown, UTC.
fn end(issue: &Issue<'_>) -> DateTime<Utc> {
    let duration = if issue.pinned { PINNED_DURATION } else { DEFAULT_DURATION };
    issue.end.unwrap_or(issue.start + duration)
}

/// Converts a free page; the tabs of the configuration give its position in the navigation.
pub(in crate::import::cstate) fn page(
    page: &Page<'_>,
    slug: &str,
    config: &Config,
    addresses: &AddressMap,
    files: &mut Vec<PlannedFile>,
    context: &mut ConversionContext<'_>,
) {
    let mut keys = Table::default();
    let title = page.front.text_of("title").filter(|title| !title.trim().is_empty());
    let title = title.unwrap_or_else(|| page.stem()).split_whitespace().collect::<Vec<_>>().join(" ");
    keys.set("title", writable::line(&title).as_str());
    let tabs = config.params().items_of("customTabs").iter();
    let is_tab = |link: &str| link.trim_matches('/').rsplit('/').next() == Some(page.stem());
    let nav =
        tabs.enumerate().find(|(_, tab)| tab.text_of("link").is_some_and(is_tab)).map(|(index, _)| index + 1);
    keys.set_some("nav", nav.and_then(|nav| i64::try_from(nav).ok()).map(Value::Integer));
    keys.set_some("aliases", old_address::aliases(page.path));
    let home = format!("{}/", page.path.trim_start_matches("content").trim_end_matches(".md"));
    let body = text(page, &home, addresses, context);
    context.counts.pages += 1;
    files.push(PlannedFile::new(format!("content/pages/{slug}.md"), markdown_file(&keys, &[], &body)));
}

/// Converts the visible text of a page.
pub(in crate::import::cstate) fn text(
    page: &Page<'_>,
    home: &str,
    addresses: &AddressMap,
    context: &mut ConversionContext<'_>,
) -> String {
    let separated = comments::separate(&page.body);
    for part in &separated.hidden {
        let line = part.first().map_or(1, |line| line.number);
        context.notes.add(page.at(line), format!("the hidden text `{}` was removed", join(part)));
    }
    for line in &separated.stray {
        context.notes.add(page.at(*line), "a stray `-->` was removed");
    }
    let mut lines = separated.visible;
    if matches!(page.extension().as_str(), "html" | "htm") {
        // Markdown would treat indented HTML as code.
        for line in &mut lines {
            line.text = line.text.trim_start().to_owned();
        }
    }
    let converted = markdown::convert(&track::shown(&join(&lines), context.zone), home, addresses);
    let line = page.body.first().map_or(1, |line| line.number);
    for change in converted.changes {
        context.notes.add(page.at(line), change);
    }
    converted.text
}
