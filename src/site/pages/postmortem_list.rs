//! The list of post-mortems. The page exists before the first post-mortem, so that links to it and to its feed always
//! work.

use std::sync::Arc;

use serde::Serialize;

use super::inputs::PostmortemInputs;
use super::phrase::PhraseValue;
use super::{Head, Phrase};
use crate::release::Site;
use crate::site::rendering::RenderContext;

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
    /// When it was published, in words.
    pub published: Phrase,
    /// The components that its incidents name.
    pub components: Vec<String>,
}

pub(in crate::site) fn postmortem_list(
    context: RenderContext<'_>,
    matters: &[Arc<PostmortemInputs>],
) -> PostmortemList {
    let title = context.language.word("postmortems");
    PostmortemList {
        head: Head::new(context, title, context.addresses.postmortems()),
        postmortems: matters.iter().map(|inputs| PostmortemCard::new(context, inputs)).collect(),
    }
}

/// The address of the list; empty if the list is empty.
pub(super) fn address(context: RenderContext<'_>, site: &Site) -> String {
    if site.postmortems.is_empty() { String::new() } else { context.addresses.postmortems() }
}

impl PostmortemCard {
    fn new(context: RenderContext<'_>, inputs: &PostmortemInputs) -> Self {
        let postmortem = &inputs.postmortem;
        Self {
            url: context.addresses.postmortem(&postmortem.slug),
            title: postmortem.title.clone(),
            published: context
                .phrase("postmortem_published", &[("time", PhraseValue::Time(postmortem.published))]),
            components: names(context, inputs),
        }
    }
}

/// The names of the components, or their summary as the only element if there are many.
fn names(context: RenderContext<'_>, inputs: &PostmortemInputs) -> Vec<String> {
    let components = inputs.components();
    let summary = context.summary(components.iter().copied());
    if summary.is_empty() {
        components.into_iter().map(|index| context.component(index).to_owned()).collect()
    } else {
        vec![summary]
    }
}
