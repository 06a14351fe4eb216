//! The list of post-mortems. The page is there before the first of them, so that its address and its feed never
//! lead nowhere.

use std::sync::Arc;

use serde::Serialize;

use super::{Head, Moment, Views};
use crate::release::Site;
use crate::site::page_inputs::PostmortemInputs;

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

pub(in crate::site) fn postmortem_list(
    views: Views<'_>,
    matters: &[Arc<PostmortemInputs>],
) -> PostmortemList {
    let title = views.language.word("postmortems");
    PostmortemList {
        head: Head::new(views, title, views.addresses.postmortems()),
        postmortems: matters.iter().map(|inputs| PostmortemCard::new(views, inputs)).collect(),
    }
}

/// The address of the list, if there is anything in it.
pub(super) fn address(views: Views<'_>, site: &Site) -> String {
    if site.postmortems.is_empty() { String::new() } else { views.addresses.postmortems() }
}

impl PostmortemCard {
    fn new(views: Views<'_>, inputs: &PostmortemInputs) -> Self {
        let postmortem = &inputs.postmortem;
        Self {
            url: views.addresses.postmortem(&postmortem.slug),
            title: postmortem.title.clone(),
            published: Moment::new(postmortem.published, views.language),
            components: inputs
                .components()
                .into_iter()
                .map(|index| views.component(index).to_owned())
                .collect(),
        }
    }
}
