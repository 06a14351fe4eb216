//! Rules about the wording of texts for customers. They judge what was written, so they need no clock.

super::rules! {
    /// A "resolved" update that says next to nothing.
    SHORT_RESOLUTION: Warning "short-resolution", "the last update of an incident says next to nothing",
        "`This incident has been resolved.` is what customers least need to hear. Say in at least ten words what works again, since when, whether anything is lost or has to be done again, and how long it lasted. `check` reports this, and `post` before it writes the update; `build` does not. If your house style is brief, turn the rule off in `[rules]` of `site.toml`.";
    /// "Some users" without a number.
    MINIMISER: Warning "minimiser-without-number", "a text plays the problem down without a number",
        "A customer who cannot work is not `some users`, and an hour is not `brief` to them. Such words read as if the problem were being made small. Give a number, even a rough one (`about 2% of payments`, `12 customers`, `for 4 minutes`), name who is affected (`customers in Europe who pay by card`), or say that you do not know yet. A text passes if it gives a number anywhere. `check` and `post` report this; `build` does not. Only English words are known.";
    /// A time of day without a zone.
    TIME_WITHOUT_ZONE: Warning "time-without-zone", "a time of day has no time zone",
        "Readers live in many time zones, and a reader of a feed or of an e-mail does not see the page around the text. Write the zone with the time: `10:30 UTC`. One zone in the same paragraph is enough: `from 10:30 to 11:15 UTC`; in a post-mortem, one in the whole text. `check` and `post` report this; `build` does not.";
}
