//! Components that are added, changed or removed, and their states.

use super::item::{Change, Item, ItemKind, time, words};
use crate::release::Site;
use crate::release::model::Component;
use crate::site::rendering::Addresses;

/// Compares the components of two sites.
pub(super) fn components(before: &Site, after: &Site) -> Vec<Item> {
    let find = |list: &[Component], wanted: &Component| {
        let same = list.iter().find(|component| component.id == wanted.id);
        same.or_else(|| list.iter().find(|component| component.slug == wanted.slug)).cloned()
    };
    let shown = after.components.iter().filter_map(|now| match find(&before.components, now) {
        Some(then) => changed((before, &then), (after, now)),
        None => {
            let mut item = item(now, Change::Added);
            item.say("description", now.description.clone());
            item.compare_texts("text", None, now.text.as_ref());
            item.say("state", Some(words(now.state.as_str())));
            Some(item)
        }
    });
    let gone = before.components.iter().filter(|then| find(&after.components, then).is_none());
    shown.chain(gone.map(|then| item(then, Change::Removed))).collect()
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
