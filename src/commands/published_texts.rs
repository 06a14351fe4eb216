//! Compares texts with the revision that was published last.

use super::session::Session;
use crate::content::load;
use crate::diagnostics::{Finding, Findings};
use crate::git::Revision;
use crate::pipeline::{Built, unmarked_edits};
use crate::source::{ScanOptions, Snapshot};

/// The ref that `build --keep-going REF --move-ref` moves in the workflows.
const PUBLISHED: &str = "refs/allclear/published";

/// Returns a warning for each published text that was changed without a note. None without git and without the ref, and
/// none if git fails: this is a hint, and `check` works without git.
pub(super) fn unmarked(built: &Built, public_only: bool, session: &Session<'_, '_>) -> Vec<Finding> {
    let root = session.project().root().to_owned();
    let Ok(revision) = Revision::find(&root, PUBLISHED, ScanOptions { public_only }) else {
        return Vec::new();
    };
    let folders = revision.changed_folders().unwrap_or_default();
    let stored = folders.iter().filter_map(|folder| Some((folder.clone(), revision.read(folder).ok()?)));
    let (earlier, _) = Snapshot::default().with_folders(&Findings::default(), &stored.collect());
    let (earlier, _) = load(&earlier);
    folders.iter().flat_map(|folder| unmarked_edits(&built.content, &earlier, folder, built.now)).collect()
}
