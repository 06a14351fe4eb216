//! The site itself, post-mortems, notices and free pages.

use super::item::{Change, Item, ItemKind, time};
use crate::release::Site;
use crate::release::model::{Commitment, Due, Link, Notice, Page, Postmortem};
use crate::site::rendering::Addresses;

/// Compares what belongs to no single page.
pub(super) fn settings(before: &Site, after: &Site) -> Option<Item> {
    let mut item = Item::new(ItemKind::Site, Change::Changed, after.title.clone(), None);
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let link = |link: &Link| format!("{}, {}", link.label, link.url);
    let links = |links: &[Link]| some(&links.iter().map(link).collect::<Vec<_>>().join("; "));
    item.compare("title", some(&before.title), some(&after.title));
    item.compare("description", some(&before.description), some(&after.description));
    item.compare("address", some(&before.url), some(&after.url));
    let languages = |site: &Site| {
        let all = std::iter::once(&site.language).chain(&site.other_languages);
        Some(all.map(String::as_str).collect::<Vec<_>>().join(", "))
    };
    item.compare("language", languages(before), languages(after));
    item.compare("time zone", some(&before.time_zone.to_string()), some(&after.time_zone.to_string()));
    item.compare("support", before.support.as_ref().map(link), after.support.as_ref().map(link));
    item.compare("report a problem", before.report.as_ref().map(link), after.report.as_ref().map(link));
    item.compare("subscribe", links(&before.subscribe), links(&after.subscribe));
    item.compare("clock stopped at", before.clock.map(time), after.clock.map(time));
    let weight = |site: &Site| Some(site.partial_weight.to_string());
    item.compare("weight of a partial outage", weight(before), weight(after));
    item.if_any()
}

/// Compares the notices of two sites.
pub(super) fn notices(before: &Site, after: &Site) -> Vec<Item> {
    let item = |notice: &Notice, change| Item::new(ItemKind::Notice, change, notice.title.clone(), None);
    compare(
        (&before.notices, &after.notices),
        |notice| &notice.anchor,
        item,
        |item, then, now| {
            item.compare("title", then.map(|then| then.title.clone()), Some(now.title.clone()));
            item.compare_texts("text", then.map(|then| &then.text), Some(&now.text));
            item.compare("until", then.and_then(|then| then.to).map(time), now.to.map(time));
            let place = |notice: &Notice| if notice.pinned { "above everything" } else { "in the list" };
            item.compare(
                "place",
                Some(then.map_or("in the list", place).to_owned()),
                Some(place(now).to_owned()),
            );
        },
    )
}

/// Compares the free pages of two sites.
pub(super) fn pages(before: &Site, after: &Site) -> Vec<Item> {
    let item = |page: &Page, change| {
        Item::new(ItemKind::Page, change, page.title.clone(), Some(Addresses::below("").page(&page.slug)))
    };
    compare(
        (&before.pages, &after.pages),
        |page| &page.slug,
        item,
        |item, then, now| {
            item.compare("title", then.map(|then| then.title.clone()), Some(now.title.clone()));
            item.compare_texts("text", then.map(|then| &then.text), Some(&now.text));
            let listed = |page: &Page| Some(if page.in_navigation { "yes" } else { "no" }.to_owned());
            item.compare("in the navigation", then.and_then(listed), listed(now));
        },
    )
}

/// Compares the post-mortems of two sites.
pub(super) fn postmortems(before: &Site, after: &Site) -> Vec<Item> {
    let item = |postmortem: &Postmortem, change| {
        let address = Addresses::below("").postmortem(&postmortem.slug);
        Item::new(ItemKind::Postmortem, change, postmortem.title.clone(), Some(address))
    };
    compare(
        (&before.postmortems, &after.postmortems),
        |postmortem| &postmortem.slug,
        item,
        |item, then, now| {
            item.compare("title", then.map(|then| then.title.clone()), Some(now.title.clone()));
            item.compare("published", then.map(|then| time(then.published)), Some(time(now.published)));
            item.compare("by", then.and_then(|then| then.byline.clone()), now.byline.clone());
            item.compare_texts("text", then.and_then(|then| then.text.as_ref()), now.text.as_ref());
            for commitment in &now.commitments {
                let earlier =
                    then.and_then(|then| then.commitments.iter().find(|old| old.text == commitment.text));
                item.compare("commitment", earlier.map(promise), Some(promise(commitment)));
            }
            for old in then.into_iter().flat_map(|then| &then.commitments) {
                if !now.commitments.iter().any(|commitment| commitment.text == old.text) {
                    item.compare("commitment", Some(promise(old)), None);
                }
            }
        },
    )
}

/// Compares two lists whose members have a unique key. `details` says what is new or different.
fn compare<T>(
    (old, new): (&[T], &[T]),
    key: impl Fn(&T) -> &String,
    item: impl Fn(&T, Change) -> Item,
    details: impl Fn(&mut Item, Option<&T>, &T),
) -> Vec<Item> {
    let shown = new.iter().filter_map(|now| {
        let Some(then) = old.iter().find(|then| key(then) == key(now)) else {
            let mut item = item(now, Change::Added);
            details(&mut item, None, now);
            // It is named already.
            item.details.retain(|detail| detail.about != "title");
            return Some(item);
        };
        let mut item = item(now, Change::Changed);
        details(&mut item, Some(then), now);
        item.if_any()
    });
    let gone = old.iter().filter(|then| !new.iter().any(|now| key(now) == key(then)));
    shown.chain(gone.map(|then| item(then, Change::Removed))).collect()
}

/// A promise to customers in one line.
fn promise(commitment: &Commitment) -> String {
    let by = match commitment.by {
        Some(Due::Day(day)) => format!(", by {day}"),
        Some(Due::Month(month)) => format!(", by {}", month.format("%Y-%m")),
        None => String::new(),
    };
    let done = match commitment.done {
        Some(Some(day)) => format!(" (done {day})"),
        Some(None) => " (done)".to_owned(),
        None => String::new(),
    };
    format!("{}{by}{done}", commitment.text)
}
