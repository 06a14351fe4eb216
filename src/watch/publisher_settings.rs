//! What to publish, and where.

use std::path::PathBuf;

use crate::output::{FolderError, OutputFolder};
use crate::source::Project;

/// What to publish, and where.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own on the command line")]
pub struct PublishSettings {
    /// The output folder, relative to the project root unless absolute.
    pub output: PathBuf,
    /// The folder for the views of customers with a login, relative to the project root unless absolute.
    pub private: PathBuf,
    /// The folder for the board, relative to the project root unless absolute; `None` for the one that `site.toml` names. A
    /// site without `[board]` has no board in any case.
    pub board: Option<PathBuf>,
    /// The user's home folder, which is never written to.
    pub home: Option<PathBuf>,
    /// Publishes nothing that has warnings.
    pub strict: bool,
    /// Reads no internal file.
    pub public_only: bool,
    /// Publishes without judging approvals, because another machine has checked this exact content.
    pub judged_elsewhere: bool,
    /// Replaces files in the output folder that allclear did not write.
    pub take_over: bool,
}

impl PublishSettings {
    /// Checks and returns the output folder of `project`.
    ///
    /// # Errors
    ///
    /// Fails if the folder must not be written to.
    pub fn open_folder(&self, project: &Project) -> Result<OutputFolder, FolderError> {
        OutputFolder::open(project.root(), &self.output, self.home.as_deref())
    }

    /// Checks and returns the folder for the views of customers with a login.
    ///
    /// # Errors
    ///
    /// Fails if the folder must not be written to.
    pub fn open_private(&self, project: &Project) -> Result<OutputFolder, FolderError> {
        OutputFolder::open(project.root(), &self.private, self.home.as_deref())
    }
}
