//! The `site.toml` of the new site.

use chrono_tz::Tz;

use crate::authoring::{PlannedFile, SITE_FILE, Table, document};
use crate::content::public::BUILT_IN_LANGUAGES;
use crate::import::cstate::parse::config::Config;
use crate::import::cstate::text::markdown::{self, AddressMap};
use crate::import::plan::Notes;
use crate::import::site_address::SiteAddress;
use crate::import::writable;
use crate::markdown::{Context, plain, render};

/// Returns the settings of the site.
pub(super) fn site_file(config: &Config, zone: Tz, addresses: &AddressMap, notes: &mut Notes) -> PlannedFile {
    let mut keys = Table::default();
    let title = config.root.text_of("title").or_else(|| config.params().text_of("title"));
    let title = title.map(writable::line).filter(|title| !title.is_empty());
    keys.set("title", title.as_deref().unwrap_or("Status"));
    let base = config.base_url();
    let address = Some(base.as_str()).filter(|base| !base.is_empty()).and_then(SiteAddress::read);
    keys.set("url", address.as_ref().map_or("https://status.example", |address| &address.url));
    let authority = address.as_ref().map_or("status.example", |address| &address.authority);
    keys.set("authority", authority);
    if title.is_none() || address.is_none() {
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
        keys.set_some("description", Some(line.as_str()).filter(|line| !line.is_empty()));
    }
    keys.set_some("language", language(config, notes).filter(|code| *code != "en"));
    keys.set_some("time_zone", Some(zone.name()).filter(|name| *name != "UTC"));
    note_unused_settings(config, notes);
    PlannedFile::new(SITE_FILE, document(&keys, &[]))
}

/// Returns the code of the language, if the words of the interface exist in it.
fn language<'c>(config: &'c Config, notes: &mut Notes) -> Option<&'c str> {
    let node = ["languageCode", "defaultContentLanguage"].iter().find_map(|key| config.root.get(key))?;
    let code = node.text()?;
    let mut parts = code.split('-');
    let is_built_in = parts.next().is_some_and(|base| BUILT_IN_LANGUAGES.contains(&base));
    let is_region =
        |part: &str| matches!(part.len(), 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_built_in && parts.all(is_region) {
        return Some(code);
    }
    let message = format!(
        "the interface has no words in the language `{code}` yet, so they are English; docs/languages.md says how to add them"
    );
    notes.add(config.at(node.line), message);
    None
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
    writable::line(&plain(&rendered.text).split_whitespace().collect::<Vec<_>>().join(" "))
}
