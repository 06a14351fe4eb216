//! The configuration of a cState site, and the `site.toml` that it becomes.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::counts::Counts;
use super::fit::{self, Places};
use super::toml;
use super::tree::Node;
use super::yaml;
use crate::import::error::ImportError;
use crate::import::folder::Folder;
use crate::import::moment::Moment;
use crate::import::plan::{Notes, PlannedFile, SITE_FILE};
use crate::import::toml_text::{Table, document};
use crate::markdown::{Context, plain, render};

/// Where Hugo looks for its configuration, the first one first.
const FILES: [&str; 14] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/hugo.yml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
    "config/_default/config.yml",
];

/// What goes along while a site is read.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) zone: Tz,
    pub(super) notes: &'a mut Notes,
    pub(super) counts: &'a mut Counts,
}

impl Reading<'_> {
    /// The instant that a text means; tells when the text does not say its zone.
    pub(super) fn utc(&mut self, moment: Moment, span: &str, text: &str) -> DateTime<Utc> {
        if !moment.has_zone() {
            self.counts.local_times += 1;
            self.notes.add(span, format!("`{text}` has no zone; read as {}", self.zone));
        }
        moment.utc(self.zone)
    }
}

/// The configuration.
#[derive(Debug)]
pub(super) struct Config {
    /// What messages call its file.
    pub(super) name: String,
    root: Node,
}

impl Config {
    /// Finds and reads it.
    pub(super) fn read(folder: &Folder) -> Result<Self, ImportError> {
        let found = FILES.iter().find_map(|file| folder.texts.iter().find(|input| input.name == *file));
        let Some(input) = found else {
            return Err(ImportError::UnknownShape {
                input: folder.name.clone(),
                expected: "the folder of a cState site, with `config.yml` or `config.toml` in it",
            });
        };
        let name = format!("{}/{}", folder.name, input.name);
        let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        let is_toml = std::path::Path::new(&input.name).extension().is_some_and(|ending| ending == "toml");
        match if is_toml { toml::read(text) } else { yaml::read(text) } {
            Ok(root) => Ok(Self { name, root }),
            Err((line, message)) => Err(ImportError::Json { input: name, line, column: 1, message }),
        }
    }

    /// The settings of cState itself.
    pub(super) fn params(&self) -> &Node {
        const NONE: &Node = &Node::empty();
        self.root.get("params").unwrap_or(NONE)
    }

    /// Whether Hugo is told to build what it would leave out, as by `buildFuture`.
    pub(super) fn builds(&self, key: &str) -> bool {
        self.root.flag_of(key) == Some(true)
    }

    /// How a report points at a line of it.
    pub(super) fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.name)
    }

    /// The old site's address, without a slash at its end; empty where the configuration has none.
    pub(super) fn base(&self) -> String {
        let base = self.root.text_of("baseURL").unwrap_or_default().trim_end_matches('/');
        if base.starts_with("http") { base.to_owned() } else { String::new() }
    }

    /// The zone of times without one: the user's, else that of the configuration, else UTC.
    pub(super) fn zone(&self, given: Option<Tz>, notes: &mut Notes) -> Tz {
        if let Some(zone) = given {
            return zone;
        }
        let Some(node) = self.root.get("timeZone") else {
            notes.add(
                self.name.as_str(),
                "it names no `timeZone`, so times without one are read as UTC; `--time-zone` says otherwise",
            );
            return Tz::UTC;
        };
        let name = node.text().unwrap_or_default();
        name.parse().unwrap_or_else(|_| {
            let message = format!("`{name}` is no time zone; times without one are read as UTC");
            notes.add(self.at(node.line), message);
            Tz::UTC
        })
    }

    /// The site's settings.
    pub(super) fn site_file(&self, zone: Tz, places: &Places, notes: &mut Notes) -> PlannedFile {
        let mut keys = Table::default();
        let title = self.root.text_of("title").or_else(|| self.params().text_of("title"));
        keys.set("title", title.unwrap_or("Status"));
        let base = self.base();
        keys.set("url", if base.is_empty() { "https://status.example" } else { base.as_str() });
        if title.is_none() || base.is_empty() {
            notes.add(
                self.name.as_str(),
                format!("it lacks the site's `title` or a whole `baseURL`; fill them in in `{SITE_FILE}`"),
            );
        }
        if let Some(node) = self.params().get("description") {
            let text = node.text().unwrap_or_default();
            let line = one_line(text, places);
            if line != text {
                notes
                    .add(self.at(node.line), "the description is one line of plain text now; its links went");
            }
            keys.set("description", line.as_str());
        }
        let language =
            self.root.text_of("languageCode").or_else(|| self.root.text_of("defaultContentLanguage"));
        keys.set_some("language", language.filter(|code| *code != "en"));
        keys.set_some("time_zone", Some(zone.name()).filter(|name| *name != "UTC"));
        self.tell_rest(notes);
        PlannedFile { path: SITE_FILE.to_owned(), text: document(&keys, &[]) }
    }

    /// Settings that have no place here.
    fn tell_rest(&self, notes: &mut Notes) {
        const TAKEN: [&str; 5] = ["title", "description", "categories", "systems", "customTabs"];
        for (key, node) in self.params().entries() {
            if !TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(key)) {
                notes.add(
                    self.at(node.line),
                    format!("`{key}` is about cState's own look or workings; left out"),
                );
            }
        }
        for tab in self.params().items_of("customTabs") {
            let link = tab.text_of("link").unwrap_or_default();
            let name = tab.text_of("name").unwrap_or_default();
            notes.add(
                self.at(tab.line),
                format!("the tab `{name}` led to `{link}`; a page with `nav` stands in the navigation here"),
            );
        }
    }
}

/// Markdown as one line of plain text.
pub(super) fn one_line(markdown: &str, places: &Places) -> String {
    let context = Context { base_path: "", id_prefix: "", heading_base: 2, images: &|_| None };
    let rendered = render(&fit::fit(markdown, "/", places).text, &context);
    plain(&rendered.text).split_whitespace().collect::<Vec<_>>().join(" ")
}
