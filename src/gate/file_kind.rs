//! The closed list of file types that may be published, and how the gate reads each.

/// How the bytes of an output are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// HTML: tags are not text, and a comment is a hit.
    Html,
    /// XML and formats based on it: tags are not text.
    Xml,
    /// iCalendar: long lines are folded, even inside words.
    Calendar,
    /// Any other text.
    Text,
    /// Images and fonts.
    Binary,
    /// Not on the list. It is read as text nevertheless.
    Unknown,
}

impl FileKind {
    /// Returns the kind of a file, determined by the last part of its path alone.
    pub(super) fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        if matches!(name, "_headers" | "_redirects" | "CNAME" | ".nojekyll") {
            return Self::Text;
        }
        let extension = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension,
            _ => return Self::Unknown,
        };
        match extension {
            "html" => Self::Html,
            "xml" | "svg" | "rss" | "atom" => Self::Xml,
            "ics" => Self::Calendar,
            "css" | "js" | "json" | "txt" => Self::Text,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "ico" | "woff2" => Self::Binary,
            _ => Self::Unknown,
        }
    }
}
