//! Payloads with hostile texts: they stay within the limits of their receivers, and nothing in them is markup.

use std::collections::BTreeSet;

use chrono::DateTime;
use proptest::prelude::*;
use serde_json::Value;

use super::{Fact, Level, Message, Named, PAYLOAD_LIMITS, Subject, payload};
use crate::content::internal::{NotifyEvent, NotifyKind};
use crate::status::State;

/// Texts that mean something to a receiver, and the corpus of Markdown that readers could mistake for HTML.
const CORPUS: &str = include_str!("../markdown/tests/hostile.txt");

const HOSTILE: [&str; 16] = [
    "<!channel> <!here> <@U123> <#C123> <https://evil.example|bank>",
    "&lt;!channel&gt; &amp;amp;",
    "@everyone @here <@123> <@&123> <#123> <:x:1> <t:0:R>",
    "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "||spoiler|| **bold** __under__ ~~no~~ `code` ```block```",
    "# heading\n> quote\n- list\n1. one\n-# small",
    "{{DATE(2020-01-01T00:00:00Z,SHORT)}} ${name} @{triggerBody()} {{x}}",
    "<at>Everyone</at> <a href=\"https://evil.example\">x</a>",
    "\"},{\"type\":\"mrkdwn\",\"text\":\"<!channel>",
    "Subject: x\r\nBcc: victim@evil.example\r\n\r\nbody",
    "=?utf-8?B?QQ==?= =?utf-8?Q?=0D=0ABcc:x?=",
    ".\r\n.\nQUIT\nFrom someone",
    "\u{202e}txt.exe\u{202c} \u{0}\u{7f}\u{85}\u{2028}\u{feff}",
    "🙂👩‍👩‍👧‍👦漢字אבג",
    "=cmd|'/c calc'!A0 +1 -1 @SUM(1)",
    "%00%0d%0a \\u0000 \\n \\\"",
];

const KINDS: [NotifyKind; 5] =
    [NotifyKind::Slack, NotifyKind::Teams, NotifyKind::Discord, NotifyKind::Webhook, NotifyKind::Mail];

/// A message whose texts are all the same.
fn message(text: &str) -> Message {
    let line = crate::site::one_line(text).into_owned();
    let fact = || Fact { label: "Affected".to_owned(), value: line.clone() };
    Message {
        item: "u1".to_owned(),
        occurrence: String::new(),
        event: NotifyEvent::Opened,
        also: None,
        group: "incident i1".to_owned(),
        at: DateTime::from_timestamp(1_773_480_000, 0).expect("a time"),
        is_imported: false,
        components: BTreeSet::new(),
        site: line.clone(),
        subject: Some(Subject {
            kind: "incident",
            id: "i1".to_owned(),
            status: Some("investigating"),
            components: vec![(line.clone(), State::PartialOutage)],
            next_update: None,
            planned: None,
        }),
        state: "Investigating".to_owned(),
        level: Level::Bad,
        title: line.clone(),
        facts: vec![fact(), fact(), fact()],
        remark: Some(line.clone()),
        text: Some(crate::site::flowing(text)),
        link: Some(Named {
            label: "Details".to_owned(),
            url: "https://status.test.example/incidents/x/#y".to_owned(),
        }),
    }
}

/// The length of a text as Slack, Teams and Discord count it.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// All texts with these keys, at any depth.
fn texts<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    match value {
        Value::Object(object) => {
            let own = object.get(key).and_then(Value::as_str);
            own.into_iter().chain(object.values().flat_map(|value| texts(value, key))).collect()
        }
        Value::Array(values) => values.iter().flat_map(|value| texts(value, key)).collect(),
        _ => Vec::new(),
    }
}

/// Checks a payload against what its receiver documents.
fn check(kind: NotifyKind, message: &Message) -> Result<(), TestCaseError> {
    let payload = payload(kind, message, "status.test.example");
    if kind == NotifyKind::Mail {
        return check_mail(&payload.body);
    }
    let value: Value = serde_json::from_slice(&payload.body).expect("JSON");
    match kind {
        NotifyKind::Slack => check_slack(&value),
        NotifyKind::Teams => check_teams(&value, payload.body.len()),
        NotifyKind::Discord => check_discord(&value),
        NotifyKind::Webhook => {
            let schema: Value = serde_json::from_str(SCHEMA).expect("a schema");
            prop_assert_eq!(mistakes(&value, &schema, ""), [""; 0]);
            Ok(())
        }
        NotifyKind::Mail => Ok(()),
    }
}

/// The schema that the documentation publishes.
const SCHEMA: &str = include_str!("../../docs/webhook.schema.json");

/// Returns what is wrong with a value by a schema, of which this reads the words that `SCHEMA` uses.
fn mistakes(value: &Value, schema: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = match &schema["type"] {
        Value::String(one) => one == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        _ => true,
    };
    if !allowed {
        found.push(format!("{place} is of the type {kind}"));
    }
    if schema["enum"].as_array().is_some_and(|values| !values.contains(value)) {
        found.push(format!("{place} is {value}"));
    }
    if let (Value::Object(object), Some(properties)) = (value, schema["properties"].as_object()) {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let missing = required.filter(|name| !object.contains_key(*name));
        found.extend(missing.map(|name| format!("{place} has no {name}")));
        for (name, value) in object {
            match properties.get(name) {
                Some(schema) => found.extend(mistakes(value, schema, &format!("{place}/{name}"))),
                None => found.push(format!("{place} has {name}")),
            }
        }
    }
    let items = value.as_array().into_iter().flatten().filter(|_| schema["items"].is_object());
    found.extend(items.flat_map(|item| mistakes(item, &schema["items"], place)));
    found
}

#[test]
fn a_body_that_the_schema_does_not_describe_is_found() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("a schema");
    let payload = payload(NotifyKind::Webhook, &message("x"), "status.test.example");
    let good: Value = serde_json::from_slice(&payload.body).expect("JSON");
    assert_eq!(mistakes(&good, &schema, ""), [""; 0]);
    for (pointer, value) in
        [("/type", Value::from("x")), ("/data/status", Value::from("open")), ("/data/text", Value::from(1))]
    {
        let mut wrong = good.clone();
        *wrong.pointer_mut(pointer).expect("it is there") = value;
        assert_eq!(mistakes(&wrong, &schema, "").len(), 1, "{pointer}");
    }
    let mut more = good;
    more["data"]["secret"] = Value::from(1);
    assert_eq!(mistakes(&more, &schema, "").len(), 1);
}

fn check_slack(value: &Value) -> Result<(), TestCaseError> {
    let (header, text, field) = PAYLOAD_LIMITS.slack;
    let blocks = value["blocks"].as_array().expect("blocks");
    prop_assert!(blocks.len() <= 50);
    for block in blocks {
        let limit = if block["type"] == "header" { header } else { text };
        if let Some(own) = block["text"]["text"].as_str() {
            prop_assert!(!own.is_empty() && length(own) <= limit, "{own}");
        }
        let fields = block["fields"].as_array().into_iter().flatten();
        prop_assert!(fields.clone().count() <= 10);
        for own in fields.filter_map(|field| field["text"].as_str()) {
            prop_assert!(!own.is_empty() && length(own) <= field);
        }
    }
    for text in texts(value, "text") {
        // The only entity is our own link.
        let without_link = text.replace("<https://status.test.example/incidents/x/#y|Details>", "");
        prop_assert!(!without_link.contains(['<', '>']), "{text}");
        let rest = without_link.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "");
        prop_assert!(!rest.contains('&'), "{text}");
    }
    let markup: Vec<&Value> = blocks.iter().flat_map(markup_of).collect();
    prop_assert_eq!(markup.len(), 1, "only our own link is markup");
    Ok(())
}

fn markup_of(block: &Value) -> Vec<&Value> {
    let all = block["elements"].as_array().into_iter().flatten();
    let all = all.chain(block["fields"].as_array().into_iter().flatten()).chain([&block["text"]]);
    all.filter(|text| text["type"] == "mrkdwn").collect()
}

fn check_teams(value: &Value, bytes: usize) -> Result<(), TestCaseError> {
    prop_assert!(bytes <= PAYLOAD_LIMITS.teams, "{bytes}");
    let card = &value["attachments"][0]["content"];
    for block in card["body"].as_array().expect("blocks") {
        prop_assert_eq!(&block["type"], "RichTextBlock");
        for run in block["inlines"].as_array().expect("runs") {
            prop_assert_eq!(&run["type"], "TextRun");
        }
    }
    prop_assert_eq!(card["actions"].as_array().map(Vec::len), Some(1));
    Ok(())
}

fn check_discord(value: &Value) -> Result<(), TestCaseError> {
    let (title, description, field, all) = PAYLOAD_LIMITS.discord;
    let embed = &value["embeds"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut total = length(&text(&embed["title"])) + length(&text(&embed["description"]));
    prop_assert!(length(&text(&embed["title"])) <= title);
    prop_assert!(length(&text(&embed["description"])) <= description);
    for own in embed["fields"].as_array().expect("fields") {
        prop_assert!((1..=256).contains(&length(&text(&own["name"]))));
        prop_assert!((1..=field).contains(&length(&text(&own["value"]))));
        total += length(&text(&own["name"])) + length(&text(&own["value"]));
    }
    total += length(&text(&embed["footer"]["text"]));
    prop_assert!(total <= all, "{total}");
    prop_assert_eq!(&value["allowed_mentions"]["parse"], &Value::Array(Vec::new()));
    // Every character with a meaning has a backslash in front of it, except in addresses.
    for own in texts(value, "description").into_iter().chain(texts(value, "title")) {
        for word in own.split([' ', '\n']).filter(|word| !word.starts_with("http")) {
            let mut escaped = false;
            for character in word.chars() {
                let has_meaning = "*_~`|<>@[]()#-:\\".contains(character);
                prop_assert!(!has_meaning || escaped || character == '\\', "{word}");
                escaped = character == '\\' && !escaped;
            }
        }
    }
    Ok(())
}

fn check_mail(body: &[u8]) -> Result<(), TestCaseError> {
    let text = std::str::from_utf8(body).expect("ASCII");
    prop_assert!(text.is_ascii());
    let (header, _) = text.split_once("\r\n\r\n").expect("a header");
    let names: Vec<&str> = header
        .split("\r\n")
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect();
    let expected = [
        "Date",
        "Subject",
        "Message-ID",
        "References",
        "In-Reply-To",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    ];
    prop_assert_eq!(names, expected);
    for line in text.split("\r\n") {
        prop_assert!(line.len() <= PAYLOAD_LIMITS.mail_line && !line.contains(['\r', '\n']), "{line:?}");
        prop_assert!(line != "." && !line.starts_with("From "), "{line:?}");
    }
    Ok(())
}

#[test]
fn hostile_texts_are_harmless_for_every_receiver() {
    let long = HOSTILE.map(|text| text.repeat(400));
    let pairs = [HOSTILE.join("\n\n"), "a".repeat(20_000), "&".repeat(20_000), "\\*".repeat(9_000)];
    let all = HOSTILE.iter().copied().chain(CORPUS.split("\n\n")).chain(CORPUS.lines());
    let all = all.chain(long.iter().map(String::as_str)).chain(pairs.iter().map(String::as_str)).chain([""]);
    for text in all {
        for kind in KINDS {
            if let Err(error) = check(kind, &message(text)) {
                panic!("{kind:?} with {text:?}: {error}");
            }
        }
    }
}

proptest! {
    #[test]
    fn every_text_is_within_the_limits(text in any::<String>(), times in 1_usize..400) {
        for kind in KINDS {
            check(kind, &message(&text.repeat(times)))?;
        }
    }

    #[test]
    fn the_same_message_gives_the_same_bytes(text in any::<String>()) {
        for kind in KINDS {
            let made = || payload(kind, &message(&text), "status.test.example");
            prop_assert_eq!(made(), made());
        }
    }
}
