//! A finished file of a site, with its destination. Rooms that render make these; `output` writes them.

/// Where a finished file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// The public site: `public/`.
    Public,
    /// A customer's view, to be encrypted before it is written below `public/v/`.
    Sealed,
    /// A customer's view for a web server behind a login: `private/`.
    Private,
    /// The site for colleagues: the folder that `[board]` of `site.toml` names. Nothing of it is for customers.
    Internal,
}

/// What kind of file an artifact is. The order is the order of writing: files that others link to come first, so that
/// a visitor in the middle of a write never follows a link to a file that does not exist yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArtifactKind {
    /// A style sheet, script or image that pages need.
    Asset,
    /// A page that the feeds and the home page link to.
    Page,
    /// A machine-readable output: a feed, a calendar, an API file, a badge.
    Feed,
    /// The home page, or another file that shows the newest state of the site.
    Index,
}

impl ArtifactKind {
    /// Every kind, in the order of writing.
    pub const ALL: [Self; 4] = [Self::Asset, Self::Page, Self::Feed, Self::Index];
}

/// A finished file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The folder that the file is for.
    pub destination: Destination,
    /// Path relative to the destination's folder, with `/` between the parts, such as `incidents/x/index.html`.
    pub path: String,
    /// The whole content of the file.
    pub bytes: Vec<u8>,
    /// What kind of file it is, which decides when it is written.
    pub kind: ArtifactKind,
}

impl Artifact {
    /// Returns a file of the public site. [`crate::output::check_paths`] judges the path later, together with all
    /// others.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>, kind: ArtifactKind) -> Self {
        Self { destination: Destination::Public, path: path.into(), bytes: bytes.into(), kind }
    }

    /// Returns a file of the site for colleagues.
    pub fn internal(path: impl Into<String>, bytes: impl Into<Vec<u8>>, kind: ArtifactKind) -> Self {
        Self { destination: Destination::Internal, path: path.into(), bytes: bytes.into(), kind }
    }
}
