//! The configuration of a cState site.

use chrono_tz::Tz;

use super::toml;
use super::tree::Node;
use super::yaml;
use crate::import::error::ImportError;
use crate::import::folder::Folder;
use crate::import::plan::Notes;

/// The files in which Hugo looks for its configuration, in this order.
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

/// The configuration of a site.
#[derive(Debug)]
pub(in crate::import::cstate) struct Config {
    /// The name of its file in messages.
    pub(in crate::import::cstate) name: String,
    pub(in crate::import::cstate) root: Node,
}

impl Config {
    /// Finds and parses the configuration of a site.
    pub(in crate::import::cstate) fn read(folder: &Folder) -> Result<Self, ImportError> {
        let found = FILES.iter().find_map(|file| folder.texts.iter().find(|input| input.name == *file));
        let Some(input) = found else {
            return Err(ImportError::UnknownShape {
                input: folder.name.clone(),
                expected: "the folder of a cState site with `config.yml` or `config.toml`",
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

    /// Returns the settings of cState itself.
    pub(in crate::import::cstate) fn params(&self) -> &Node {
        const NONE: &Node = &Node::empty();
        self.root.get("params").unwrap_or(NONE)
    }

    /// Whether a key such as `buildFuture` lets Hugo build pages that it would otherwise skip.
    pub(in crate::import::cstate) fn builds(&self, key: &str) -> bool {
        self.root.flag_of(key) == Some(true)
    }

    /// Returns a line of the file as the subject of a note.
    pub(in crate::import::cstate) fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.name)
    }

    /// Returns the URL of the old site without a trailing slash; empty if the configuration has none.
    pub(in crate::import::cstate) fn base_url(&self) -> String {
        let base = self.root.text_of("baseURL").unwrap_or_default().trim_end_matches('/');
        if base.starts_with("http") { base.to_owned() } else { String::new() }
    }

    /// Returns the zone of times without one: the user's, else the configured one, else UTC.
    pub(in crate::import::cstate) fn zone(&self, given: Option<Tz>, notes: &mut Notes) -> Tz {
        if let Some(zone) = given {
            return zone;
        }
        let Some(node) = self.root.get("timeZone") else {
            notes.add(
                self.name.as_str(),
                "`timeZone` is missing, so times without a zone are read as UTC; set another one with `--time-zone`",
            );
            return Tz::UTC;
        };
        let name = node.text().unwrap_or_default();
        name.parse().unwrap_or_else(|_| {
            let message = format!("`{name}` is not a time zone, so times without a zone are read as UTC");
            notes.add(self.at(node.line), message);
            Tz::UTC
        })
    }
}
