//! Systems and categories as components and groups, and the names that only issues know.
//!
//! cState shows a row only for systems that its configuration declares. A component that only issues name is
//! therefore kept as retired, from after the last issue that names it, unless one of these is still open.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::fit::{self, Places};
use super::groups::Groups;
use super::issue::Issue;
use super::page::Page;
use super::pages;
use super::site::{Config, Reading, one_line};
use super::tree::Node;
use crate::import::plan::PlannedFile;
use crate::import::slugs::{Slugs, slug};
use crate::import::toml_text::{Table, Value, markdown_file};

/// How issues name each component: by the name in cState, the label in content files.
#[derive(Debug, Default)]
pub(super) struct Components {
    labels: BTreeMap<String, Component>,
    /// Names that are other spellings of one in `labels`.
    aliases: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
struct Component {
    path: String,
    keys: Table,
    body: String,
}

/// The uses of a name that no configuration declares.
struct Use {
    span: String,
    count: usize,
    last: DateTime<Utc>,
    is_open: bool,
}

impl Use {
    fn told(&self, name: &str, kept: &str) -> String {
        let times = if self.count == 1 { "once".to_owned() } else { format!("{} times", self.count) };
        format!("`{name}` is named {times}, but not declared in the configuration; {kept}")
    }
}

impl Components {
    /// The label of a name that an issue uses.
    pub(super) fn label(&self, name: &str) -> Option<&str> {
        let name = self.aliases.get(name).map_or(name, String::as_str);
        self.labels.get(name).map(|component| component.path.as_str())
    }

    /// Where the page of a component is, by the last part of its old address.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (String, String)> {
        self.labels.iter().map(|(name, component)| {
            let old = name.to_lowercase().replace(' ', "-");
            (format!("/affected/{old}"), format!("/components/{}/", component.path))
        })
    }

    /// Chooses names for everything that the configuration and the issues name.
    pub(super) fn plan(
        config: &Config,
        issues: &[Issue<'_>],
        places: &Places,
        files: &mut Vec<PlannedFile>,
        reading: &mut Reading<'_>,
    ) -> Self {
        let mut components = Self::default();
        let mut slugs = Slugs::default();
        let groups = Groups::plan(config, &mut slugs, files, reading);
        for (index, system) in config.params().items_of("systems").iter().enumerate() {
            components.declare(config, system, index, &groups, places, &mut slugs, reading);
        }
        reading.counts.declared = components.labels.len();
        components.add_undeclared(issues, &mut slugs, reading);
        components
    }

    #[expect(clippy::too_many_arguments, reason = "each is another part of the plan, used once")]
    fn declare(
        &mut self,
        config: &Config,
        system: &Node,
        index: usize,
        groups: &Groups,
        places: &Places,
        slugs: &mut Slugs,
        reading: &mut Reading<'_>,
    ) {
        let span = config.at(system.line);
        let Some(name) = system.text_of("name").or_else(|| system.text()) else {
            reading.notes.add(span, "a system without a name; left out");
            return;
        };
        if self.labels.contains_key(name) {
            reading.notes.add(span, format!("`{name}` is declared twice; the first counts"));
            return;
        }
        // One space of names for all, so that the last part of a path always names one component.
        let slug = slugs.give(name, "component", &span, reading.notes);
        let mut keys = Table::default();
        keys.set("name", system.text_of("displayName").unwrap_or(name));
        if let Some(text) = system.text_of("description") {
            let line = one_line(text, places);
            if line != text {
                reading.notes.add(span.as_str(), "its description is plain text now, without links or marks");
            }
            keys.set("description", line.as_str());
        }
        let (folder, order) = groups.span(system.text_of("category"), index, &span, reading);
        keys.set("order", Value::Integer(order));
        let body = match system.text_of("link") {
            Some(link) => fit::fit(&format!("<{link}>"), "/", places).text,
            None => String::new(),
        };
        for key in ["histogram", "partial"] {
            if let Some(node) = system.get(key) {
                reading.notes.add(config.at(node.line), format!("`{key}` has no place here; left out"));
            }
        }
        let path = if folder.is_empty() { slug } else { format!("{folder}/{slug}") };
        self.labels.insert(name.to_owned(), Component { path, keys, body });
    }

    fn add_undeclared(&mut self, issues: &[Issue<'_>], slugs: &mut Slugs, reading: &mut Reading<'_>) {
        let mut uses: BTreeMap<&str, Use> = BTreeMap::new();
        for issue in issues {
            let last = issue.end.unwrap_or(issue.start).max(issue.start);
            for (name, line) in issue.affected.iter().filter(|(name, _)| !self.labels.contains_key(name)) {
                let span = issue.page.at(*line);
                let found = uses.entry(name).or_insert(Use { span, count: 0, last, is_open: false });
                found.count += 1;
                found.last = found.last.max(last);
                found.is_open |= !issue.resolved;
            }
        }
        reading.counts.undeclared = uses.len();
        reading.counts.undeclared_uses = uses.values().map(|one| one.count).sum();
        for name in self.take_alike(&mut uses, reading) {
            uses.remove(name);
        }
        for (name, found) in uses {
            let slug = slugs.give(name, "component", &found.span, reading.notes);
            let mut keys = Table::default();
            keys.set("name", name);
            let kept = if found.is_open {
                "an open issue names it, so it stands with the others".to_owned()
            } else {
                // Room for updates that were placed after the end.
                let gone = found.last + TimeDelta::days(1);
                keys.set("retired", Value::Second(gone));
                format!("kept as retired since {}", gone.format("%Y-%m-%d"))
            };
            reading.notes.add(found.span.as_str(), found.told(name, &kept));
            self.labels.insert(name.to_owned(), Component { path: slug, keys, body: String::new() });
        }
    }

    /// Names that differ only in case or marks from another, such as `Build Agents` and `build-agents`, are that one's.
    /// The declared name counts, else the one that is used most.
    fn take_alike<'n>(
        &mut self,
        uses: &mut BTreeMap<&'n str, Use>,
        reading: &mut Reading<'_>,
    ) -> Vec<&'n str> {
        let mut heads: BTreeMap<String, String> = BTreeMap::new();
        for name in self.labels.keys() {
            heads.entry(slug(name)).or_insert_with(|| name.clone());
        }
        let mut by_use: Vec<(&str, usize)> = uses.iter().map(|(name, found)| (*name, found.count)).collect();
        by_use.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        let mut alike = Vec::new();
        for (name, _) in by_use {
            let head = heads.entry(slug(name)).or_insert_with(|| name.to_owned()).clone();
            // A name without any Latin letter or digit has no slug, and says nothing about another.
            if head == name || slug(name).is_empty() {
                continue;
            }
            let Some(found) = uses.get(name) else { continue };
            let (last, is_open) = (found.last, found.is_open);
            reading.notes.add(found.span.as_str(), found.told(name, &format!("taken for `{head}`")));
            if let Some(of_head) = uses.get_mut(head.as_str()) {
                of_head.last = of_head.last.max(last);
                of_head.is_open |= is_open;
            }
            self.aliases.insert(name.to_owned(), head);
            alike.push(name);
        }
        alike
    }

    /// Takes the text of a page under `content/affected/`; says whether its component is known.
    pub(super) fn describe(&mut self, page: &Page<'_>, places: &Places, reading: &mut Reading<'_>) -> bool {
        let stem = page.stem();
        let title = page.front.text_of("title");
        let is_meant = |name: &str| {
            title.map_or_else(|| name.to_lowercase().replace(' ', "-") == stem, |title| name == title)
        };
        let Some((_, component)) = self.labels.iter_mut().find(|(name, _)| is_meant(name)) else {
            return false;
        };
        let text = pages::text(page, &format!("/affected/{stem}/"), places, reading);
        let parts = [component.body.as_str(), text.as_str()];
        component.body = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        true
    }

    /// The files of all components.
    pub(super) fn into_files(self) -> impl Iterator<Item = PlannedFile> {
        self.labels.into_values().map(|component| PlannedFile {
            path: format!("content/components/{}.md", component.path),
            text: markdown_file(&component.keys, &[], &component.body),
        })
    }
}
