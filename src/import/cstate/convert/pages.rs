//! Converting announcements to notices, and free pages to pages.

use chrono::TimeDelta;

use super::context::ConversionContext;
use super::issue::{Issue, shown};
use super::old_address;
use crate::authoring::{PlannedFile, Table, Value, markdown_file};
use crate::import::cstate::parse::config::Config;
use crate::import::cstate::parse::page::{Page, join};
use crate::import::cstate::text::comments;
use crate::import::cstate::text::markdown::{self, AddressMap};
use crate::import::slugs::Slugs;

/// How long an announcement without an end is shown unless it is pinned. On the first page of cState, newer posts replace
/// it.
const DEFAULT_DURATION: TimeDelta = TimeDelta::days(14);

/// Slugs that the site itself uses.
const RESERVED: [&str; 9] =
    ["incidents", "maintenance", "components", "history", "api", "assets", "v", "postmortems", "subscribe"];

/// Returns the slugs for pages, with the reserved ones in use.
pub(in crate::import::cstate) fn slugs() -> Slugs {
    let mut slugs = Slugs::default();
    for name in RESERVED {
        slugs.reserve(name);
    }
    slugs
}

/// Converts an announcement to a notice.
pub(in crate::import::cstate) fn notice(
    issue: &Issue<'_>,
    slug: &str,
    addresses: &AddressMap,
    files: &mut Vec<PlannedFile>,
    context: &mut ConversionContext<'_>,
) {
    // `Issue::read` has added the note.
    if issue.draft {
        return;
    }
    let mut keys = Table::default();
    keys.set("title", issue.title.as_str());
    keys.set("from", Value::set_time(issue.start));
    let is_informational = issue.page.front.flag_of("informational") == Some(true);
    let end =
        issue.end.or_else(|| (is_informational && !issue.pinned).then(|| issue.start + DEFAULT_DURATION));
    if issue.end.is_none()
        && let Some(end) = end
    {
        let message =
            format!("an announcement without an end that is not pinned; shown until {}", shown(end));
        context.notes.add(issue.page.at_key("informational"), message);
    }
    keys.set_some("to", end.map(Value::set_time));
    if issue.pinned {
        keys.set("pinned", Value::Bool(true));
    }
    if let Some((_, line)) = issue.affected.first() {
        context.notes.add(issue.page.at(*line), "a notice has no components; left out");
    }
    let body = text(&issue.page, &format!("/issues/{}/", issue.page.stem()), addresses, context);
    files.push(PlannedFile::new(format!("content/notices/{slug}.md"), markdown_file(&keys, &[], &body)));
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
    keys.set("title", page.front.text_of("title").unwrap_or_else(|| page.stem()));
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
    let converted = markdown::convert(&join(&lines), home, addresses);
    let line = page.body.first().map_or(1, |line| line.number);
    for change in converted.changes {
        context.notes.add(page.at(line), change);
    }
    converted.text
}
