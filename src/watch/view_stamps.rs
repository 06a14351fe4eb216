//! Detects whether somebody else changed or removed the views that were written. To read the metadata of all their files
//! every two seconds would take too long, so only the home page of each view is looked at.

use std::collections::BTreeMap;

use crate::output::{OutputFolder, OutputStamps, ViewsFolder};

/// The home pages of views.
#[derive(Debug, Default)]
pub(super) struct ViewStamps {
    stamps: Vec<OutputStamps>,
}

impl ViewStamps {
    /// Stamps the home pages of the views in the two folders.
    pub(super) fn new(
        views: &BTreeMap<ViewsFolder, Vec<String>>,
        public: &OutputFolder,
        private: &OutputFolder,
    ) -> Self {
        let stamps = views.iter().map(|(folder, ids)| {
            let root = match folder {
                ViewsFolder::Private => private,
                ViewsFolder::Public => public,
            };
            let paths: Vec<String> = ids.iter().map(|id| format!("{}/index.html", folder.path(id))).collect();
            OutputStamps::new(root.clone(), paths.iter().map(String::as_str))
        });
        Self { stamps: stamps.collect() }
    }

    /// Whether all of them are as they were.
    pub(super) fn are_unchanged(&self) -> bool {
        self.stamps.iter().all(OutputStamps::is_unchanged)
    }
}
