//! What a receiver gets of a view.

use std::sync::Arc;

use crate::artifact::Artifact;
use crate::output::ViewsFolder;

/// What is to be done with the folder of a view.
#[derive(Debug)]
pub enum ReceivedView<'a> {
    /// It has to contain exactly these files, which passed the gate. Their paths are relative to it.
    Files(ViewsFolder, &'a str, &'a [Arc<Artifact>]),
    /// It stays as it is.
    Unchanged(ViewsFolder, &'a str),
    /// All others in the folder stay as they are, too.
    OthersUnchanged(ViewsFolder),
}
