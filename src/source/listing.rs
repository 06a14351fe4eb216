//! Detects whether the folders that contain the records changed during a walk.

use super::Project;
use super::stamp::Stamp;

/// The stamps of the folders that contain areas; `None` for one that is missing or changed only just now.
pub(super) struct Listing([Option<Stamp>; 3]);

impl Listing {
    /// Stamps the folders before a walk.
    pub(super) fn begin(project: &Project) -> Self {
        let content = project.content();
        // The dot makes the path that of the folder itself if `content` is a symbolic link.
        Self([".", "incidents", "maintenance"].map(|name| Stamp::now(&content.join(name))))
    }

    /// Whether it is certain that no folder was created, renamed or deleted in them since.
    pub(super) fn is_unchanged(&self, project: &Project) -> bool {
        let Self(after) = Self::begin(project);
        let Self([content, incidents, maintenance]) = self;
        let same = |before: &Option<Stamp>, after: &Option<Stamp>| before == after;
        content.is_some()
            && incidents.is_some()
            && same(content, &after[0])
            && same(incidents, &after[1])
            && same(maintenance, &after[2])
            && (maintenance.is_some() || !project.content().join("maintenance").exists())
    }
}
