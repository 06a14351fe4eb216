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

/// These sentences, for the gate: they are in no update.
pub(super) const STOCK: [&str; 3] = [BEGAN, ENDED, OVERRUN];

/// The text of an update, as plain text with the line breaks of [`crate::markdown::Rendered`]; for a withdrawn
/// update, the note that says why.
pub(in crate::site) fn plain(update: &Update) -> &str {
    match update.origin {
        Origin::Clock(ClockKind::Began) => BEGAN,
        Origin::Clock(ClockKind::Ended) => ENDED,
        Origin::Clock(ClockKind::Overrun) => OVERRUN,
        Origin::Written => match (&update.retracted, &update.text) {
            (Some(mark), _) => &mark.note,
            (None, Some(text)) => &text.plain,
            (None, None) => "",
        },
    }
}

/// Writes the line breaks as the API does: two `<br />` between paragraphs, one for a hard line break, and a line
/// feed for a soft one.
pub(in crate::site) fn with_breaks(plain: &str) -> String {
    let paragraphs: Cow<'_, str> =
        if plain.contains("\n\n") { plain.replace("\n\n", "<br /><br />").into() } else { plain.into() };
    paragraphs.replace('\u{2028}', "<br />")
}

#[cfg(test)]
mod tests {
    use super::with_breaks;

    #[test]
    fn paragraphs_hard_breaks_and_soft_breaks_are_distinguished() {
        assert_eq!(with_breaks("a\nb\u{2028}c\n\nd & <e>"), "a\nb<br />c<br /><br />d & <e>");
    }
}
