//! One rendered file, and its turn in the order of writing. It knows nothing of where the folder is.

/// When a file is written: the ones that others link to come first, so that a visitor in the middle of a build
/// never meets a link to something that is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Styles, scripts, images: what pages need.
    Asset,
    /// A page that the feeds and the home page link to.
    Page,
    /// A feed, a calendar, an API file, a badge: what machines read.
    Feed,
    /// The home page.
    Index,
}

impl Kind {
    /// Every kind, in the order of writing.
    pub const ALL: [Self; 4] = [Self::Asset, Self::Page, Self::Feed, Self::Index];
}

/// A file of the site as it is to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where it goes: relative to the output folder, segments parted by `/`, such as `incidents/x/index.html`.
    pub path: String,
    /// What it holds, to the byte.
    pub bytes: Vec<u8>,
    /// When it is written.
    pub kind: Kind,
}

impl Output {
    /// A file at `path`, which is judged later, together with all others, by [`super::check_paths`].
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>, kind: Kind) -> Self {
        Self { path: path.into(), bytes: bytes.into(), kind }
    }
}
