//! Messages for any program: the JSON that `docs/webhook.schema.json` describes.

use serde_json::{Map, Value, json};

use super::chat_text::plain;
use crate::content::internal::NotifyEvent;
use crate::notify::{Message, Subject, shorten};

/// The longest text, in UTF-16 units. The specification of webhooks asks for small messages.
const TEXT: usize = 4000;

/// The most components.
const COMPONENTS: usize = 50;

/// Returns the body of a request.
pub(super) fn webhook(message: &Message) -> Value {
    let mut data = Map::new();
    data.insert("site".to_owned(), message.site.as_str().into());
    data.insert("title".to_owned(), message.title.as_str().into());
    if let Some(subject) = &message.subject {
        about(&mut data, subject);
        data.insert("update_id".to_owned(), message.item.as_str().into());
        data.insert("remark".to_owned(), message.remark.as_deref().into());
    }
    let text = message.text.as_ref().map(|text| shorten(text, TEXT, plain));
    data.insert("text".to_owned(), text.into());
    data.insert("url".to_owned(), message.link.as_ref().map(|link| link.url.as_str()).into());
    json!({ "type": type_of(message), "timestamp": time(message.at), "data": data })
}

fn about(data: &mut Map<String, Value>, subject: &Subject) {
    let components: Vec<Value> = subject
        .components
        .iter()
        .take(COMPONENTS)
        .map(|(name, state)| json!({ "name": name, "state": state.as_str() }))
        .collect();
    data.insert("kind".to_owned(), subject.kind.into());
    data.insert("id".to_owned(), subject.id.as_str().into());
    data.insert("status".to_owned(), subject.status.into());
    data.insert("components".to_owned(), components.into());
    data.insert("next_update".to_owned(), subject.next_update.map(time).into());
    let planned = subject.planned.map(|(from, to)| json!({ "from": time(from), "to": time(to) }));
    data.insert("planned".to_owned(), planned.into());
}

/// The type: what it is about, and what happened.
fn type_of(message: &Message) -> String {
    let Some(subject) = &message.subject else { return "view.updated".to_owned() };
    let happened = match message.event {
        NotifyEvent::Maintenance => "updated",
        NotifyEvent::Postmortem => "published",
        NotifyEvent::Due => return "response.due".to_owned(),
        _ => message.event_word(),
    };
    format!("{}.{happened}", subject.kind)
}

fn time(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
