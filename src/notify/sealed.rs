//! Messages for customers with sealed views, which say that there is an update and nothing else.

use std::collections::BTreeSet;

use super::link::link;
use super::message::{Level, Message};
use crate::pipeline::MessageSources;
use crate::site::one_line;

/// Returns the message without its content: only that there is an update. Its time stays, because it is the time at which
/// the message is sent.
pub(super) fn without_content(message: &Message, sources: MessageSources<'_>) -> Message {
    let language = sources.language;
    Message {
        components: BTreeSet::new(),
        subject: None,
        state: String::new(),
        level: Level::Neutral,
        title: one_line(language.word("view.feed_item")).into_owned(),
        facts: Vec::new(),
        remark: None,
        text: Some(language.word("view.feed_text").to_owned()),
        link: link(sources, "", false),
        ..message.clone()
    }
}
