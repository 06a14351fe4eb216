//! How to write an output folder.

use super::views_folder::PUBLIC_VIEWS;

/// How to write an output folder.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// Replaces files that allclear did not write and that are in the way.
    pub take_over: bool,
    /// Folders, relative to the output folder, whose files stay even if the build does not have them.
    pub keep: Vec<String>,
}

impl WriteOptions {
    /// The options of a build of the public site. A build that reads no internal files (`public_only`) does not know
    /// the customers, so it keeps their views.
    #[must_use]
    pub fn of_build(take_over: bool, public_only: bool) -> Self {
        let keep = if public_only { vec![PUBLIC_VIEWS.to_owned()] } else { Vec::new() };
        Self { take_over, keep }
    }

    pub(super) fn keeps(&self, path: &str) -> bool {
        self.keep
            .iter()
            .any(|keep| path.strip_prefix(keep.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }
}
