//! The `site.toml` of the new site.

use chrono_tz::Tz;

use crate::authoring::{PlannedFile, SITE_FILE, Table, document};
use crate::import::cstate::parse::config::Config;
use crate::import::cstate::text::markdown::{self, AddressMap};
use crate::import::plan::Notes;
use crate::markdown::{Context, plain, render};

/// Returns the settings of the site.
pub(super) fn site_file(config: &Config, zone: Tz, addresses: &AddressMap, notes: &mut Notes) -> PlannedFile {
    let mut keys = Table::default();
    let title = config.root.text_of("title").or_else(|| config.params().text_of("title"));
    keys.set("title", title.unwrap_or("Status"));
    let base = config.base_url();
    let url = if base.is_empty() { "https://status.example" } else { base.as_str() };
    keys.set("url", url);
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next();
    keys.set_some("authority", host.filter(|host| !host.is_empty()));
    if title.is_none() || base.is_empty() {
        notes.add(
            config.name.as_str(),
            format!("`title` or an absolute `baseURL` is missing; set them in `{SITE_FILE}`"),
        );
    }
    if let Some(node) = config.params().get("description") {
        let text = node.text().unwrap_or_default();
        let line = one_line(text, addresses);
        if line != text {
            notes.add(config.at(node.line), "the description is now one line of plain text, without links");
        }
        keys.set("description", line.as_str());
    }
    let language =
        config.root.text_of("languageCode").or_else(|| config.root.text_of("defaultContentLanguage"));
    keys.set_some("language", language.filter(|code| *code != "en"));
    keys.set_some("time_zone", Some(zone.name()).filter(|name| *name != "UTC"));
    note_unused_settings(config, notes);
    PlannedFile::new(SITE_FILE, document(&keys, &[]))
}

/// Notes the settings that have no counterpart.
fn note_unused_settings(config: &Config, notes: &mut Notes) {
    const TAKEN: [&str; 5] = ["title", "description", "categories", "systems", "customTabs"];
    for (key, node) in config.params().entries() {
        if !TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(key)) {
            notes.add(config.at(node.line), format!("`{key}` configures cState itself; left out"));
        }
    }
    for tab in config.params().items_of("customTabs") {
        let link = tab.text_of("link").unwrap_or_default();
        let name = tab.text_of("name").unwrap_or_default();
        notes.add(
            config.at(tab.line),
            format!("the tab `{name}` linked to `{link}`; only pages with `nav` are in the navigation now"),
        );
    }
}

/// Converts Markdown to one line of plain text.
pub(super) fn one_line(markdown: &str, addresses: &AddressMap) -> String {
    let context = Context { base_path: "", origin: "", id_prefix: "", heading_base: 2, images: &|_| None };
    let rendered = render(&markdown::convert(markdown, "/", addresses).text, &context);
    plain(&rendered.text).split_whitespace().collect::<Vec<_>>().join(" ")
}
