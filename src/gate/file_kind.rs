//! The closed list of file types that may be published, and how each is read.

/// How the bytes of an output are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// HTML: tags are not text, and comments are a hit.
    Html,
    /// XML and its kin: tags are not text.
    Xml,
    /// iCalendar: long lines are folded, also within words.
    Calendar,
    /// Any other text.
    Text,
    /// Pictures and fonts.
    Binary,
    /// Not on the list; read as text all the same.
    Unknown,
}

impl FileKind {
    /// Judges by the last part of the path alone.
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
