//! Rules about files as such: what can be read, and what belongs where.

super::rules! {
    /// There is nothing to build.
    NO_CONTENT: Error "no-content", "there is no folder `content` here",
        "allclear reads the folder `content` of the project's root. Without it there is nothing to check or build, and an empty page in its place would tell customers that all is well.";
    /// Not UTF-8.
    NOT_UTF8: Error "not-utf8", "this file is not UTF-8",
        "Every file is read as UTF-8. Guessing another encoding would turn names and texts into wrong characters in front of customers.";
    /// NUL, bidirectional controls, tag characters.
    HIDDEN_CHARACTER: Error "hidden-character", "this file holds a character that hides or reorders text",
        "Some characters make a text look other than it is: NUL, the bidirectional overrides and isolates (U+202A to U+202E, U+2066 to U+2069) and the invisible tag characters (U+E0000 to U+E007F). A reviewer would approve one thing and customers would read another. The marks that Arabic and Hebrew need (U+200E, U+200F, U+061C) are allowed.";
    /// Over the size limit.
    FILE_TOO_LARGE: Error "file-too-large", "this file is too large",
        "Text files are limited to 1 MiB and pictures to 4 MiB. Nobody writes an update of that size by hand: it is a mistake, such as a log saved in the wrong place.";
    /// Pipes, devices, sockets.
    NOT_A_FILE: Error "not-a-file", "this is a pipe, a device or a socket",
        "Reading a pipe or a device may never end. Only regular files are read.";
    /// A symbolic link that may not be followed.
    LINK_REFUSED: Error "link-refused", "this symbolic link may not be followed",
        "A symbolic link may lead to another file of `content/` on the same side of the boundary. One that leaves `content/`, leads to a folder, or leads from a public place to an internal file would let text cross the boundary where nobody sees it.";
    /// The operating system says no.
    UNREADABLE: Error "unreadable", "this file cannot be read",
        "The operating system refused to open or read the file. Check its permissions.";
    /// A file where no kind of file is known.
    UNKNOWN_FILE: Error "unknown-file", "no record of this name belongs here",
        "Every file of `content/` has a kind, told by its path. A file in an unknown place would be ignored for ever, or worse, be thought to be published. `docs/content.md` lists the places.";
    /// A picture or other file in a public folder that nothing uses.
    UNUSED_FILE: Warning "unused-file", "nothing uses this file",
        "A file beside public texts that no text shows is not published. It is probably a picture whose name was mistyped in the text, or a leftover.";
}
