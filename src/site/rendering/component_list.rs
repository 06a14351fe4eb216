//! Long lists of components in a form that a person can read: a count, and the groups that the components are in.

use std::collections::BTreeMap;

use super::context::RenderContext;
use crate::release::model::Event;

/// The maximum number of components that are listed by name.
const MAX_NAMES: usize = 12;
/// The maximum number of groups in a summary.
const MAX_GROUPS: usize = 8;

/// Whether a list of this many components is too long to be read.
pub(in crate::site) const fn is_long(components: usize) -> bool {
    components > MAX_NAMES
}

impl RenderContext<'_> {
    /// Summarizes a long list of components, by their indexes: `40 components: Payments (25), Search (15)`. Returns an
    /// empty text if the list is short enough to be read.
    pub(in crate::site) fn summary(self, components: impl ExactSizeIterator<Item = usize>) -> String {
        let length = components.len();
        if !is_long(length) {
            return String::new();
        }
        let count = self.language.count("component", length);
        let groups = self.groups(components);
        if groups.is_empty() {
            return count;
        }
        let mut names: Vec<String> =
            groups.iter().take(MAX_GROUPS).map(|(name, n)| format!("{name} ({n})")).collect();
        if groups.len() > MAX_GROUPS {
            names.push("…".to_owned());
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.language.fill("change", &[("component", &count), ("state", &self.language.list(&names))])
    }

    /// The names of components in one line, or their summary if there are many.
    pub(in crate::site) fn list_of(self, components: &[usize]) -> String {
        let summary = self.summary(components.iter().copied());
        if !summary.is_empty() {
            return summary;
        }
        let names: Vec<&str> = components.iter().map(|index| self.component(*index)).collect();
        self.language.list(&names)
    }

    /// The outermost groups that the components are in, with the number of components in each, by name.
    pub(in crate::site) fn groups(self, components: impl Iterator<Item = usize>) -> Vec<(String, usize)> {
        let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
        let named = components.filter_map(|index| self.site.components.get(index));
        for group in named.filter_map(|component| component.group.as_deref()) {
            *groups.entry(group).or_default() += 1;
        }
        groups.into_iter().map(|(name, n)| (name.to_owned(), n)).collect()
    }

    /// The names of the components that an event names, or a summary as the only element if there are many.
    pub(in crate::site) fn names(self, event: &Event) -> Vec<String> {
        let components = event.hits.iter().map(|hit| hit.component);
        let summary = self.summary(components.clone());
        if summary.is_empty() {
            components.map(|component| self.component(component).to_owned()).collect()
        } else {
            vec![summary]
        }
    }
}
