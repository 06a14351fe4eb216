//! A feed before it has a format.

use super::entries::Entry;
use super::item::Item;
use crate::release::model::Component;
use crate::site::plain::one_line;
use crate::site::views::Views;

/// A feed.
pub(super) struct Feed<'a> {
    pub(super) title: String,
    pub(super) description: String,
    /// Code of the language of the words that are not the updates' own.
    pub(super) language: &'a str,
    /// Complete address of the page that it follows.
    pub(super) page: String,
    /// Complete address of the folder that its files are in, with a slash at the end.
    pub(super) folder: String,
    /// Newest first.
    pub(super) items: Vec<Item<'a>>,
}

impl<'a> Feed<'a> {
    /// The feed of everything.
    pub(super) fn of_site(views: Views<'a>, entries: &[Entry<'a>]) -> Self {
        let site = views.site;
        let page = format!("{}/", site.url);
        let own = one_line(&site.description).into_owned();
        Self {
            title: one_line(&site.title).into_owned(),
            description: if own.is_empty() { views.word("feed.about") } else { own },
            language: views.language.code(),
            folder: page.clone(),
            page,
            items: items(views, entries),
        }
    }

    /// The feed of post-mortems.
    pub(super) fn of_postmortems(views: Views<'a>, entries: &[Entry<'a>]) -> Self {
        let page = format!("{}/postmortems/", views.site.url);
        Self {
            title: views.language.fill("feed.of_postmortems", &[("site", &*one_line(&views.site.title))]),
            description: views.word("postmortems_about"),
            language: views.language.code(),
            folder: page.clone(),
            page,
            items: items(views, entries),
        }
    }

    /// The feed of what concerns a component.
    pub(super) fn of_component(views: Views<'a>, component: &Component, entries: &[Entry<'a>]) -> Self {
        let page = format!("{}/components/{}/", views.site.url, component.slug);
        let (site, name) = (one_line(&views.site.title), one_line(&component.name));
        let fills = [("component", &*name), ("site", &*site)];
        Self {
            title: views.language.fill("feed.of_component", &fills),
            description: views.language.fill("feed.about_component", &fills),
            language: views.language.code(),
            folder: page.clone(),
            page,
            items: items(views, entries),
        }
    }
}

fn items<'a>(views: Views<'a>, entries: &[Entry<'a>]) -> Vec<Item<'a>> {
    entries.iter().filter_map(|entry| Item::new(views, *entry)).collect()
}
