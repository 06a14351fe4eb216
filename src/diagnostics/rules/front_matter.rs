//! Rules about front matter and TOML: what a single file may contain.

super::rules! {
    /// TOML does not parse.
    SYNTAX: Error "syntax", "this is not valid TOML",
        "Front matter is TOML between two `+++` lines. If the TOML does not parse, allclear uses nothing from the file, because the broken line might be the one that restricts who may read it.";
    /// No front matter, or not closed.
    NO_FRONT_MATTER: Error "no-front-matter", "the front matter is missing or not closed",
        "Files of this kind begin with a `+++` line, then TOML, then another `+++` line. Without front matter the file would have no title, status or audience.";
    /// Keys below the front matter.
    KEY_IN_TEXT: Error "key-in-text", "a key of the front matter is in the text",
        "Keys work only in the front matter, between the two `+++` lines at the top. In the text below, `audience` restricts nobody and `draft = true` holds nothing back: customers would read the line, and the text that it was meant to restrict. So a second `+++` line, a line that sets a known key, and a line that begins a known table are errors there. Fenced code may contain them.";
    /// The markers of a merge conflict.
    MERGE_CONFLICT: Error "merge-conflict", "this file contains an unresolved merge conflict",
        "Git marks both sides of a conflict with lines such as `<<<<<<< HEAD`, `=======` and `>>>>>>> branch`. Only a person can say which side is right, and one of them may be the side that was withdrawn. To show such a line to readers, indent it by four spaces.";
    /// Nested too deeply.
    TOO_DEEP: Error "too-deep", "the front matter is nested too deeply",
        "Front matter may be nested 16 levels deep. No key of allclear needs more than four.";
    /// A key that this kind of file does not have.
    UNKNOWN_KEY: Error "unknown-key", "unknown key",
        "Unknown keys are never ignored: a misspelt `audience` or `draft` would publish a text that was meant to stay internal. `docs/content.md` lists the keys of each kind of file.";
    /// A value outside the closed set.
    UNKNOWN_VALUE: Error "unknown-value", "unknown value",
        "The key accepts a fixed set of words. allclear does not correct other words to the nearest one, because states and audiences are too important to guess.";
    /// A value of another type.
    WRONG_TYPE: Error "wrong-type", "the value has the wrong type",
        "The key needs a value of another type, such as a quoted text, a number, a time, a list or a table.";
    /// A key that must be there.
    MISSING_KEY: Error "missing-key", "a required key is missing",
        "Files of this kind need the key. `docs/content.md` lists the required keys.";
    /// A value of the right type that is not valid.
    INVALID_VALUE: Error "invalid-value", "the value is not valid here",
        "The value has the right type but is not valid, such as a malformed duration, a weight above one or an empty text.";
    /// A time without an offset.
    LOCAL_TIME: Error "local-time", "this time has no offset",
        "`09:22` is a different time in Tallinn, London and New York, and when the clocks change a local time occurs twice or never. Write every time with its offset; `Z` is UTC.";
    /// A time that does not exist.
    INVALID_TIME: Error "invalid-time", "this time does not exist or is out of range",
        "Times must be between the years 2000 and 9999, with seconds from 0 to 59. A leap second or another year is almost always a typing error.";
    /// A file name that is not a time.
    FILE_NAME_TIME: Error "file-name-time", "the name of this file does not begin with a time",
        "Every update and every timeline entry is a file named after its time: `2026-03-14T0922Z-investigating.md`. The name puts listings in order, and for updates it is also the permanent address.";
    /// Ids and folders outside `[a-z0-9-]`.
    INVALID_NAME: Error "invalid-name", "this name may contain only a to z, 0 to 9 and hyphens",
        "Public names become addresses. Lower-case letters, digits and hyphens work on every file system, host and keyboard; other characters cause trouble on some of them.";
}
