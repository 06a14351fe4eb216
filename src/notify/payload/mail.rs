//! Mails in the Internet Message Format (RFC 5322), as plain text.
//!
//! The lines of the header with the addresses are added by whoever sends the mail.

use super::Payload;
use super::mail_header::{encoded, folded};
use super::quoted_printable::quoted_printable;
use crate::deliver::Digest;
use crate::notify::{Message, shorten};

/// The longest subject and the longest text, in UTF-16 units.
const SUBJECT: usize = 200;
const TEXT: usize = 10_000;

/// Returns a mail without the lines that name the sender and the recipient.
pub(super) fn mail(message: &Message, authority: &str) -> Payload {
    let subject = format!("[{}] {}", message.site, message.headline());
    let subject = shorten(&subject, SUBJECT, char::len_utf16);
    let text = body(message);
    // The same message has the same id, so that programs recognise a repetition, and a thread begins with its incident.
    let id = |parts: &[&[u8]]| format!("<{}@{authority}>", &Digest::of(parts).as_str()[..32]);
    let own = id(&[
        b"mail",
        message.item.as_bytes(),
        message.occurrence.as_bytes(),
        message.event_word().as_bytes(),
    ]);
    let thread = id(&[b"thread", message.group.as_bytes()]);
    let mut header = String::new();
    for (name, value) in [
        ("Date", message.at.format("%a, %d %b %Y %H:%M:%S +0000").to_string()),
        ("Subject", encoded(&subject)),
        ("Message-ID", own),
        ("References", thread.clone()),
        ("In-Reply-To", thread),
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=utf-8".to_owned()),
        ("Content-Transfer-Encoding", "quoted-printable".to_owned()),
    ] {
        header.push_str(&folded(name, &value));
    }
    let shown = format!("{subject}\n\n{text}").into_bytes();
    let body = format!("{header}\r\n{}", quoted_printable(&text));
    Payload { media_type: "message/rfc822", body: body.into_bytes(), shown }
}

fn body(message: &Message) -> String {
    let mut paragraphs = vec![message.headline()];
    let facts: Vec<String> =
        message.facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value)).collect();
    paragraphs.push(facts.join("\n"));
    paragraphs.extend(message.remark.clone());
    paragraphs.extend(message.text.as_ref().map(|text| shorten(text, TEXT, char::len_utf16)));
    paragraphs.extend(message.link.as_ref().map(|link| link.url.clone()));
    // Mail programs recognise the end of a text by this line.
    paragraphs.push(format!("-- \n{}", message.site));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n") + "\n"
}
