//! What history says of the components that it names.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::gather::Gathered;
use super::wire;

/// The last time that history names a component, and what it was called then.
pub(super) struct Mention {
    /// The last word on any event that names it.
    pub(super) last: DateTime<Utc>,
    /// As in an update: with its group before it.
    name: Option<String>,
}

impl Mention {
    /// What is known of a component that no list has. `Group - Name` puts it into a group that still exists.
    pub(super) fn component(&self, id: &str, groups: &BTreeMap<String, wire::Component>) -> wire::Component {
        let full_name = self.name.as_deref().unwrap_or(id);
        let in_group = groups.iter().find_map(|(group_id, group)| {
            let name = full_name.strip_prefix(group.name.as_deref()?)?.strip_prefix(" - ")?;
            Some((group_id.clone(), name))
        });
        let (group_id, name) = in_group.map_or((None, full_name), |(group_id, name)| (Some(group_id), name));
        wire::Component {
            id: Some(id.to_owned()),
            name: Some(name.to_owned()),
            description: None,
            position: None,
            created_at: None,
            updated_at: None,
            start_date: None,
            group: Some(false),
            group_id,
            showcase: None,
            only_show_if_degraded: None,
        }
    }
}

/// Every component that any event names, by id.
pub(super) fn mentions(found: &Gathered) -> BTreeMap<String, Mention> {
    let mut mentions: BTreeMap<String, Mention> = BTreeMap::new();
    let mut mention = |id: &str, last: DateTime<Utc>, name: Option<&String>| {
        let entry = mentions.entry(id.to_owned()).or_insert(Mention { last, name: name.cloned() });
        if last > entry.last || entry.name.is_none() {
            entry.name = name.cloned().or_else(|| entry.name.take());
        }
        entry.last = entry.last.max(last);
    };
    for event in found.events.values() {
        let Some(last) = event.last_word() else { continue };
        for id in &event.components {
            mention(id, last, None);
        }
        for affected in event.updates.iter().flat_map(|update| &update.affected) {
            mention(&affected.code, last, affected.name.as_ref());
        }
    }
    mentions
}
