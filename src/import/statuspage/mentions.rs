//! The components that incidents and maintenances name.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::merge::MergedExport;
use super::wire;

/// The last mention of a component.
pub(super) struct Mention {
    /// The time of the last update of any event that names the component, UTC.
    pub(super) last: DateTime<Utc>,
    /// The name in an update, which begins with the group.
    name: Option<String>,
}

impl Mention {
    /// Reconstructs a component that no list has. `Group - Name` puts it into a group that still exists.
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

/// Returns the last mention of every component that an event names, by id.
pub(super) fn mentions(export: &MergedExport) -> BTreeMap<String, Mention> {
    let mut mentions: BTreeMap<String, Mention> = BTreeMap::new();
    let mut mention = |id: &str, last: DateTime<Utc>, name: Option<&String>| {
        let known = mentions.entry(id.to_owned()).or_insert(Mention { last, name: name.cloned() });
        if last > known.last || known.name.is_none() {
            known.name = name.cloned().or_else(|| known.name.take());
        }
        known.last = known.last.max(last);
    };
    for event in export.events.values() {
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
