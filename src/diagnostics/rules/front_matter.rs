//! Rules about front matter and TOML: what a single file may say.

super::rules! {
    /// TOML does not parse.
    SYNTAX: Error "syntax", "the front matter is not valid TOML",
        "Front matter is TOML between two lines of `+++`. Nothing can be taken from a file whose TOML does not parse, because what is wrong with it might be the line that says who may see it.";
    /// No front matter, or not closed.
    NO_FRONT_MATTER: Error "no-front-matter", "the front matter is missing or not closed",
        "Files of this kind begin with a line `+++`, then TOML, then another line `+++`. Without it the file would have no title, status or audience.";
    /// Too deep.
    TOO_DEEP: Error "too-deep", "the front matter is nested too deeply",
        "Front matter may be nested 16 levels deep. No key of allclear needs more than four.";
    /// A key nobody knows.
    UNKNOWN_KEY: Error "unknown-key", "this key is unknown",
        "An unknown key is never ignored: a misspelt `audience` or `draft` would otherwise publish what was meant to stay in. `docs/content.md` lists the keys of each kind of file.";
    /// A value outside the closed set.
    UNKNOWN_VALUE: Error "unknown-value", "this value is unknown",
        "The key takes one of a few words. Another word is never read as the nearest one, because states and audiences are too important to guess.";
    /// A value of another type.
    WRONG_TYPE: Error "wrong-type", "this value is of the wrong type",
        "The key takes a value of another type: a text in quotes, a number, a time, a list or a table.";
    /// A key that must be there.
    MISSING_KEY: Error "missing-key", "a required key is missing",
        "Files of this kind cannot do without the key. `docs/content.md` says which keys are required.";
    /// A value that makes no sense.
    INVALID_VALUE: Error "invalid-value", "this value makes no sense here",
        "The value has the right type but cannot be: a span that is no span, a share above one, a list that is empty.";
    /// A time without an offset.
    LOCAL_TIME: Error "local-time", "this time has no offset",
        "`09:22` in Tallinn, London and New York are three different moments, and twice a year a local time happens twice or never. Every time says its offset, and `Z` stands for UTC.";
    /// A time that cannot be.
    INVALID_TIME: Error "invalid-time", "this time cannot be",
        "Times lie between the years 2000 and 9999, with seconds from 0 to 59. A leap second or another year is a slip of the keyboard.";
    /// The file's name is no time.
    FILE_NAME_TIME: Error "file-name-time", "the name of this file does not begin with a time",
        "Updates and timeline entries are one file each, named by their time: `2026-03-14T0922Z-investigating.md`. The name sorts them in every listing, and for updates it is their address for ever.";
    /// Ids and folders outside `[a-z0-9-]`.
    INVALID_NAME: Error "invalid-name", "this name may hold only a to z, 0 to 9 and hyphens",
        "Names of public things become addresses. Lower-case letters, digits and hyphens work the same on every file system, host and keyboard; anything else breaks somewhere.";
}
