//! Rules about files: which can be read, and which belong where.

super::rules! {
    /// There is nothing to build.
    NO_CONTENT: Error "no-content", "there is no folder `content` here",
        "allclear reads the folder `content` in the root of the project. Without it there is nothing to check or build. Publishing an empty page instead would tell customers that all is well.";
    /// More findings than are shown.
    TOO_MANY_FINDINGS: Error "too-many-findings", "this file has more problems than are shown",
        "At most 50 problems of a file are shown, errors first. Most of them usually have the same cause, such as a log in the wrong folder or a list that was pasted into a key. Correct those that are shown, then check again.";
    /// Not UTF-8.
    NOT_UTF8: Error "not-utf8", "this file is not UTF-8",
        "Every file is read as UTF-8. If allclear guessed the encoding, names and texts could reach customers with wrong characters.";
    /// NUL, bidirectional controls, tag characters.
    HIDDEN_CHARACTER: Error "hidden-character", "this file contains a character that hides or reorders text",
        "Some characters make a text look different from what it is: NUL, the bidirectional overrides and isolates (U+202A to U+202E, U+2066 to U+2069) and the invisible tag characters (U+E0000 to U+E007F). A reviewer would approve one text and customers would read another. The marks that Arabic and Hebrew need (U+200E, U+200F, U+061C) are allowed.";
    /// Over the size limit.
    FILE_TOO_LARGE: Error "file-too-large", "this file is too large",
        "Text files are limited to 1 MiB and images to 4 MiB. Nobody writes an update of that size by hand, so this is probably a mistake, such as a log saved in the wrong folder.";
    /// Pipes, devices, sockets.
    NOT_A_FILE: Error "not-a-file", "this is a pipe, a device or a socket",
        "Reading from a pipe or a device may never end. allclear reads regular files only.";
    /// A symbolic link that is not followed.
    LINK_REFUSED: Error "link-refused", "this symbolic link is not followed",
        "A symbolic link may point to another file in `content/` on the same side of the boundary. A link that leaves `content/`, points to a folder, or points from a public path to an internal file would move text across the boundary where no reviewer sees it.";
    /// The operating system refused.
    UNREADABLE: Error "unreadable", "this file cannot be read",
        "The operating system refused to open or read the file. Check its permissions.";
    /// A path that belongs to no kind of file.
    UNKNOWN_FILE: Error "unknown-file", "no record with this name belongs here",
        "The path of a file in `content/` determines its kind. A file at an unknown path would be ignored, while its author may believe that it is published. `docs/content.md` lists the paths.";
    /// An image or another file in a public folder that no text uses.
    UNUSED_FILE: Warning "unused-file", "this file is not used",
        "Files next to public texts are published only if a text shows them. This one is probably a leftover, or an image whose name is misspelt in the text.";
}
