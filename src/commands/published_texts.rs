//! Compares texts with those that were published last: in the revision of the published ref, or by the last build here.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::session::Session;
use crate::content::{Content, load};
use crate::diagnostics::{Finding, Findings, rules};
use crate::git::Revision;
use crate::output::{OutputFolder, PublishedTexts};
use crate::pipeline::{unmarked_edits, unmarked_since};
use crate::source::{ScanOptions, Snapshot};

/// The ref that `build --keep-going REF --move-ref` moves in the workflows.
pub(super) const PUBLISHED: &str = "refs/allclear/published";

/// Returns a warning for each published text that was changed without a note. Where git has the published ref, its texts
/// are the published ones, otherwise those of the last build into the default folder. `staged` are the folders of records
/// that the index changes. None if both are missing, and none if git fails: this is a hint, and `check` works without
/// git.
pub(super) fn unmarked(
    content: &Content,
    now: DateTime<Utc>,
    public_only: bool,
    staged: &BTreeSet<String>,
    session: &Session<'_, '_>,
) -> Vec<Finding> {
    if is_off(content) {
        return Vec::new();
    }
    by_ref(content, now, public_only, staged, session).unwrap_or_else(|| {
        let project = session.project();
        let folder = OutputFolder::open(project.root(), &project.public(), session.home());
        folder.ok().and_then(|folder| by_build(content, now, &folder)).unwrap_or_default()
    })
}

/// Returns the same for a build into `folder`, where the texts of the last build come first: what that folder shows is
/// what readers saw.
pub(super) fn unmarked_in_build(
    content: &Content,
    now: DateTime<Utc>,
    public_only: bool,
    folder: &OutputFolder,
    session: &Session<'_, '_>,
) -> Vec<Finding> {
    if is_off(content) {
        return Vec::new();
    }
    by_build(content, now, folder)
        .or_else(|| by_ref(content, now, public_only, &BTreeSet::new(), session))
        .unwrap_or_default()
}

/// Whether the site turns the rule off.
fn is_off(content: &Content) -> bool {
    content.public.site.as_ref().is_some_and(|site| site.turns_off(&rules::EDIT_NOT_MARKED))
}

fn by_build(content: &Content, now: DateTime<Utc>, folder: &OutputFolder) -> Option<Vec<Finding>> {
    Some(unmarked_since(content, &PublishedTexts::read(folder)?, now))
}

fn by_ref(
    content: &Content,
    now: DateTime<Utc>,
    public_only: bool,
    staged: &BTreeSet<String>,
    session: &Session<'_, '_>,
) -> Option<Vec<Finding>> {
    let root = session.project().root().to_owned();
    let revision = Revision::find(&root, PUBLISHED, ScanOptions { public_only }).ok()?;
    let folders = &revision.changed_folders().ok()? | staged;
    let stored = folders.iter().filter_map(|folder| Some((folder.clone(), revision.read(folder).ok()?)));
    let (earlier, _) = Snapshot::default().with_folders(&Findings::default(), &stored.collect());
    let (earlier, _) = load(&earlier);
    Some(folders.iter().flat_map(|folder| unmarked_edits(content, &earlier, folder, now)).collect())
}
