//! Announcements and free pages.

use chrono::TimeDelta;

use super::comments;
use super::fit::{self, Places};
use super::issue::{Issue, shown};
use super::page::{Page, join};
use super::site::{Config, Reading};
use crate::import::plan::PlannedFile;
use crate::import::slugs::Slugs;
use crate::import::toml_text::{Table, Value, markdown_file};

/// How long an announcement that is not pinned is shown when it does not say: on cState's first page, newer posts push
/// it away.
const SHOWN: TimeDelta = TimeDelta::days(14);

/// Names that the site needs for itself.
const RESERVED: [&str; 9] =
    ["incidents", "maintenance", "components", "history", "api", "assets", "v", "postmortems", "subscribe"];

/// Slugs for pages, without the names that are taken.
pub(super) fn slugs() -> Slugs {
    let mut slugs = Slugs::default();
    for name in RESERVED {
        slugs.reserve(name);
    }
    slugs
}

/// An announcement as a notice.
pub(super) fn notice(
    issue: &Issue<'_>,
    slug: &str,
    places: &Places,
    files: &mut Vec<PlannedFile>,
    reading: &mut Reading<'_>,
) {
    // Reading it has told so.
    if issue.draft {
        return;
    }
    let mut keys = Table::default();
    keys.set("title", issue.title.as_str());
    keys.set("from", Value::set_time(issue.start));
    let is_informational = issue.page.front.flag_of("informational") == Some(true);
    let end = issue.end.or_else(|| (is_informational && !issue.pinned).then(|| issue.start + SHOWN));
    if issue.end.is_none()
        && let Some(end) = end
    {
        let message = format!("an announcement that is not pinned; shown until {}", shown(end));
        reading.notes.add(issue.page.at_key("informational"), message);
    }
    keys.set_some("to", end.map(Value::set_time));
    if issue.pinned {
        keys.set("pinned", Value::Bool(true));
    }
    if let Some((_, line)) = issue.affected.first() {
        reading.notes.add(issue.page.at(*line), "an announcement names no components here; left out");
    }
    let body = text(&issue.page, &format!("/issues/{}/", issue.page.stem()), places, reading);
    files.push(PlannedFile {
        path: format!("content/notices/{slug}.md"),
        text: markdown_file(&keys, &[], &body),
    });
}

/// A free page; the tabs of the configuration give its place in the navigation.
pub(super) fn page(
    page: &Page<'_>,
    slug: &str,
    config: &Config,
    places: &Places,
    files: &mut Vec<PlannedFile>,
    reading: &mut Reading<'_>,
) {
    let mut keys = Table::default();
    keys.set("title", page.front.text_of("title").unwrap_or_else(|| page.stem()));
    let tabs = config.params().items_of("customTabs").iter();
    let is_tab = |link: &str| link.trim_matches('/').rsplit('/').next() == Some(page.stem());
    let nav =
        tabs.enumerate().find(|(_, tab)| tab.text_of("link").is_some_and(is_tab)).map(|(index, _)| index + 1);
    keys.set_some("nav", nav.and_then(|nav| i64::try_from(nav).ok()).map(Value::Integer));
    let home = format!("{}/", page.path.trim_start_matches("content").trim_end_matches(".md"));
    let body = text(page, &home, places, reading);
    reading.counts.pages += 1;
    files.push(PlannedFile {
        path: format!("content/pages/{slug}.md"),
        text: markdown_file(&keys, &[], &body),
    });
}

/// What readers saw of a page's text, fit for allclear.
pub(super) fn text(page: &Page<'_>, home: &str, places: &Places, reading: &mut Reading<'_>) -> String {
    let parted = comments::part(&page.body);
    for comment in &parted.comments {
        let line = comment.first().map_or(1, |line| line.number);
        reading.notes.add(page.at(line), format!("the hidden text `{}` went", join(comment)));
    }
    for line in &parted.stray {
        reading.notes.add(page.at(*line), "a left-over `-->` went");
    }
    let mut lines = parted.shown;
    if matches!(page.ending().as_str(), "html" | "htm") {
        // Markdown would read the indentation of HTML as code.
        for line in &mut lines {
            line.text = line.text.trim_start().to_owned();
        }
    }
    let fitted = fit::fit(&join(&lines), home, places);
    let line = page.body.first().map_or(1, |line| line.number);
    for change in fitted.changes {
        reading.notes.add(page.at(line), change);
    }
    fitted.text
}
