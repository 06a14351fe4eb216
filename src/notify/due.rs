//! What fell due, as messages for colleagues. Made from internal records, and never sent to anybody else.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::message::{Fact, Level, Message, Subject};
use crate::board::due_words::{what, who};
use crate::content::internal::NotifyEvent;
use crate::content::{ComponentNames, Content};
use crate::response::{DueItem, due_items};
use crate::site::one_line;
use crate::source::Snapshot;

/// Returns a message for everything that fell due by `now` (UTC) and that nothing has settled, oldest first.
#[must_use]
pub fn told_to_colleagues(content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Vec<Message> {
    let names = ComponentNames::new(&content.public.components);
    let items = due_items(content, snapshot, now);
    let due = items.iter().filter(|item| item.at <= now);
    due.map(|item| message(item, content, &names)).collect()
}

fn message(item: &DueItem<'_>, content: &Content, names: &ComponentNames<'_>) -> Message {
    let folder = item.folder;
    let title = folder.incident.as_ref().and_then(|incident| incident.title.as_ref());
    let title = title.map_or_else(|| folder.slug(), |title| title.value.clone());
    let recorded = folder.incident.iter().flat_map(|incident| &incident.components);
    let planned = folder.plan.iter().flat_map(|plan| &plan.components);
    let slug = |name: &str| Some(content.public.components.get(names.one(name)?)?.slug());
    let components: BTreeSet<String> = recorded.chain(planned).filter_map(|name| slug(&name.value)).collect();
    let fact =
        |label: &str, value: String| Fact { label: label.to_owned(), value: one_line(&value).into_owned() };
    let site = content.public.site.as_ref().map(|site| site.title.as_str()).unwrap_or_default();
    Message {
        item: item.id.clone(),
        occurrence: String::new(),
        event: NotifyEvent::Due,
        also: None,
        group: folder.path(),
        at: item.at,
        is_imported: false,
        components,
        site: one_line(site).into_owned(),
        subject: Some(Subject {
            kind: "due",
            id: item.id.clone(),
            status: None,
            components: Vec::new(),
            next_update: None,
            planned: None,
        }),
        state: "Due".to_owned(),
        level: Level::Bad,
        title: one_line(&title).into_owned(),
        facts: vec![
            fact("Due", item.at.format("%Y-%m-%d %H:%M UTC").to_string()),
            fact("For", who(item, content.internal.people.as_ref())),
        ],
        remark: None,
        text: Some(one_line(&what(&item.what)).into_owned()),
        link: None,
    }
}
