//! Components that are added, changed or removed, and their states.

use std::collections::BTreeMap;

use super::item::{Change, Item, ItemKind, time, words};
use crate::release::Site;
use crate::release::model::Component;
use crate::site::rendering::Addresses;

/// Compares the components of two sites.
pub(super) fn components(before: &Site, after: &Site) -> Vec<Item> {
    let (old, new) = (Index::new(&before.components), Index::new(&after.components));
    let shown = after.components.iter().filter_map(|now| {
        let Some(then) = old.find(now) else {
            let mut item = item(now, Change::Added);
            item.say("description", now.description.clone());
            item.compare_texts("text", None, now.text.as_ref());
            item.say("state", Some(words(now.state.as_str())));
            return Some(item);
        };
        changed((before, then), (after, now))
    });
    let gone = before.components.iter().filter(|then| new.find(then).is_none());
    shown.chain(gone.map(|then| item(then, Change::Removed))).collect()
}

/// Finds the same component on the other side: by its id, or by its address, from which an id follows that is not written
/// down.
struct Index<'s> {
    by_id: BTreeMap<&'s str, &'s Component>,
    by_slug: BTreeMap<&'s str, &'s Component>,
}

impl<'s> Index<'s> {
    fn new(list: &'s [Component]) -> Self {
        Self {
            by_id: list.iter().map(|component| (component.id.as_str(), component)).collect(),
            by_slug: list.iter().map(|component| (component.slug.as_str(), component)).collect(),
        }
    }

    fn find(&self, wanted: &Component) -> Option<&'s Component> {
        let same = self.by_id.get(wanted.id.as_str()).or_else(|| self.by_slug.get(wanted.slug.as_str()));
        same.copied()
    }
}

fn item(component: &Component, change: Change) -> Item {
    let address = Addresses::below("").component(&component.slug);
    Item::new(ItemKind::Component, change, component.name.clone(), Some(address))
}

fn changed((before, then): (&Site, &Component), (after, now): (&Site, &Component)) -> Option<Item> {
    let mut item = item(now, Change::Changed);
    let groups = |site: &Site, component: &Component| {
        let names = component.groups.iter().filter_map(|group| site.groups.get(*group));
        let names: Vec<&str> = names.map(|group| group.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(" / "))
    };
    let address = |component: &Component| Some(Addresses::below("").component(&component.slug));
    item.compare("name", Some(then.name.clone()), Some(now.name.clone()));
    item.compare("state", Some(words(then.state.as_str())), Some(words(now.state.as_str())));
    item.compare("description", then.description.clone(), now.description.clone());
    item.compare_texts("text", then.text.as_ref(), now.text.as_ref());
    item.compare("group", groups(before, then), groups(after, now));
    item.compare("retired", then.retired.map(time), now.retired.map(time));
    item.compare("uptime counts from", then.counts_from.map(time), now.counts_from.map(time));
    item.compare("address", address(then), address(now));
    item.if_any()
}
