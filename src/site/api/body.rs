//! The text of an update as the API writes it.

use std::borrow::Cow;

use crate::release::model::{Origin, Update};
use crate::status::maintenance::ClockKind;

/// What Statuspage says when the clock starts a maintenance. Its clients know the sentence.
const BEGAN: &str = "Scheduled maintenance is currently in progress. We will provide updates as necessary.";
/// What it says when a maintenance is over.
const ENDED: &str = "The scheduled maintenance has been completed.";
/// Statuspage says nothing when a maintenance takes longer than planned.
const OVERRUN: &str = "The scheduled maintenance is taking longer than planned.";

/// The sentences that no update holds, for the gate.
pub(super) const STOCK: [&str; 3] = [BEGAN, ENDED, OVERRUN];

/// What an update says, in plain text with the line breaks of [`crate::markdown::Rendered`]. Of one that was
/// withdrawn, why.
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

/// Plain text with its line breaks as the API writes them: two `<br />` between paragraphs, one where a line must
/// end, and a line feed where it need not.
pub(in crate::site) fn with_breaks(plain: &str) -> String {
    let paragraphs: Cow<'_, str> =
        if plain.contains("\n\n") { plain.replace("\n\n", "<br /><br />").into() } else { plain.into() };
    paragraphs.replace('\u{2028}', "<br />")
}

#[cfg(test)]
mod tests {
    use super::with_breaks;

    #[test]
    fn paragraphs_lines_and_soft_breaks_are_told_apart() {
        assert_eq!(with_breaks("a\nb\u{2028}c\n\nd & <e>"), "a\nb<br />c<br /><br />d & <e>");
    }
}
