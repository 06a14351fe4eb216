//! Feeds of real pages and the exports that they become.

use super::*;
use proptest::prelude::*;

const ATOM: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<link rel=\"alternate\" type=\"text/html\" href=\"https://status.harbor.example\"/>\n<title>Harbor - Incident History</title>\n<entry><id>tag:status.harbor.example,2005:Incident/1</id><published>2026-01-02T00:37:20Z</published><updated>2026-01-02T00:37:20Z</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"https://status.harbor.example/incidents/bhbcjn4n3jzp\"/>\n<title>Slow &amp; broken</title>\n<content type=\"html\">&lt;p&gt;&lt;small&gt;Jan &lt;var data-var='date'&gt; 2&lt;/var&gt;, &lt;var data-var='time'&gt;00:37&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Over.&lt;br /&gt;&lt;br /&gt;See &lt;a href=\"https://x.example/a\"&gt;more&lt;/a&gt; &amp;amp; ask.&lt;/p&gt;&lt;p&gt;&lt;small&gt;Dec &lt;var data-var='date'&gt;31&lt;/var&gt;, &lt;var data-var='time'&gt;23:00&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Update&lt;/strong&gt; - Still.&lt;/p&gt;&lt;p&gt;&lt;small&gt;Dec &lt;var data-var='date'&gt;31&lt;/var&gt;, &lt;var data-var='time'&gt;22:00&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - We look.&lt;/p&gt;</content></entry>\n</feed>\n";

const RSS: &str = "<rss version=\"2.0\"><channel><title>Harbor - Incident History</title><link>https://status.harbor.example</link>\n<item><title>Move</title><description>&lt;p&gt;&lt;strong&gt;THIS IS A SCHEDULED EVENT Jan &lt;var data-var='date'&gt;16&lt;/var&gt;, 12:00 - 16:00 CET&lt;/strong&gt;&lt;/p&gt;&lt;p&gt;&lt;small&gt;Jan &lt;var data-var='date'&gt; 9&lt;/var&gt;, 10:00 CET&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Scheduled&lt;/strong&gt; - We move.&lt;/p&gt;</description><pubDate>Tue, 16 Jan 2024 12:00:00 +0100</pubDate><link>https://status.harbor.example/incidents/cnntrg2j816c</link></item>\n</channel></rss>";

fn read(text: &str) -> Result<Value, ImportError> {
    export(&Input { name: "history".to_owned(), text: text.to_owned() }, &mut Notes::default())
}

#[test]
fn an_atom_entry_becomes_an_incident_with_dated_updates() {
    let export = read(ATOM).unwrap();
    assert_eq!(export["page"], json!({ "name": "Harbor", "url": "https://status.harbor.example" }));
    let incident = &export["incidents"][0];
    assert_eq!((&incident["id"], &incident["name"]), (&json!("bhbcjn4n3jzp"), &json!("Slow & broken")));
    let updates: Vec<_> = incident["incident_updates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            [&one["display_at"], &one["status"], &one["body"]].map(|value| value.as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(
        updates,
        [
            [
                "2026-01-02T00:37:00.000Z",
                "resolved",
                "Over.<br /><br />See <a href=\"https://x.example/a\">more</a> &amp; ask.</p><p>"
            ],
            ["2025-12-31T23:00:00.000Z", "investigating", "Still.</p><p>"],
            ["2025-12-31T22:00:00.000Z", "investigating", "We look.</p>"],
        ]
    );
    assert_eq!(incident["resolved_at"], "2026-01-02T00:37:00.000Z");
    assert_eq!(incident["atom_id"], "tag:status.harbor.example,2005:Incident/1");
}

#[test]
fn a_scheduled_event_becomes_a_maintenance_with_its_window() {
    let export = read(RSS).unwrap();
    let maintenance = &export["scheduled_maintenances"][0];
    assert_eq!(maintenance["scheduled_for"], "2024-01-16T11:00:00Z");
    assert_eq!(maintenance["scheduled_until"], "2024-01-16T15:00:00Z");
    assert_eq!(maintenance["incident_updates"][0]["display_at"], "2024-01-09T09:00:00.000Z");
    let with_end = RSS.replace(
        "<pubDate>",
        "<maintenanceEndDate>Tue, 16 Jan 2024 18:00:00 +0000</maintenanceEndDate><pubDate>",
    );
    assert_eq!(
        read(&with_end).unwrap()["scheduled_maintenances"][0]["scheduled_until"],
        "2024-01-16T18:00:00Z"
    );
}

#[test]
fn other_xml_is_refused() {
    assert!(matches!(read("<html/>"), Err(ImportError::UnknownShape { .. })));
    assert!(matches!(read("<feed>\n<entry></feed>"), Err(ImportError::Json { line: 2, .. })));
}

#[test]
fn an_entry_that_cannot_be_read_is_left_out_and_noted_with_its_text() {
    let mut notes = Notes::default();
    let text = ATOM.replace("Jan &lt;var", "Smarch &lt;var");
    let export = export(&Input { name: "history".to_owned(), text }, &mut notes).unwrap();
    assert_eq!(export["incidents"], json!([]));
    let note = notes.into_vec().remove(0);
    assert_eq!(note.subject, "history: entry 1 of the feed");
    let message = "has an update whose time `Smarch 2, 00:37 UTC` cannot be parsed; left out. Its text: ";
    assert!(note.message.starts_with(message) && note.message.contains("We look."), "{}", note.message);
}

proptest! {
    #[test]
    fn no_feed_causes_a_panic(content in "[a-z<>/&; -]{0,60}", time in "[A-Za-z0-9:, ]{0,20}") {
        let text = ATOM.replace("Still.", &content.replace('&', "&amp;").replace('<', "&lt;")).replace("Dec ", &time);
        let _ = read(&text);
        let _ = read(&content);
    }
}
