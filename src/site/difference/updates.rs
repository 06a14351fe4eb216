//! The updates of a record that are added, changed or removed.

use super::item::{Change, Item, ItemKind, time, words};
use crate::release::Site;
use crate::release::model::{Event, Origin, Update};

/// Returns all updates of a new record.
pub(super) fn added(site: &Site, event: &Event) -> Vec<Item> {
    written(event).map(|update| new(site, update)).collect()
}

/// Compares the updates of a record.
pub(super) fn updates((before, then): (&Site, &Event), (after, now): (&Site, &Event)) -> Vec<Item> {
    let shown = written(now).filter_map(|update| match find(then, update) {
        Some(earlier) => changed((before, earlier), (after, update)),
        None => Some(new(after, update)),
    });
    let gone = written(then).filter(|update| find(now, update).is_none());
    shown.chain(gone.map(|update| item(update, Change::Removed))).collect()
}

/// Finds the same update on the other side: by its id, or by the name of its file.
fn find<'e>(event: &'e Event, wanted: &Update) -> Option<&'e Update> {
    let same = written(event).find(|update| update.id == wanted.id);
    same.or_else(|| written(event).find(|update| update.anchor == wanted.anchor))
}

/// What the clock does follows from the updates that people wrote.
fn written(event: &Event) -> impl Iterator<Item = &Update> {
    event.updates.iter().filter(|update| update.origin == Origin::Written)
}

fn item(update: &Update, change: Change) -> Item {
    let what = if update.status_changed { words(update.status.as_str()) } else { "update".to_owned() };
    Item::new(ItemKind::Update, change, format!("{what}, {}", time(update.at)), None)
}

fn new(site: &Site, update: &Update) -> Item {
    let mut item = item(update, Change::Added);
    item.say("text", update.text.as_ref().map(|text| text.plain.to_string()));
    item.say("summary", update.summary.as_ref().map(|text| text.plain.to_string()));
    for fact in facts(site, update) {
        item.say(&fact.0, fact.1);
    }
    item
}

fn changed((before, then): (&Site, &Update), (after, now): (&Site, &Update)) -> Option<Item> {
    let mut item = item(now, Change::Changed);
    item.compare("time", Some(time(then.at)), Some(time(now.at)));
    item.compare("status", Some(words(then.status.as_str())), Some(words(now.status.as_str())));
    // What was withdrawn is not repeated.
    if now.retracted.is_none() {
        item.compare_texts("text", then.text.as_ref(), now.text.as_ref());
        item.compare_texts("summary", then.summary.as_ref(), now.summary.as_ref());
    }
    let (old, new) = (facts(before, then), facts(after, now));
    let value = |facts: &[(String, Option<String>)], about: &str| {
        facts.iter().find(|fact| fact.0 == about).and_then(|fact| fact.1.clone())
    };
    for (about, _) in old.iter().chain(&new) {
        if !item.details.iter().any(|detail| detail.about == *about) {
            item.compare(about, value(&old, about), value(&new, about));
        }
    }
    item.if_any()
}

/// What an update says apart from its texts, each with a name.
fn facts(site: &Site, update: &Update) -> Vec<(String, Option<String>)> {
    let name = |index: usize| site.components.get(index).map_or("", |component| component.name.as_str());
    let mut facts: Vec<(String, Option<String>)> = Vec::new();
    let mut add = |about: &str, value: Option<String>| facts.push((about.to_owned(), value));
    for change in &update.changes {
        add(name(change.component), Some(words(change.to.as_str())));
    }
    for interval in &update.intervals {
        let names: Vec<&str> = interval.components.iter().map(|index| name(*index)).collect();
        let to = interval.to.map_or_else(|| "now".to_owned(), time);
        let state = words(interval.state.as_str());
        add(
            &format!("times of {}", names.join(", ")),
            Some(format!("{state} from {} to {to}", time(interval.from))),
        );
    }
    add("new title", update.renamed.clone());
    add("next update by", update.next_update.map(time));
    add("planned for", update.window.map(|(from, to)| format!("{} to {}", time(from), time(to))));
    add("written later", update.added.map(time));
    add("by", update.byline.clone());
    add("supplier", update.upstream.as_ref().map(|upstream| format!("{}, {}", upstream.name, upstream.url)));
    add("edited", update.edited.last().map(|mark| mark.note.clone()));
    add("retracted", update.retracted.as_ref().map(|mark| mark.note.clone()));
    let yes = |is: bool| is.then(|| "yes".to_owned());
    add("corrects an earlier update", yes(update.corrects.is_some()));
    add("corrected by a later update", yes(update.corrected_by.is_some()));
    add("reopens", yes(update.reopened));
    facts
}
