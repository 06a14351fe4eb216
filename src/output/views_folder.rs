//! The two folders with customers' views.

/// A folder with customers' views, one folder for each view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViewsFolder {
    /// `private/`, for a web server with a login.
    Private,
    /// `public/v/`, for views at addresses that nobody can guess.
    Public,
}

impl ViewsFolder {
    /// Both folders.
    pub const ALL: [Self; 2] = [Self::Private, Self::Public];

    /// The path of a view in its output folder.
    #[must_use]
    pub fn path(self, id: &str) -> String {
        match self {
            Self::Private => id.to_owned(),
            Self::Public => format!("{PUBLIC_VIEWS}/{id}"),
        }
    }
}

/// The folder with views in the public folder.
pub(super) const PUBLIC_VIEWS: &str = "v";

/// Whether a name can be that of a view's folder: one that can be written everywhere and contains nothing but letters
/// and digits.
#[must_use]
pub fn is_view_id(name: &str) -> bool {
    !name.is_empty() && name.len() <= 64 && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}
