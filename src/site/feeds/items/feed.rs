//! A feed, independent of its format.

use super::entries::FeedEntry;
use super::facts::FeedFacts;
use super::item::FeedItem;
use crate::release::model::Component;
use crate::site::rendering::RenderContext;
use crate::site::rendering::text::one_line;

/// A feed.
pub(super) struct Feed<'a> {
    pub(super) title: String,
    pub(super) description: String,
    /// The language code of the interface words.
    pub(super) language: &'a str,
    /// The URL of the page that the feed belongs to.
    pub(super) page: String,
    /// The URL of the folder of its files, with a slash at the end.
    pub(super) folder: String,
    /// Newest first.
    pub(super) items: Vec<FeedItem<'a>>,
}

impl<'a> Feed<'a> {
    /// The feed of the whole site.
    pub(super) fn of_site(context: RenderContext<'a>, entries: &[FeedEntry<'a>], facts: &FeedFacts) -> Self {
        let site = context.site;
        let page = format!("{}/", site.url);
        let own = one_line(&site.description).into_owned();
        Self {
            title: one_line(&site.title).into_owned(),
            description: if own.is_empty() { context.word("feed.about") } else { own },
            language: context.language.code(),
            folder: page.clone(),
            page,
            items: items(context, entries, facts),
        }
    }

    /// The feed of post-mortems.
    pub(super) fn of_postmortems(
        context: RenderContext<'a>,
        entries: &[FeedEntry<'a>],
        facts: &FeedFacts,
    ) -> Self {
        let page = format!("{}/postmortems/", context.site.url);
        Self {
            title: context.language.fill("feed.of_postmortems", &[("site", &*one_line(&context.site.title))]),
            description: context.word("postmortems_about"),
            language: context.language.code(),
            folder: page.clone(),
            page,
            items: items(context, entries, facts),
        }
    }

    /// The feed of an incident or maintenance. `page` is the path of its page.
    pub(super) fn of_event(
        context: RenderContext<'a>,
        title: &str,
        page: &str,
        entries: &[FeedEntry<'a>],
        facts: &FeedFacts,
    ) -> Self {
        let page = format!("{}/{page}", context.site.url);
        let (site, title) = (one_line(&context.site.title), one_line(title));
        Self {
            title: context.language.fill("feed.of_component", &[("component", &*title), ("site", &*site)]),
            description: context.word("feed.about_event"),
            language: context.language.code(),
            folder: page.clone(),
            page,
            items: items(context, entries, facts),
        }
    }

    /// The feed of a component.
    pub(super) fn of_component(
        context: RenderContext<'a>,
        component: &Component,
        entries: &[FeedEntry<'a>],
        facts: &FeedFacts,
    ) -> Self {
        let page = format!("{}/components/{}/", context.site.url, component.slug);
        let (site, name) = (one_line(&context.site.title), one_line(&component.name));
        let fills = [("component", &*name), ("site", &*site)];
        Self {
            title: context.language.fill("feed.of_component", &fills),
            description: context.language.fill("feed.about_component", &fills),
            language: context.language.code(),
            folder: page.clone(),
            page,
            items: items(context, entries, facts),
        }
    }
}

fn items<'a>(context: RenderContext<'a>, entries: &[FeedEntry<'a>], facts: &FeedFacts) -> Vec<FeedItem<'a>> {
    entries.iter().filter_map(|entry| FeedItem::new(context, *entry, facts)).collect()
}
