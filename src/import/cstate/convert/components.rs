//! Converting systems to components, together with names that occur only in issues.
//!
//! cState shows only the systems that its configuration declares. A component that only issues name is therefore retired
//! after the last of these issues, unless one of them is still open.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::context::ConversionContext;
use super::groups::Groups;
use super::issue::Issue;
use super::pages;
use super::site_file::one_line;
use crate::authoring::{PlannedFile, Table, Value};
use crate::content::derived_id;
use crate::import::cstate::parse::config::Config;
use crate::import::cstate::parse::page::Page;
use crate::import::cstate::parse::tree::Node;
use crate::import::cstate::text::markdown::{self, AddressMap};
use crate::import::slugs::{Slugs, slug};
use crate::import::writable::{self, markdown_file};

/// The components by their names in cState.
#[derive(Debug, Default)]
pub(in crate::import::cstate) struct Components {
    by_name: BTreeMap<String, Component>,
    /// Other spellings of the names in `by_name`.
    aliases: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
struct Component {
    path: String,
    keys: Table,
    body: String,
}

/// The uses of a name that the configuration does not declare.
struct UndeclaredUse {
    /// The first use, as the subject of a note.
    subject: String,
    count: usize,
    last: DateTime<Utc>,
    is_open: bool,
}

impl UndeclaredUse {
    fn note(&self, name: &str, outcome: &str) -> String {
        let times = if self.count == 1 { "once".to_owned() } else { format!("{} times", self.count) };
        format!("`{name}` is named {times}, but not declared in the configuration; {outcome}")
    }
}

impl Components {
    /// Returns the label in content files for a name that an issue uses.
    pub(in crate::import::cstate) fn label(&self, name: &str) -> Option<&str> {
        let name = self.aliases.get(name).map_or(name, String::as_str);
        self.by_name.get(name).map(|component| component.path.as_str())
    }

    /// Returns the old and the new address of each component's page.
    pub(in crate::import::cstate) fn addresses(&self) -> impl Iterator<Item = (String, String)> {
        self.by_name.iter().map(|(name, component)| {
            let old = name.to_lowercase().replace(' ', "-");
            (format!("/affected/{old}"), format!("/components/{}/", component.path))
        })
    }

    /// Plans the components that the configuration or the issues name, and adds the files of their groups.
    pub(in crate::import::cstate) fn plan(
        config: &Config,
        issues: &[Issue<'_>],
        addresses: &AddressMap,
        files: &mut Vec<PlannedFile>,
        context: &mut ConversionContext<'_>,
    ) -> Self {
        let mut components = Self::default();
        let mut slugs = Slugs::default();
        let groups = Groups::plan(config, &mut slugs, files, context);
        for (index, system) in config.params().items_of("systems").iter().enumerate() {
            components.declare(config, system, index, &groups, addresses, &mut slugs, context);
        }
        context.counts.declared = components.by_name.len();
        components.add_undeclared(issues, &mut slugs, context);
        components
    }

    #[expect(clippy::too_many_arguments, reason = "each is a different part of the plan, used once")]
    fn declare(
        &mut self,
        config: &Config,
        system: &Node,
        index: usize,
        groups: &Groups,
        addresses: &AddressMap,
        slugs: &mut Slugs,
        context: &mut ConversionContext<'_>,
    ) {
        let subject = config.at(system.line);
        let name = system.text_of("name").or_else(|| system.text()).map(str::trim);
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            context.notes.add(subject, "a system without a name; left out");
            return;
        };
        if self.by_name.contains_key(name) {
            context.notes.add(subject, format!("`{name}` is declared twice; the first declaration is used"));
            return;
        }
        // Slugs are unique across groups, so that the last part of a path always names one component.
        let slug = slugs.assign(name, "component", &subject, context.notes);
        let mut keys = Table::default();
        let shown = system.text_of("displayName").map(str::trim).filter(|shown| !shown.is_empty());
        keys.set("name", writable::line(shown.unwrap_or(name)).as_str());
        if let Some(text) = system.text_of("description") {
            let line = one_line(text, addresses);
            if line != text {
                context
                    .notes
                    .add(subject.as_str(), "its description is now plain text, without links or formatting");
            }
            keys.set_some("description", Some(line.as_str()).filter(|line| !line.is_empty()));
        }
        let (folder, order) = groups.position(system.text_of("category"), index, &subject, context);
        keys.set("order", Value::Integer(order));
        let body = match system.text_of("link") {
            Some(link) => markdown::convert(&format!("<{link}>"), "/", addresses).text,
            None => String::new(),
        };
        for key in ["histogram", "partial"] {
            if let Some(node) = system.get(key) {
                context.notes.add(config.at(node.line), format!("`{key}` has no counterpart; left out"));
            }
        }
        let path = if folder.is_empty() { slug } else { format!("{folder}/{slug}") };
        self.by_name.insert(name.to_owned(), Component { path, keys, body });
    }

    fn add_undeclared(
        &mut self,
        issues: &[Issue<'_>],
        slugs: &mut Slugs,
        context: &mut ConversionContext<'_>,
    ) {
        let mut uses: BTreeMap<&str, UndeclaredUse> = BTreeMap::new();
        for issue in issues {
            let last = issue.end.unwrap_or(issue.start).max(issue.start);
            for (name, line) in issue.affected.iter().filter(|(name, _)| !self.by_name.contains_key(name)) {
                let subject = issue.page.at(*line);
                let found =
                    uses.entry(name).or_insert(UndeclaredUse { subject, count: 0, last, is_open: false });
                found.count += 1;
                found.last = found.last.max(last);
                found.is_open |= !issue.resolved;
            }
        }
        context.counts.undeclared = uses.len();
        context.counts.undeclared_uses = uses.values().map(|one| one.count).sum();
        for name in self.add_aliases(&mut uses, context) {
            uses.remove(name);
        }
        for (name, found) in uses {
            let slug = slugs.assign(name, "component", &found.subject, context.notes);
            let mut keys = Table::default();
            keys.set("name", writable::line(name).as_str());
            let outcome = if found.is_open {
                "it becomes a component, because an open issue names it".to_owned()
            } else {
                // A day later, because updates can have been moved past the end.
                let retired = found.last + TimeDelta::days(1);
                keys.set("retired", Value::Second(retired));
                format!("it becomes a component, retired since {}", retired.format("%Y-%m-%d"))
            };
            context.notes.add(found.subject.as_str(), found.note(name, &outcome));
            self.by_name.insert(name.to_owned(), Component { path: slug, keys, body: String::new() });
        }
    }

    /// Makes names that differ only in case or punctuation, such as `Build Agents` and `build-agents`, aliases of one: the
    /// declared name, else the most frequent one. Returns the aliases.
    fn add_aliases<'n>(
        &mut self,
        uses: &mut BTreeMap<&'n str, UndeclaredUse>,
        context: &mut ConversionContext<'_>,
    ) -> Vec<&'n str> {
        let mut heads: BTreeMap<String, String> = BTreeMap::new();
        for name in self.by_name.keys() {
            heads.entry(slug(name)).or_insert_with(|| name.clone());
        }
        let mut by_use: Vec<(&str, usize)> = uses.iter().map(|(name, found)| (*name, found.count)).collect();
        by_use.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        let mut aliases = Vec::new();
        for (name, _) in by_use {
            let head = heads.entry(slug(name)).or_insert_with(|| name.to_owned()).clone();
            // A name without Latin letters and digits has no slug to compare.
            if head == name || slug(name).is_empty() {
                continue;
            }
            let Some(found) = uses.get(name) else { continue };
            let (last, is_open) = (found.last, found.is_open);
            context.notes.add(found.subject.as_str(), found.note(name, &format!("treated as `{head}`")));
            if let Some(use_of_head) = uses.get_mut(head.as_str()) {
                use_of_head.last = use_of_head.last.max(last);
                use_of_head.is_open |= is_open;
            }
            self.aliases.insert(name.to_owned(), head);
            aliases.push(name);
        }
        aliases
    }

    /// Adds the text of a page in `content/affected/` to its component; returns whether there is one.
    pub(in crate::import::cstate) fn describe(
        &mut self,
        page: &Page<'_>,
        addresses: &AddressMap,
        context: &mut ConversionContext<'_>,
    ) -> bool {
        let stem = page.stem();
        let title = page.front.text_of("title");
        let is_meant = |name: &str| {
            title.map_or_else(|| name.to_lowercase().replace(' ', "-") == stem, |title| name == title)
        };
        let Some((_, component)) = self.by_name.iter_mut().find(|(name, _)| is_meant(name)) else {
            return false;
        };
        let text = pages::text(page, &format!("/affected/{stem}/"), addresses, context);
        let parts = [component.body.as_str(), text.as_str()];
        component.body = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        true
    }

    /// Returns the files of all components.
    pub(in crate::import::cstate) fn into_files(self) -> impl Iterator<Item = PlannedFile> {
        self.by_name.into_values().map(|mut component| {
            component.keys.set("slug", component.path.replace('/', "-").as_str());
            component.keys.set("id", derived_id("component", &["cstate", &component.path]).as_str());
            PlannedFile::new(
                format!("content/components/{}.md", component.path),
                markdown_file(&component.keys, &[], &component.body),
            )
        })
    }
}
