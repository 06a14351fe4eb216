use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn message(text: &str) -> Message {
    Message {
        title: text.to_owned(),
        facts: (0..13).map(|_| (text.to_owned(), text.to_owned())).collect(),
        parts: (0..30)
            .map(|_| MessagePart {
                heading: text.to_owned(),
                paragraphs: vec![text.to_owned(), text.to_owned()],
            })
            .collect(),
        links: vec![MessageLink {
            label: text.to_owned(),
            url: "https://status.test.example/a?b=1&c=2".to_owned(),
        }],
    }
}

/// Returns every text below a key, with the object that contains it.
fn objects<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(map) => {
            if map.get(key).is_some_and(Value::is_string) {
                found.push(value);
            }
            map.values().for_each(|inner| objects(inner, key, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| objects(inner, key, found)),
        _ => {}
    }
}

fn check_slack(message: &Message) {
    let payload = slack(message);
    let length = |value: &Value| value.as_str().unwrap().encode_utf16().count();
    let blocks = payload["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50 && length(&payload["text"]) <= 3000);
    for block in blocks {
        match block["type"].as_str().unwrap() {
            "header" => assert!(length(&block["text"]["text"]) <= 150),
            "section" => {
                if let Some(fields) = block["fields"].as_array() {
                    assert!((1..=10).contains(&fields.len()));
                    assert!(fields.iter().all(|field| length(&field["text"]) <= 2000));
                } else {
                    assert!((1..=3000).contains(&length(&block["text"]["text"])), "{block}");
                }
            }
            other => panic!("{other}"),
        }
    }
    let mut texts = Vec::new();
    objects(&payload, "text", &mut texts);
    for object in texts.into_iter().filter(|object| object["type"] == "mrkdwn") {
        assert_eq!(object["verbatim"], true);
        let text = object["text"].as_str().unwrap();
        // `<` begins a mention or a link. Only our own link has one.
        let own = text.strip_prefix("<https://status.test.example/a?b=1&amp;c=2|").unwrap_or(text);
        assert!(!own.contains('<'), "{text}");
    }
    assert!(!payload["text"].as_str().unwrap().contains(['<', '>']));
}

fn check_teams(message: &Message) {
    let payload = teams(message);
    assert!(payload.to_string().len() <= 28_000);
    let card = &payload["attachments"][0]["content"];
    for block in card["body"].as_array().unwrap() {
        assert_eq!(block["type"], "RichTextBlock", "a TextBlock would read Markdown");
        for run in block["inlines"].as_array().unwrap() {
            assert_eq!(run["type"], "TextRun");
            assert!(!run["text"].as_str().unwrap().contains('\n'));
        }
    }
    assert_eq!(card["actions"][0]["url"], "https://status.test.example/a?b=1&c=2");
}

#[test]
fn a_message_is_short_and_has_its_parts_in_order() {
    let message = Message {
        title: "Checkout <errors>".to_owned(),
        facts: vec![("Duration".to_owned(), "1 h".to_owned())],
        parts: vec![MessagePart {
            heading: "What happened".to_owned(),
            paragraphs: vec!["A & B\nfailed.".to_owned()],
        }],
        links: vec![MessageLink {
            label: "Post-mortem".to_owned(),
            url: "https://status.test.example/p/".to_owned(),
        }],
    };
    insta::assert_snapshot!(plain_text(&message));
    insta::assert_snapshot!(format!("{:#}", slack(&message)));
    insta::assert_snapshot!(format!("{:#}", teams(&message)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn hostile_texts_stay_texts_within_the_limits(
        text in "(<!channel>|<@U1>|<https://e.example\\|x>|&|<|>|\\*|`|\\[x\\]\\(https://e.example\\)|<at>a</at>|\u{202e}|\u{1b}|\n|a| |ä){0,60}",
        times in 1_usize..60,
    ) {
        let message = message(&text.repeat(times));
        check_slack(&message);
        check_teams(&message);
        let plain = plain_text(&message);
        let is_odd = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        prop_assert!(!plain.contains(is_odd));
    }
}
