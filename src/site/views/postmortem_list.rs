//! The list of post-mortems. The page is there before the first of them, so that its address and its feed never
//! lead nowhere.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Head, Moment, Views};
use crate::release::model::Postmortem;

/// The list of post-mortems.
#[derive(Clone, Debug, Serialize)]
pub struct PostmortemList {
    /// The head of the page.
    pub head: Head,
    /// All post-mortems, newest first.
    pub postmortems: Vec<PostmortemCard>,
}

/// A post-mortem in the list.
#[derive(Clone, Debug, Serialize)]
pub struct PostmortemCard {
    /// Address of its page.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// When it was published.
    pub published: Moment,
    /// The components that its incidents name.
    pub components: Vec<String>,
}

pub(in crate::site) fn postmortem_list(views: Views<'_>) -> PostmortemList {
    let title = views.language.word("postmortems");
    let postmortems = views.site.postmortems.iter();
    PostmortemList {
        head: Head::new(views, title, views.addresses.postmortems()),
        postmortems: postmortems.map(|postmortem| PostmortemCard::new(views, postmortem)).collect(),
    }
}

/// The address of the list, if there is anything in it.
pub(super) fn address(views: Views<'_>) -> String {
    if views.site.postmortems.is_empty() { String::new() } else { views.addresses.postmortems() }
}

impl PostmortemCard {
    fn new(views: Views<'_>, postmortem: &Postmortem) -> Self {
        let incidents = postmortem.incidents.iter().filter_map(|index| views.site.incidents.get(*index));
        let hits = incidents.flat_map(|incident| &incident.event.hits);
        let components: BTreeSet<usize> = hits.map(|hit| hit.component).collect();
        Self {
            url: views.addresses.postmortem(&postmortem.slug),
            title: postmortem.title.clone(),
            published: Moment::new(postmortem.published, views.language),
            components: components.into_iter().map(|index| views.component(index).to_owned()).collect(),
        }
    }
}
