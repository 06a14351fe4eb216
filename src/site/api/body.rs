//! The text of an update, as the API publishes it.

use std::borrow::Cow;

use crate::release::model::{Origin, Update};
use crate::status::maintenance::ClockKind;

/// The text of Statuspage for a maintenance that starts by the clock. Clients know this sentence.
const BEGAN: &str = "Scheduled maintenance is currently in progress. We will provide updates as necessary.";
/// The text of Statuspage for a maintenance that has ended.
const ENDED: &str = "The scheduled maintenance has been completed.";
/// Statuspage has no text for a maintenance that takes longer than planned.
const OVERRUN: &str = "The scheduled maintenance is taking longer than planned.";
const WITHDRAWN: &str = "This update was withdrawn.";

/// These sentences, for the gate: they are in no update.
pub(super) const STOCK: [&str; 4] = [BEGAN, ENDED, OVERRUN, WITHDRAWN];

/// The text of an update, as plain text with the line breaks of [`crate::markdown::Rendered`]; for a withdrawn
/// update, the note that says why.
///
/// The summary that an update sets follows its text.
pub(in crate::site) fn plain(update: &Update) -> Cow<'_, str> {
    if let (Origin::Written, None, Some(summary)) = (update.origin, &update.retracted, &update.summary) {
        return match &update.text {
            Some(text) => format!("{}\n\n{}", text.plain, summary.plain).into(),
            None => Cow::Borrowed(&*summary.plain),
        };
    }
    let text = match update.origin {
        Origin::Clock(ClockKind::Began) => BEGAN,
        Origin::Clock(ClockKind::Ended) => ENDED,
        Origin::Clock(ClockKind::Overrun) => OVERRUN,
        Origin::Written => match (&update.retracted, &update.text) {
            (Some(mark), _) if mark.note.is_empty() => WITHDRAWN,
            (Some(mark), _) => mark.note.as_str(),
            (None, Some(text)) => &*text.plain,
            (None, None) => "",
        },
    };
    Cow::Borrowed(text)
}

/// Writes the line breaks as the API does: two `<br />` between paragraphs and one for a hard line break. A soft line
/// break only wraps the source, so it is a space.
pub(in crate::site) fn with_breaks(plain: &str) -> String {
    let mut text = String::with_capacity(plain.len());
    for (count, paragraph) in plain.split("\n\n").enumerate() {
        if count > 0 {
            text.push_str("<br /><br />");
        }
        for character in paragraph.chars() {
            match character {
                '\n' => text.push(' '),
                '\u{2028}' => text.push_str("<br />"),
                other => text.push(other),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::with_breaks;

    #[test]
    fn paragraphs_hard_breaks_and_soft_breaks_are_distinguished() {
        assert_eq!(with_breaks("a\nb\u{2028}c\n\nd & <e>"), "a b<br />c<br /><br />d & <e>");
    }
}
